"""Images: one alone in its paragraph becomes a figure; each gets its size and loads when it is needed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from urllib.parse import unquote, urlsplit

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from techdigest.diagnostics import Severity
from techdigest.markdown.context import Looked
from techdigest.markdown.images import Image, ImageProblem, find_image, image_question, pixels
from techdigest.markdown.paragraphs import lift_out
from techdigest.markdown.raw_images import RawImage, take_images
from techdigest.markdown.render import Current

_KEPT = (
    "src",
    "alt",
    "title",
    "width",
    "height",
    "style",
    "class",
    "id",
)  # of images in HTML; handlers are removed in the end
_SOURCE = "data-source"  # the address as written; gone before the page is written
_RAW = "td-raw-images"
_FILE_NAME = re.compile(r"[^\s]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|tiff?)", re.IGNORECASE)
# What editors write when the author wrote nothing.
_NO_CAPTION = frozenset(
    {"", "image", "img", "alt", "alt text", "picture", "图片", "圖片", "在这里插入图片描述", "图片描述"}
)
_ZOOM = re.compile(r"zoom\s*:\s*([0-9]{1,3}(?:\.[0-9]+)?)%")
_PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?%")


class TakeImages(Preprocessor):
    """Takes images written as HTML out of the text."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with tokens."""
        return take_images(lines, self._current.rendering.images.take)


class ImageElements(InlineProcessor):
    """Turns tokens in running text into elements, so that their addresses are rewritten like all others."""

    NEEDED = STX

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(f"{STX}tdimage([0-9]+){ETX}", md)
        self._current = current

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # ours gives a span, as the base class's two forms allow
        """Return the image, with its link and caption."""
        return _element(self._current.rendering.images[m].payload), m.start(), m.end()


def _element(image: RawImage) -> etree.Element:
    element = etree.Element(
        "img", {k: v for k, v in image.attributes.items() if k in _KEPT or k.startswith("on")}
    )
    if image.href:
        link = etree.Element("a", {"href": image.href})
        link.append(element)
        element = link
    if not image.is_block:
        return element
    figure = etree.Element("figure")
    figure.append(element)
    if image.caption:
        etree.SubElement(figure, "figcaption").text = image.caption
    return figure


class MakeFigures(Treeprocessor):
    """Checks every image and makes figures. The site generator rewrites the addresses afterwards."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Change the tree in place."""
        self._add_raw_images(root)
        lift_out(root, lambda child: child.tag == "figure", "figure")
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "img":
                    _replace(parent, position, self._checked(child, is_linked=parent.tag == "a"))
        for parent in list(root.iter()):
            if parent.get("class") == _RAW:
                continue
            for position, child in enumerate(list(parent)):
                if child.tag == "figure":
                    _complete(child)
                elif figure := _figure_of(parent, position, child):
                    _replace(parent, position, figure)
        for image in root.iter("img"):
            image.attrib.pop(_SOURCE, None)

    def _add_raw_images(self, root: etree.Element) -> None:
        """Show images in blocks of HTML to those who rewrite addresses; `PutRawImages` takes them back."""
        images = self._current.rendering.images
        box = etree.Element("div", {"class": _RAW})
        for html in self.md.htmlStash.rawHtmlBlocks:
            if isinstance(html, str):
                for match in images.find(html):
                    holder = etree.SubElement(box, "span", {"data-number": match[1]})
                    holder.append(_element(images[match].payload))
        if len(box):
            root.append(box)

    def _checked(self, element: etree.Element, *, is_linked: bool) -> etree.Element:
        """Return the image, checked and sized, or what stands in its place."""
        rendering, src = self._current.rendering, element.get("src") or ""
        rendering.context.note(Looked.IMAGE, image_question(src, rendering.page.path))
        image = find_image(
            src,
            page=rendering.page.path or None,
            content_dir=rendering.context.content_dir,
            generated=rendering.context.generated,
        )
        if isinstance(image, Image):
            element.set("src", image.src)
            element.set(_SOURCE, src)
            element.set("alt", element.get("alt") or "")
            _set_size(element, image)
            element.set("loading", "lazy")
            element.set("decoding", "async")
            return element
        severity = Severity.WARNING if image.link else Severity.ERROR
        rendering.report(src, image.code, image.message, image.hint, severity)
        return _stand_in(element, image, is_linked=is_linked)


