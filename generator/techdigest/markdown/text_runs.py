"""The text of a finished tree, block by block: what stands in one line of thought, without its markup."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown.util import STX

_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "button",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
    }
    | {"i", "img", "input", "ins", "kbd", "label", "mark", "math", "meter", "output", "progress", "q", "s"}
    | {"samp", "script", "select", "small", "span", "strike", "strong", "style", "sub", "sup", "svg"}
    | {"textarea", "time", "tt", "u", "var", "wbr"}
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NO_PROSE = frozenset(
    {"a", "button", "code", "kbd", "label", "math", "pre", "samp", "script", "select", "style", "summary"}
    | {"svg", "template", "textarea", "title", "var"}
)
_NO_PROSE_CLASSES = frozenset({"td-cites", "td-item-meta", "td-math", "toc"})

GAP = "\ufffc"
"""Stands in a run's text for what is no prose: code, a formula, a link, a picture."""

# What extensions have taken out; an inline tag of raw HTML is one of these, by its number in the stash.
_TOKEN = re.compile("\x02(?:wzxhzdk:(?P<raw>[0-9]+)|[^\x02\x03]*)\x03")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)\b[^>]*?(?P<alone>/?)>\Z")


@dataclass(slots=True)
class Text:
    """A piece of text below `parent`, after one of its children or (None) before all of them.

    Attributes:
        start: Where it starts in the run's text.
        source: The text as it stands in the tree.
        shown: The same, with gaps of the same length for what is no prose.
    """

    parent: etree.Element
    after: etree.Element | None
    start: int
    source: str
    shown: str


@dataclass(slots=True)
class Whole:
    """An element that is no prose, below `parent`.

    Attributes:
        is_hidden: Whether it stands between raw tags such as `<code>`, so that nothing may become of it.
    """

    parent: etree.Element
    element: etree.Element
    is_hidden: bool = False


@dataclass(slots=True)
class Run:
    """The pieces of one block up to the next, in order."""

    block: etree.Element
    pieces: list[Text | Whole] = field(default_factory=list)
    length: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether the block is a heading."""
        return self.block.tag in HEADINGS

    @property
    def text(self) -> str:
        """The text of the whole run."""
        return "".join(piece.shown if isinstance(piece, Text) else GAP for piece in self.pieces)


def runs(root: etree.Element, stash: Sequence[object]) -> list[Run]:
    """Return all runs below an element, in the order of the text, also those of blocks without any; one pass.

    Args:
        root: The tree, after inline patterns.
        stash: The pieces of raw HTML that tokens in the text stand for.
    """
    collector = _Collector(root, stash)
    collector.visit(root, root)
    return collector.runs


class _Collector:
    def __init__(self, root: etree.Element, stash: Sequence[object]) -> None:
        self.runs = [Run(root)]
        self._stash = stash
        self._open: list[str] = []  # raw tags of this run that hold no prose

    def visit(self, parent: etree.Element, element: etree.Element) -> None:
        """Add an element and what is below it."""
        is_block = element.tag not in _INLINE and isinstance(element.tag, str)
        if is_block:
            self._begin(element)
        if _is_no_prose(element) or self._open:
            self._add(Whole(parent, element, bool(self._open)), 1)
        else:
            self._add_text(element, None, element.text)
            for child in element:
                self.visit(element, child)
                self._add_text(element, child, child.tail)
        if is_block:
            self._begin(parent)

    def _begin(self, block: etree.Element) -> None:
        self.runs.append(Run(block))
        self._open = []

    def _add(self, piece: Text | Whole, length: int) -> None:
        run = self.runs[-1]
        run.pieces.append(piece)
        run.length += length

    def _add_text(self, parent: etree.Element, after: etree.Element | None, text: str | None) -> None:
        if text:
            shown = self._prose(text)
            self._add(Text(parent, after, self.runs[-1].length, text, shown), len(text))

    def _prose(self, text: str) -> str:
        """The text with gaps for tokens and for what stands between raw tags such as `<code>`."""
        if STX not in text and not self._open:
            return text
        parts, end = [], 0
        for token in _TOKEN.finditer(text):
            parts += [self._hidden(text[end : token.start()]), GAP * len(token[0])]
            end = token.end()
            self._read_tag(token["raw"])
        return "".join([*parts, self._hidden(text[end:])])

    def _hidden(self, text: str) -> str:
        return GAP * len(text) if self._open else text

    def _read_tag(self, number: str | None) -> None:
        html = self._stash[int(number)] if number and int(number) < len(self._stash) else ""
        tag = _TAG.match(html.strip()) if isinstance(html, str) else None
        if tag is None or tag["name"].lower() not in _NO_PROSE or tag["alone"]:
            return
        name = tag["name"].lower()
        if not tag["end"]:
            self._open.append(name)
        elif name in self._open:
            del self._open[self._open.index(name) :]


def _is_no_prose(element: etree.Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NO_PROSE:
        return True
    return not _NO_PROSE_CLASSES.isdisjoint((element.get("class") or "").split())
