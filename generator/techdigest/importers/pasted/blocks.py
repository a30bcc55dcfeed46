"""Cut pasted lines into blocks, where blank lines stand between paragraphs."""

from __future__ import annotations

import re
from functools import lru_cache

from techdigest.importers.pasted.boilerplate import PICTURE
from techdigest.importers.pasted.code_blocks import CodeBlocks, may_be_fence, may_be_numbered
from techdigest.importers.pasted.cursor import DISPLAY, ITEM, begins_block
from techdigest.importers.pasted.headings import is_certain, may_be_heading, scheme_of
from techdigest.importers.pasted.joining import joined
from techdigest.importers.pasted.model import Block, Kind, Line, width
from techdigest.importers.pasted.table_blocks import TableBlocks

_ATX = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_PICTURE_AHEAD = re.compile(
    r"[如见見][下上右左]?[图圖]|[下上][图圖]|(?:figure|picture|image|diagram)s? below|as shown", re.I
)
_MOST_FORMULA_LINES = 40


@lru_cache(maxsize=1 << 13)
def _takers_of(text: str) -> tuple[str, ...]:
    """Return what may take a line with this text, in order: the first that knows it does."""
    words = text.strip()
    may = {
        "fence": may_be_fence(text),
        "gutter": may_be_numbered(text),
        "formula": words in ("\\[", "$$") or DISPLAY.fullmatch(words) is not None,
        "marked table": "|" in words,
        "code": True,  # its text alone does not tell
        "table": "\t" in words or words.endswith("|"),
        "item": ITEM.match(text) is not None,
    }
    return tuple(name for name, is_possible in may.items() if is_possible)


class Blocks(CodeBlocks, TableBlocks):
    """Reads blocks from lines, one after the other; looks at each line a bounded number of times."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__(lines)
        self._takers = {
            "fence": self._fenced,
            "gutter": self._numbered,
            "formula": self._formula,
            "marked table": self._marked_table,
            "code": self._code,
            "table": self._table,
            "item": self._item,
        }

    def read(self) -> list[Block]:
        """Return the blocks."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.words:
                self.at += 1
            elif line.words == PICTURE:
                self._add(Block(Kind.PICTURE, [line], rule="pasted-lost-picture"))
                self.at += 1
            elif not any(self._takers[name]() for name in _takers_of(line.text)):
                self._text()
        return joined(self.blocks)

    def _formula(self) -> bool:
        line = self.lines[self.at]
        if DISPLAY.fullmatch(line.words) and not ITEM.match(line.text):
            end = self.at + 1
        elif line.words in ("\\[", "$$"):
            closing = "\\]" if line.words == "\\[" else "$$"
            ahead = self.lines[self.at + 1 : self.at + 1 + _MOST_FORMULA_LINES]
            length = next((i for i, each in enumerate(ahead, 2) if each.words == closing), 0)
            if not length:
                return False
            end = self.at + length
        else:
            return False
        self._look_for_code_again()
        self._add(
            Block(Kind.FORMULA, self.lines[self.at : end], level=self._depth(line), rule="pasted-formula")
        )
        self.at = end
        return True

    def _item(self) -> bool:
        line = self.lines[self.at]
        match = ITEM.match(line.text)
        if match is None or self._is_numbered_heading(match):
            return False
        end = self.at + 1
        while end < len(self.lines) and self.lines[end].words and not begins_block(self.lines[end].text):
            end += 1
        indent = len(match[1].expandtabs(4))
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        first = Line(line.number, match[4] or "")
        marker = f"{match[3]}." if match[3] else "-"
        rest = [each for each in [first, *self.lines[self.at + 1 : end]] if each.words]
        if rest:
            self.blocks.append(Block(Kind.ITEM, rest, len(self._indents) - 1, marker, rule="pasted-list"))
        self.at = end
        return True

    def _is_numbered_heading(self, match: re.Match[str]) -> bool:
        """Whether `1. …` at the margin is a heading: nothing of a list stands around it."""
        if not match[3] or match[1] or not match[4] or not may_be_heading(match[4]):
            return False
        if self.at and self.lines[self.at - 1].words:
            return False
        after = self.lines[self.at + 1 : self.at + 3]
        if not after or after[0].words:
            return False
        return (
            len(after) == 2
            and bool(after[1].words)
            and after[1].indent == 0
            and not _next_number(after[1], match)
        )

    def _text(self) -> None:
        start, end = self.at, self._run()
        self.at += 1
        while self.at < end and not begins_block(self.lines[self.at].text):
            self.at += 1
        lines = self.lines[start : self.at]
        atx = _ATX.fullmatch(lines[0].words) if lines[0].words[0] == "#" else None
        depth = self._depth(lines[0])
        is_alone = len(lines) == 1 and not depth and self.at >= end
        if len(lines) == 1 and atx:
            heading = [Line(lines[0].number, atx[2])]
            self._add(Block(Kind.HEADING, heading, max(len(atx[1]), 2), rule="pasted-heading"))
        elif is_alone and self._is_caption(lines[0].words):
            why = "a picture seems to have stood here, of which only these words came along"
            self._add(Block(Kind.PICTURE, lines, name=lines[0].words, rule="pasted-caption", why=why))
        elif is_alone and may_be_heading(lines[0].words):
            why = "" if is_certain(lines[0].words) else "no mark said that this is a heading"
            self._add(Block(Kind.HEADING, lines, rule="pasted-heading", why=why))
        else:
            self._add(Block(Kind.TEXT, lines, depth, rule="pasted-text"))

    def _is_caption(self, words: str) -> bool:
        before = self.blocks[-1] if self.blocks else None
        return (
            before is not None
            and before.kind is Kind.TEXT
            and bool(_PICTURE_AHEAD.search(before.lines[-1].words[-120:]))
            and not is_certain(words)
            and not scheme_of(words)[0]
            and width(words) < 40
            and words[-1] not in "。.:："
        )


def _next_number(line: Line, match: re.Match[str]) -> bool:
    following = ITEM.match(line.text)
    return following is not None and following[3] is not None and int(following[3]) == int(match[3]) + 1
