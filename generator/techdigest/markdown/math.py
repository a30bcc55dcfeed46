"""Formulas on the page: taken out before anything else reads the text, typeset when the tree is done."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from techdigest.markdown.delimiters import take_formulas
from techdigest.markdown.line_breaks import keep_punctuation
from techdigest.markdown.paragraphs import lift_out
from techdigest.markdown.render import Current
from techdigest.math.typesetter import TexError

_CLASS = "td-math"
_BLOCK = "td-math td-math--block"
_TYPESET = re.compile("\x02tdset([0-9]+)\x03")
_NO_TEXT = re.compile(
    r"(<!--.*?-->|<(?:pre|code|script|style|textarea)\b.*?</(?:pre|code|script|style|textarea)>"
    r"|<[A-Za-z/!?](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+>)",
    re.DOTALL | re.IGNORECASE,
)
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

    NEEDED = STX

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(f"{STX}tdmath([0-9]+){ETX}", md)
        self._current = current

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # ours gives a span, as the base class's two forms allow
        """Return an element that still says what was written."""
        taken = self._current.rendering.formulas[m]
        element = etree.Element("span", {"class": _BLOCK if taken.payload.display else _CLASS})
        element.set("data-tex", taken.payload.tex)
        element.set(_SOURCE, taken.source)
        # Links and raw tags that hold the element in an attribute put its text there.
        element.text = AtomicString(taken.source)
        return element, m.start(), m.end()


class ArrangeFormulas(Treeprocessor):
    """Names formulas by their TeX, for tables of contents, and lets displays stand between paragraphs."""

    def run(self, root: etree.Element) -> None:
        """Change the elements in place."""
        for parent in list(root.iter()):
            for element in parent:
                if element.get(_SOURCE) is not None:
                    element.text = AtomicString(element.get("data-tex", ""))
        lift_out(root, lambda child: child.get("class") == _BLOCK, "div")


class TypesetFormulas(Treeprocessor):
    """Typesets the formulas, last of all: tables of contents and titles have been read by now."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Fill the elements in place and add the glyphs at the end of the page."""
        elements = [element for element in root.iter() if element.get(_SOURCE) is not None]
        self._current.rendering.typesetter.prepare(
            (element.get("data-tex", ""), element.get("class") == _BLOCK) for element in elements
        )
        for element in elements:
            self._typeset(element, element.attrib.pop(_SOURCE))
        self._typeset_raw()
        glyphs = self._current.rendering.typesetter.glyphs()
        if glyphs:
            root.append(etree.Element("div", {"class": "td-glyphs-box", "data-search-exclude": ""}))
            root[-1].text = AtomicString(self._put_in_later(glyphs))

    def _typeset(self, element: etree.Element, source: str) -> None:
        tex = element.get("data-tex", "")
        try:
            html = self._html(tex, source, display=element.get("class") == _BLOCK)
        except TexError as error:
            _show_source(element, source, str(error))
            return
        element.set("data-search-text", tex)
        element.text = AtomicString(self._put_in_later(html))

    def _typeset_raw(self) -> None:
        """Typeset the formulas in blocks of HTML, where they stand in text."""
        stash = self.md.htmlStash.rawHtmlBlocks
        formulas = self._current.rendering.formulas
        for number, html in enumerate(stash):
            if isinstance(html, str) and formulas.are_in(html):
                stash[number] = _in_text(
                    html, formulas.restore, lambda text: formulas.replace(text, self._raw)
                )

    def _raw(self, match: re.Match[str]) -> str:
        taken = self._current.rendering.formulas[match]
        tag, classes = ("div", _BLOCK) if taken.payload.display else ("span", _CLASS)
        element = etree.Element(tag, {"class": classes, "data-tex": taken.payload.tex})
        self._typeset(element, taken.source)
        return self.md.serializer(element)

    def _html(self, tex: str, source: str, *, display: bool) -> str:
        rendering = self._current.rendering
        try:
            return rendering.typesetter.inner(tex, display=display)
        except TexError as error:
            message = f"MathJax cannot read this formula: {error}"
            rendering.report(source, "tex", message, "correct the TeX; the page shows it as it is")
            raise

    def _put_in_later(self, html: str) -> str:
        typeset = self._current.rendering.typeset
        typeset.append(html)
        return f"\x02tdset{len(typeset) - 1}\x03"


class PutInFormulas(Postprocessor):
    """Puts the typeset formulas into the page."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, text: str) -> str:
        """Return the page with its formulas."""
        typeset = self._current.rendering.typeset
        if not typeset:
            return text
        return _TYPESET.sub(lambda match: typeset[int(match[1])], keep_punctuation(text))


def _in_text(html: str, elsewhere: Callable[[str], str], in_text: Callable[[str], str]) -> str:
    """Apply one function to the text of the HTML, the other to its tags, comments, code and scripts."""
    parts = _NO_TEXT.split(html)  # text and what is no text by turns
    return "".join(elsewhere(part) if number % 2 else in_text(part) for number, part in enumerate(parts))


def _show_source(element: etree.Element, source: str, message: str) -> None:
    """Turn the element into code; a display keeps its lines."""
    code = element
    if element.tag == "div":
        element.tag, element.text = "pre", None
        element.attrib.clear()
        code = etree.SubElement(element, "code")
    code.tag = "code"
    code.attrib.clear()
    code.set("class", "td-math-error")
    code.set("title", message)
    code.text = AtomicString(source)


def register_math(md: Markdown, current: Current) -> None:
    """Register the processors. Fences are stashed at 25, raw HTML at 20, code spans at 190."""
    if "$" not in md.ESCAPED_CHARS:
        md.ESCAPED_CHARS.append("$")
    md.preprocessors.register(TakeFormulas(md, current), "td-take-formulas", 22)
    md.inlinePatterns.register(FormulaElements(md, current), "td-formula", 189.5)
    md.treeprocessors.register(ArrangeFormulas(md), "td-arrange-formulas", 19.5)
    md.treeprocessors.register(TypesetFormulas(md, current), "td-typeset", -20)
    md.postprocessors.register(PutInFormulas(md, current), "td-put-in-formulas", -15)
