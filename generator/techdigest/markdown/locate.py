"""Find the line of the file from which a piece of a page came."""

from __future__ import annotations

from functools import cached_property

from techdigest.notes.fences import lines_of


class Locator:
    """Finds lines by text: preprocessors move lines, but they do not reorder them.

    Equal texts are found one after the other, in as many calls.
    """

    def __init__(self, source: str, first_line: int) -> None:
        """Search `source`, whose first line is the line `first_line` of its file."""
        self._source = source
        self._first_line = first_line
        self._next: dict[str, int] = {}

    def line_of(self, piece: str) -> int:
        """Return the file's line on which the next occurrence of the piece starts, or else the last.

        Continuation lines may differ in indentation, so the longest line of the piece is what is looked for.
        """
        lines = [line.strip(" >\t") for line in piece.split("\n")]
        needle = max(lines, key=len)
        if not needle:
            return self._first_line
        at = self._text.find(needle, self._next.get(needle, 0))
        if at < 0:
            at = self._text.rfind(needle)
        if at < 0:
            return self._first_line
        self._next[needle] = at + len(needle)
        return self._first_line + max(self._text.count("\n", 0, at) - lines.index(needle), 0)

    @cached_property
    def _text(self) -> str:
        """What is searched; most pages have nothing to find."""
        return _without_fences(self._source)


def _without_fences(source: str) -> str:
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join("" if line.is_code else line.text for line in lines_of(text))
