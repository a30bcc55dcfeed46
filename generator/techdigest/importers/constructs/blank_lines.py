"""Lists and tables right below text: elsewhere they begin there, here a blank line has to come first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome
from techdigest.notes.fences import Line, lines_of

_ITEM = re.compile(r"[ \t]*(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+(?=\S)")
_NO_ITEM = re.compile(r"[ \t]*(?:[-*+][ \t]*)+$")  # a rule
_NO_TEXT = re.compile(
    r"[ \t]*(?:#{1,6}|[-*_=](?:[ \t]*[-*_=]){2,}[ \t]*$|\||<|!!!|\?\?\?|===|\[\^|:[ \t]|```|~~~)"
)
_FORMULA_END = re.compile(r"(?:\$\$|\\\])[ \t]*$")
_BOX = re.compile(r"[ \t]*(?:!!!|\?\?\?|===[ \t])")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


@dataclass(slots=True)
class _State:
    """What stands above: the last line without the marks of its quote, and how deep the open list is.

    `is_below_item`: the last line is of a paragraph within an item, behind its first.
    `is_below_code`: the last line is the end of code that had a blank line above it.
    """

    above: str = ""
    quote: str = ""
    item: int | None = None
    is_below_item: bool = False
    is_below_code: bool = False
    _is_in_code: bool = False

    @property
    def is_text(self) -> bool:
        return bool(self.above.strip()) and not _NO_TEXT.match(self.above)

    def begins(self, text: str, below: str) -> str:
        """Return what begins on a line although text stands right above: a list, a table, or nothing."""
        item = _ITEM.match(text)
        is_sibling = self.is_below_item and self.item is not None and _depth(text) <= self.item
        if item and not _NO_ITEM.match(text) and (self.is_below_code or is_sibling):
            return "an item"
        if not self.is_text:
            return ""
        if item is None:
            is_table = "|" in text and "|" not in self.above and _is_table(text, below)
            return "a table" if is_table else ""
        is_near = abs(_depth(text) - _depth(self.above)) < 4
        is_first = self.item is None or (self.is_below_item and _depth(text) > self.item)
        is_first = is_first and item["number"] in (None, "1") and not _NO_ITEM.match(text)
        return "a list" if is_near and is_first else ""

    def read_code(self, text: str, *, is_fence: bool) -> None:
        """Go on behind a line of code or of a formula."""
        if is_fence and not self._is_in_code:
            self.is_below_code = not self.above.strip()
        self._is_in_code ^= is_fence
        self.above = text if _FORMULA_END.search(text) else ""

    def read(self, text: str, quote: str) -> None:
        """Go on behind a line of text."""
        self.is_below_code = False
        if _BOX.match(text) or bool(quote) != bool(self.quote):
            self.item = None
        if _ITEM.match(text) and not _NO_ITEM.match(text):
            self.item = _depth(text) if self.item is None else min(self.item, _depth(text))
        elif self.item is not None and text.strip() and not self.above.strip() and _depth(text) <= self.item:
            self.item = None
        is_text = self.item is not None and bool(text.strip()) and not _ITEM.match(text)
        self.is_below_item = is_text and (self.is_below_item or not self.above.strip())
        self.above, self.quote = text, quote


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    lines = list(lines_of(body.text))
    start, state = 0, _State()
    for number, line in enumerate(lines):
        quote = _quote(line)
        text = line.text[len(quote) :]
        if line.is_code or body.is_within(start):
            state.read_code(text, is_fence=line.is_fence)
        else:
            below = lines[number + 1].text[len(quote) :] if number + 1 < len(lines) else ""
            begins = state.begins(text, below)
            if begins:
                context.found(Outcome.CONVERTED, body.line_at(start), line.text.strip(), begins)
                yield start, start, f"{quote.rstrip()}\n"
            state.read(text, quote)
        start += len(line.text) + 1


def _quote(line: Line) -> str:
    lead = line.text[: len(line.text) - len(line.text.lstrip(" \t>"))]
    marks = lead.rfind(">") + 1
    return lead[: marks + lead[marks:].startswith(" ")] if marks else ""


def _depth(text: str) -> int:
    return len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())


def _is_table(text: str, below: str) -> bool:
    return "-" in below and _TABLE_RULE.match(below) is not None and _cells(text) == _cells(below)


def _cells(row: str) -> int:
    return row.strip().strip("|").replace("\\|", "").count("|") + 1


RULE = Rule(
    "blank-line", "Converted: a blank line before lists and tables that begin right below text.", _apply
)
