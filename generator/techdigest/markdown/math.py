"""Formulas on the page: taken out before anything else reads the text, typeset when the tree is done."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from techdigest.markdown.delimiters import Formula, take_formulas
from techdigest.markdown.render import Current
from techdigest.math.typesetter import TexError

_CLASS = "td-math"
_BLOCK = "td-math td-math--block"
_SOURCE = "data-source"  # delimiters and all; gone before the page is written


class TakeFormulas(Preprocessor):
    """Replaces formulas by tokens, so that no rule of Markdown touches them."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with tokens; lines of a formula over several lines become one."""
        rendering = self._current.rendering
        return take_formulas(lines, rendering.formulas.take, code_math=rendering.context.code_math)


class FormulaElements(InlineProcessor):
    """Turns tokens in running text into elements."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__("\x02tdmath([0-9]+)\x03", md)
        self._current = current

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # noqa: D102, N802
        taken = self._current.rendering.formulas[m]
        element = etree.Element("span", {"class": _BLOCK if taken.payload.display else _CLASS})
        element.set("data-tex", taken.payload.tex)
        element.set(_SOURCE, taken.source)
        # Links and raw tags that hold the element in an attribute put its text there.
        element.text = AtomicString(taken.source)
        return element, m.start(), m.end()


class RestoreCode(Treeprocessor):
    """Gives code back what was taken out of it."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Restore the text of every code element."""
        for element in root.iter("code"):
            if element.text:
                element.text = AtomicString(self._current.rendering.formulas.restore_code(element.text))


class ArrangeFormulas(Treeprocessor):
    """Names formulas by their TeX (headings in the table of contents need that) and lets displays stand alone."""

    def run(self, root: etree.Element) -> None:
        """Change the elements in place."""
        for parent in list(root.iter()):
            for element in parent:
                if element.get(_SOURCE) is not None:
                    element.text = AtomicString(element.get("data-tex", ""))
        for parent in list(root.iter()):
            if any(child.tag == "p" and _holds_display(child) for child in parent):
                _split_paragraphs(parent)


def _holds_display(paragraph: etree.Element) -> bool:
    return any(child.get("class") == _BLOCK for child in paragraph)


def _split_paragraphs(parent: etree.Element) -> None:
    """Put displayed formulas between paragraphs instead of inside them."""
    children = list(parent)
    for child in children:
        parent.remove(child)
    for child in children:
        parts = _split(child) if child.tag == "p" and _holds_display(child) else [child]
        parent.extend(parts)


def _split(paragraph: etree.Element) -> list[etree.Element]:
    parts: list[etree.Element] = []

    def begin(text: str | None) -> etree.Element:
        part = etree.Element("p", paragraph.attrib)
        part.text = (text or "").lstrip("\n")
        parts.append(part)
        return part

    part = begin(paragraph.text)
    for child in list(paragraph):
        if child.get("class") == _BLOCK:
            tail, child.tail = child.tail, "\n"
            child.tag = "div"
            parts.append(child)
            part = begin(tail)
        else:
            part.append(child)
    filled = [part for part in parts if part.tag != "p" or len(part) or (part.text or "").strip()]
    for part in filled:
        part.tail = "\n"
        if part.tag == "p":
            _strip_end(part)
    return filled


def _strip_end(paragraph: etree.Element) -> None:
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "").rstrip()
    else:
        paragraph.text = (paragraph.text or "").rstrip()


class RestoreAttributes(Treeprocessor):
    """Gives attributes back what was taken out of them: an address or a title may hold dollar signs."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Restore the attributes of every element."""
        formulas = self._current.rendering.formulas
        for element in root.iter():
            for name, value in list(element.items()):
                if formulas.are_in(name):
                    del element.attrib[name]
                    element.set(formulas.restore(name), value)
                elif value and formulas.are_in(value):
                    element.set(name, formulas.restore(value))


class TypesetFormulas(Treeprocessor):
    """Typesets the formulas, last of all: tables of contents and titles have been read by now."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Fill the elements in place and add the glyphs at the end of the page."""
        for element in root.iter():
            source = element.attrib.pop(_SOURCE, None)
            if source is not None:
                self._typeset(element, source)
        glyphs = self._current.rendering.typesetter.glyphs()
        if glyphs:
            root.append(etree.Element("div", {"class": "td-glyphs-box", "data-search-exclude": ""}))
            root[-1].text = self.md.htmlStash.store(glyphs)

    def _typeset(self, element: etree.Element, source: str) -> None:
        rendering, tex = self._current.rendering, element.get("data-tex", "")
        display = element.get("class") == _BLOCK
        try:
            html = rendering.typesetter.inner(tex, display=display)
        except TexError as error:
            rendering.report(
                source,
                "tex",
                f"MathJax cannot read this formula: {error}",
                "correct the TeX; the page shows it as it is",
            )
            _show_source(element, source, str(error))
            return
        element.set("data-search-text", tex)
        element.text = AtomicString(self.md.htmlStash.store(html))


def _show_source(element: etree.Element, source: str, message: str) -> None:
    element.tag = "code"
    element.attrib.clear()
    element.set("class", "td-math-error")
    element.set("title", message)
    element.text = AtomicString(source)


class RestoreRest(Postprocessor):
    """Gives back what stayed a token: the text of code that other extensions have highlighted."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, text: str) -> str:
        """Restore the source, escaped."""
        return self._current.rendering.formulas.restore_escaped(text)


def register_math(md: Markdown, current: Current) -> None:
    """Register the processors. Fences are stashed at 25, raw HTML at 20; code spans are elements from 190 on."""
    if "$" not in md.ESCAPED_CHARS:
        md.ESCAPED_CHARS.append("$")
    md.preprocessors.register(TakeFormulas(md, current), "td-take-formulas", 22)
    md.inlinePatterns.register(FormulaElements(md, current), "td-formula", 189.5)
    md.treeprocessors.register(RestoreCode(md, current), "td-restore-indented-code", 100)
    md.treeprocessors.register(RestoreCode(md, current), "td-restore-code", 19.6)
    md.treeprocessors.register(ArrangeFormulas(md), "td-arrange-formulas", 19.5)
    md.treeprocessors.register(RestoreAttributes(md, current), "td-restore-attributes", 2)
    md.treeprocessors.register(TypesetFormulas(md, current), "td-typeset", -20)
    md.postprocessors.register(RestoreRest(md, current), "td-restore-rest", -20)


__all__ = ["Formula", "register_math"]
