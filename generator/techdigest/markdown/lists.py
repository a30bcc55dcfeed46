"""Lists as most notes write them: indented by the width of the marker; Python-Markdown wants four spaces.

They begin with their first number, and lists of the other kind are lists of their own.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.blockprocessors import OListProcessor, UListProcessor
from markdown.preprocessors import Preprocessor

_TAB = 4
_ITEM = re.compile(r"([ ]*)([-*+]|[0-9]{1,9}\.)([ ]+)(?=\S)")
_RULE = re.compile(r"[ ]*([-*_])(?:[ ]*\1){2,}[ ]*\Z")
_FENCE = re.compile(r"[ ]*(`{3,}|~{3,})(.*)")


class IndentLists(Preprocessor):
    """Indents what belongs to a list item, as CommonMark sees it, so that Python-Markdown agrees."""

    def run(self, lines: list[str]) -> list[str]:
        """Return as many lines, some of them indented further."""
        return indent_lists(lines)


def indent_lists(lines: list[str]) -> list[str]:
    """Indent the content of list items, at least by four spaces for each list around it.

    A line that stands deep enough already is left alone, and so are lines that only continue a paragraph.
    """
    state = _State()
    return [state.indented(line) for line in lines]


@dataclass(slots=True)
class _State:
    """Where the line read last stands."""

    contents: list[int] = field(
        default_factory=list
    )  # of each open item, the column at which its content starts
    shift: int = 0  # of the lines since the last blank one
    fence: str = ""
    after_blank: bool = True

    def indented(self, line: str) -> str:
        if not line.strip():
            self.after_blank = True
            return line
        fence = _FENCE.match(line)
        if self.fence:
            if fence and fence[1].startswith(self.fence) and not fence[2].strip():
                self.fence = ""
            self.after_blank = False
            return " " * self.shift + line
        column = len(line) - len(line.lstrip(" "))
        item = None if _RULE.match(line) else _ITEM.match(line)
        if item or fence or self.after_blank:
            self._enter(column)
            self.shift = max(_TAB * len(self.contents) - column, 0) if self.contents else 0
            shift = self.shift
        else:  # the same paragraph, table or the like goes on
            shift = self.shift if self.contents and column >= self.contents[-1] else 0
        if item:
            content = len(item[1]) + len(item[2]) + (len(item[3]) if len(item[3]) <= _TAB else 1)
            self.contents.append(min(content, column + _TAB))
        if fence:
            self.fence = fence[1]
        self.after_blank = False
        return " " * shift + line

    def _enter(self, column: int) -> None:
        """Leave the items that a line at this column is no part of."""
        while self.contents and column < self.contents[-1]:
            self.contents.pop()


_ANY_ITEM = re.compile(r"^[ ]{0,3}(?:[-*+]|(?P<number>[0-9]{1,9}\.))[ ]+\S", re.MULTILINE)


class _Numbered(OListProcessor):
    """Numbers begin with the first one, and no bullet is among them."""

    SIBLING_TAGS = ["ol"]  # noqa: RUF012 - as the class it changes has it
    LAZY_OL = False

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        blocks[:1] = _parts(blocks[0])
        super().run(parent, blocks)


class _Bullets(UListProcessor):
    """No number is among bullets."""

    SIBLING_TAGS = ["ul"]  # noqa: RUF012 - as the class it changes has it

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        blocks[:1] = _parts(blocks[0])
        super().run(parent, blocks)


def _parts(block: str) -> list[str]:
    """Return a block in parts, each of which has items of one kind."""
    parts: list[str] = []
    start, kind = 0, None
    for item in _ANY_ITEM.finditer(block):
        is_number = item["number"] is not None
        if kind is not None and kind != is_number:
            parts.append(block[start : item.start() - 1])
            start = item.start()
        kind = is_number
    return [*parts, block[start:]]


def register_lists(md: Markdown) -> None:
    """Register the processors: that of lines after white space is normalised (30), before fences (25)."""
    md.preprocessors.register(IndentLists(md), "td-indent-lists", 28)
    md.parser.blockprocessors.register(_Numbered(md.parser), "olist", 40)
    md.parser.blockprocessors.register(_Bullets(md.parser), "ulist", 30)
