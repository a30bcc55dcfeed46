"""The line of the file on which a fence stands."""

from __future__ import annotations

from functools import cached_property

from techdigest.markdown.context import PageSource

UNKNOWN = 0


class FenceLines:
    """Finds the fences of one page in its file.

    Our own preprocessors move no line before fences are read. Those of other extensions may (front matter,
    included files), so a line is only taken for the fence's if it reads alike.
    """

    def __init__(self, page: PageSource) -> None:
        self._lines = page.source.split("\n")
        self._first = page.body_line

    def line_of(self, index: int, text: str) -> int:
        """Return the line, counted from 1 in the file, that is number `index` of what is converted.

        `UNKNOWN` where the lines were moved, and none or several of the file read like `text`.
        """
        bare = _bare(text)
        if index < len(self._lines) and _bare(self._lines[index]) == bare:
            return self._first + index
        return self._only.get(bare, UNKNOWN)

    @cached_property
    def _only(self) -> dict[str, int]:
        lines: dict[str, int] = {}
        for number, line in enumerate(self._lines, self._first):
            if "```" in line or "~~~" in line:
                bare = _bare(line)
                lines[bare] = UNKNOWN if bare in lines else number
        return lines


def _bare(line: str) -> str:
    """Return the line without what tabs, quotes and lists change in it."""
    return "".join(line.lstrip(" \t>").split())
