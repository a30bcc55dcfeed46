"""Images that notes write as HTML: taken out as what they mean, so that they become figures too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class RawImage:
    """An ``<img>``: its attributes, the address of the link around it, the HTML of its caption.

    `is_block` says that it has an element of its own, such as a centred paragraph.
    """

    attributes: dict[str, str] = field(default_factory=dict)
    href: str | None = None
    caption: str | None = None
    is_block: bool = False


Take = Callable[[str, int, RawImage], str]
"""Takes (source, column on its line, image) out and returns what stands in its place."""

_OPENING = re.compile(r"<(figure|p|div|center)\b", re.IGNORECASE)
_INDENT = re.compile(r"[ ]*(?:>[ ]?)*[ ]*")
_TAG = r"<(?P<name>[A-Za-z/][^\s\"'<>/]*+)(?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+>"
_PIECE = re.compile(rf"(?P<ticks>`+)|(?P<comment><!--)|{_TAG}")
_MAX_LINES = 30  # of one image with its wrappers and caption


def take_images(lines: list[str], take: Take) -> list[str]:
    """Return the lines with HTML images replaced by what `take` returns.

    Elements that hold nothing but one image, and perhaps its link and caption, go with it.
    """
    taken: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if "<" not in line:
            taken.append(line)
            number += 1
            continue
        end, replacement = _take_block(lines, number, take)
        taken.append(replacement if end > number else _take_inline(line, take))
        number = max(end, number + 1)
    return taken


def _take_block(lines: list[str], first: int, take: Take) -> tuple[int, str]:
    """Take the element that starts here; return the first line after it and what stands in its place."""
    line = lines[first]
    column = _INDENT.match(line).end()  # type: ignore[union-attr]  # it matches the empty string
    opening = _OPENING.match(line, column)
    if opening is None:
        return first, ""
    last = _last_line(lines, first, f"</{opening[1].lower()}>")
    if last is None:
        return first, ""
    source = "\n".join([line[column:], *lines[first + 1 : last + 1]])
    rest = (_INDENT.sub("", other, count=1) for other in lines[first + 1 : last + 1])
    images = _ImagesOnly.read("\n".join([line[column:], *rest]))
    if not images:
        return first, ""
    images = [replace(image, is_block=len(images) == 1) for image in images]
    tokens = [take(source if i == 0 else "", column, image) for i, image in enumerate(images)]
    return last + 1, line[:column] + " ".join(tokens)


def _last_line(lines: list[str], first: int, closing: str) -> int | None:
    """Return the first line that ends with the closing tag, if there is an image before."""
    has_image = False
    for last in range(first, min(first + _MAX_LINES, len(lines))):
        line = lines[last].lower()
        has_image = has_image or "<img" in line
        if not line.strip(" >"):
            return None
        if line.rstrip().endswith(closing):
            return last if has_image else None
    return None


def _take_inline(line: str, take: Take) -> str:
    if "<img" not in line and "<IMG" not in line:
        return line
    shown: list[str] = []
    at = 0
    while match := _PIECE.search(line, at):
        shown.append(line[at : match.start()])
        at = match.end()
        if match["ticks"]:
            end = line.find(match["ticks"], at)
            at = at if end < 0 else end + len(match["ticks"])
            shown.append(line[match.start() : at])
        elif match["comment"]:
            end = line.find("-->", at)
            at = at if end < 0 else end
            shown.append(line[match.start() : at])
        else:
            images = _ImagesOnly.read(match[0]) if match["name"].lower() == "img" else []
            shown.append(take(match[0], match.start(), images[0]) if images else match[0])
    return "".join(shown) + line[at:]


class _ImagesOnly(HTMLParser):
    """Reads HTML that should hold images and their captions only."""

    _wrappers = frozenset({"figure", "p", "div", "center", "span", "a", "picture", "br"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.images: list[RawImage] = []
        self.captions: list[str] = []
        self.is_plain = True
        self._href: str | None = None
        self._in_caption = False

    @classmethod
    def read(cls, html: str) -> list[RawImage]:
        """Return the images; empty if there is anything else in the HTML."""
        parser = cls()
        parser.feed(html)
        parser.close()
        images = parser.images
        if not parser.is_plain or not all(image.attributes.get("src") for image in images):
            return []
        if not parser.captions:
            return images
        return [replace(images[0], caption="".join(parser.captions).strip())] if len(images) == 1 else []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "figcaption":
            self._in_caption = True
            self.captions.append("")
        elif self._in_caption:
            self.captions.append(self.get_starttag_text() or "")
        elif tag == "img":
            self.images.append(RawImage({name: value or "" for name, value in attrs}, self._href))
        elif tag == "a":
            self._href = dict(attrs).get("href")
        elif tag not in self._wrappers or "markdown" in dict(attrs):
            self.is_plain = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "figcaption":
            self._in_caption = False
        elif self._in_caption:
            self.captions.append(f"</{tag}>")
        elif tag == "a":
            self._href = None

    def handle_data(self, data: str) -> None:
        if self._in_caption:
            self.captions.append(data)
        elif data.strip():
            self.is_plain = False

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.is_plain = False

    def handle_decl(self, decl: str) -> None:
        self.is_plain = False