def _set_size(element: etree.Element, image: Image) -> None:
    """Give the image its real size, scaled to the width or the zoom that the author asked for."""
    given, style = element.get("width", ""), element.get("style", "")
    width, height = pixels(given), pixels(element.get("height", ""))
    zoom = _ZOOM.search(style)
    if zoom:
        style = _ZOOM.sub("", style).strip("; ")
    if _PERCENT.fullmatch(given):
        style = f"width:{given};{style}".rstrip(";")
    for name, value in (("style", style), ("width", ""), ("height", "")):
        element.attrib.pop(name, None)
        if value:
            element.set(name, value)
    if image.width and image.height:
        if not width:
            scale = float(zoom[1]) / 100 if zoom else (height / image.height if height else 1)
            width = image.width * scale
        height = height or width * image.height / image.width
    if width and height:
        element.set("width", str(max(round(width), 1)))
        element.set("height", str(max(round(height), 1)))
    elif width:
        element.set("width", str(max(round(width), 1)))


def _stand_in(element: etree.Element, problem: ImageProblem, *, is_linked: bool) -> etree.Element:
    text = _caption(element) or element.get("alt") or element.get("src") or "image"
    if problem.link and not is_linked:
        shown = etree.Element(
            "a", {"class": "td-remote-image", "href": problem.link, "rel": "noopener noreferrer"}
        )
    else:
        shown = etree.Element("span", {"class": "td-missing-image", "title": problem.message})
    shown.text = AtomicString(text)
    shown.tail = element.tail
    return shown


def _figure_of(parent: etree.Element, position: int, child: etree.Element) -> etree.Element | None:
    """Return a figure to stand in the child's place, if the child is, or holds, an image on its own."""
    content = child
    if child.tag == "p" and len(child) == 1 and not (child.text or "").strip():
        content = child[0]
    elif not _starts_item(parent, position):
        return None
    image = content[0] if content.tag == "a" and len(content) == 1 and not content.text else content
    if image.tag != "img" or image.get("align") or "td-inline" in (image.get("class") or "").split():
        return None
    if (content.tail or "").strip() or (image.tail or "").strip():
        return None
    figure = etree.Element("figure")
    figure.append(content)
    figure.tail = child.tail
    content.tail = image.tail = None
    _complete(figure)
    return figure


def _starts_item(parent: etree.Element, position: int) -> bool:
    """Whether the child comes first in a list item and only blocks, if anything, follow."""
    if parent.tag not in {"li", "dd"} or position > 0 or (parent.text or "").strip():
        return False
    return len(parent) == 1 or parent[1].tag in {"ul", "ol", "p", "div", "blockquote", "figure", "pre"}


def _complete(figure: etree.Element) -> None:
    """Give the figure its class, a link to the full image, and its caption."""
    content = figure[0]
    if figure.get("class") or next(content.iter("img"), None) is None:
        figure.set("class", figure.get("class") or "td-figure")
        return
    figure.set("class", "td-figure")
    if content.tag == "img":
        caption = _caption(content)
        if not content.get("src", "").startswith("data:"):
            figure[0] = etree.Element("a", {"class": "td-figure__zoom", "href": content.get("src", "")})
            figure[0].append(content)
    else:
        caption = _caption(content[0])
    image = next(figure.iter("img"))
    if image.get("title") is not None and (len(figure) > 1 or image.get("title", "").strip() == caption):
        del image.attrib["title"]
    if caption and len(figure) == 1:
        etree.SubElement(figure, "figcaption").text = AtomicString(caption)


def _caption(image: etree.Element) -> str:
    """Return the title, else the alternative text unless it only repeats the file's name."""
    title, alt = (image.get("title") or "").strip(), (image.get("alt") or "").strip()
    if title:
        return title
    file = unquote(urlsplit(image.get(_SOURCE) or image.get("src") or "").path).rpartition("/")[2]
    is_name = _FILE_NAME.fullmatch(alt) or alt in {file, file.rpartition(".")[0]}
    return "" if is_name or alt.lower() in _NO_CAPTION else alt


def _replace(parent: etree.Element, position: int, element: etree.Element) -> None:
    if parent[position] is not element:
        parent[position] = element


class PutRawImages(Treeprocessor):
    """Puts the images of blocks of HTML back, with the addresses they have by now."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Change the stashed HTML in place."""
        box = next((child for child in reversed(root) if child.get("class") == _RAW), None)
        if box is None:
            return
        root.remove(box)
        stash = self.md.htmlStash.rawHtmlBlocks
        shown = {holder.get("data-number"): self.md.serializer(holder[0]) for holder in box}
        for number, html in enumerate(stash):
            if isinstance(html, str):
                stash[number] = self._current.rendering.images.replace(html, lambda match: shown[match[1]])


def register_figures(md: Markdown, current: Current) -> None:
    """Register the processors. Attribute lists are read at 8; addresses are rewritten at 0."""
    md.preprocessors.register(TakeImages(md, current), "td-take-images", 21.9)
    md.inlinePatterns.register(ImageElements(md, current), "td-image", 189.6)
    md.treeprocessors.register(MakeFigures(md, current), "td-figures", 6)
    md.treeprocessors.register(PutRawImages(md, current), "td-put-raw-images", -15)
