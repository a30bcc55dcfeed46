"""Tables among pasted lines: as Markdown has them, with tabs, or one cell a line."""

from __future__ import annotations

from techdigest.importers.pasted.cursor import Cursor
from techdigest.importers.pasted.model import Block, Kind
from techdigest.importers.pasted.tables import cells_of, marked_rows, rows_of, tabbed_rows


class TableBlocks(Cursor):
    """Takes tables where they begin."""

    def _marked_table(self) -> bool:
        if "|" not in self.lines[self.at].words or self.at + 1 >= len(self.lines):
            return False
        end = self.at
        while end < len(self.lines) and "|" in self.lines[end].words:
            end += 1
            if end == self.at + 2 and not marked_rows(self.lines[self.at : end]):
                return False
        rows = marked_rows(self.lines[self.at : end])
        if rows:
            self._add(Block(Kind.TABLE, self.lines[self.at : end], rows=rows, rule="pasted-table"))
            self.at = end
        return bool(rows)

    def _table(self) -> bool:
        end = self.at
        mark = "\t" if "\t" in self.lines[end].words else "|" if self.lines[end].words.endswith("|") else ""
        if not mark:
            return False
        while end < len(self.lines) and (
            "\t" in self.lines[end].words if mark == "\t" else _is_cell(self.lines[end].words)
        ):
            end += 1
        lines = self.lines[self.at : end]
        rows = tabbed_rows(lines) if mark == "\t" else rows_of(cells_of(lines))
        if not rows:
            return False
        why = "" if mark == "\t" else f"one cell stood on each line; {len(rows[0])} columns fit best"
        self._add(Block(Kind.TABLE, lines, self._open_depth(), rows=rows, rule="pasted-table", why=why))
        self.at = end
        return True


def _is_cell(words: str) -> bool:
    return words.endswith("|") and not words.startswith("| ")
