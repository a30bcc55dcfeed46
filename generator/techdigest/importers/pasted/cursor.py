"""Where a reader of lines stands: what is around, which items are open."""

from __future__ import annotations

import re
from functools import lru_cache

from techdigest.importers.pasted.boilerplate import PICTURE
from techdigest.importers.pasted.model import Block, Kind, Line

ITEM = re.compile(r"(\s*)([•◦▪‣●○■·–*+-]|(\d{1,3})[.)])(?:\s+(\S.*)|$)")
DISPLAY = re.compile(r"(?:[•*+-]\s+)?(?:\\\[.*\\\]|\$\$.+\$\$)")


@lru_cache(maxsize=1 << 13)
def begins_block(text: str) -> bool:
    """Whether a line with this text never goes on with the block above it."""
    words = text.strip()
    return words == PICTURE or ITEM.match(text) is not None or DISPLAY.fullmatch(words) is not None


class Cursor:
    """A place in lines, and the blocks that were read so far."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.at = 0
        self.blocks: list[Block] = []
        self._indents: list[int] = []  # of the items that are open
        self._run_end = 0

    def _add(self, block: Block) -> None:
        if self._indents and block.kind not in (Kind.ITEM, Kind.TEXT) and block.lines[0].indent == 0:
            self._indents = []
        self.blocks.append(block)

    def _run(self) -> int:
        """Return where the lines end that stand together with the current one."""
        if self._run_end <= self.at:
            end = self.at
            while end < len(self.lines) and self.lines[end].words and self.lines[end].words != PICTURE:
                end += 1
            self._run_end = end
        return self._run_end

    def _depth(self, line: Line) -> int:
        """How many items an indented block belongs to."""
        if not self._indents:
            return 0
        indent = len(line.text[: line.indent].expandtabs(4))
        depth = sum(indent > each for each in self._indents)
        if not depth:
            self._indents = []
        return depth

    def _open_depth(self) -> int:
        return len(self._indents) if self.at and self.lines[self.at - 1].words else 0
