"""The text of a post under rules: what is code or a formula is left alone, and lines are remembered."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from techdigest.notes.fences import lines_of

Replace = Callable[[re.Match[str], int], str | None]

# Each repetition is bounded or stops at its own opening mark, so that a line of openings costs linear time.
_INLINE = re.compile(
    r"(?<!`)(?P<ticks>`{1,6})(?!`)[^\n]{1,2000}?(?<!`)(?P=ticks)(?!`)"
    r"|(?<!\\)\$\$[^$]{1,20000}\$\$"
    r"|(?<![\\$\w])\$(?=[^\s$])[^$\n]{1,1000}(?<=[^\s\\])\$(?![\d$])"
    r"|\\\([^\n]{1,1000}?\\\)|\\\[[^\x00]{1,20000}?\\\]"
)


class Body:
    """The text of a post.

    Attributes:
        text: As it is now, LF line ends.
    """

    def __init__(self, text: str, line: int = 1) -> None:
        """Take the text whose first line is line `line` of its file."""
        self.text = text
        self._origins = list(range(line, line + text.count("\n") + 1))
        self._marked: tuple[str, list[tuple[int, int]]] | None = None

    def line_at(self, place: int) -> int:
        """Return the line of the file from which the character at `place` comes."""
        return self._origins[self.text.count("\n", 0, place)]

    def sub(self, pattern: re.Pattern[str], replace: Replace, *, everywhere: bool = False) -> None:
        """Replace each match that does not begin in code, a comment or a formula (or does, if `everywhere`).

        `replace` is given the match and its line in the file; None leaves the text as it is. Lines that a
        replacement adds come from the lines that it replaces.
        """
        parts: list[str] = []
        origins = self._origins[:1]
        done = line = 0  # characters taken over, and the line at that place
        for match in self._matches(pattern, everywhere=everywhere):
            first = line + self.text.count("\n", done, match.start())
            last = first + match[0].count("\n")
            new = replace(match, self._origins[first])
            if new is None:
                continue
            parts += self.text[done : match.start()], new
            origins += self._origins[line + 1 : first + 1]
            origins += [self._origins[min(first + i, last)] for i in range(1, new.count("\n") + 1)]
            done, line = match.end(), last
            before = self.text[max(match.start() - 1, 0) : match.start()] or "\n"
            if match[0].endswith("\n") and (new or before).endswith("\n"):
                origins[-1] = self._origins[last]  # a whole line has gone, or stands above
        if parts:
            origins += self._origins[line + 1 :]
            self.text, self._origins = "".join([*parts, self.text[done:]]), origins

    def _matches(self, pattern: re.Pattern[str], *, everywhere: bool) -> Iterator[re.Match[str]]:
        spans = [] if everywhere else self._protected()
        starts = [start for start, _ in spans]
        place = 0
        while match := pattern.search(self.text, place):
            at = bisect_right(starts, match.start()) - 1
            if at >= 0 and match.start() < spans[at][1]:
                place = spans[at][1]
                continue
            yield match
            place = max(match.end(), match.start() + 1)
            if place > len(self.text):
                return

    def _protected(self) -> list[tuple[int, int]]:
        """The places of code, comments and formulas, in order."""
        if self._marked is None or self._marked[0] is not self.text:
            self._marked = self.text, _protected(self.text)
        return self._marked[1]


def _protected(text: str) -> list[tuple[int, int]]:
    lines = list(lines_of(text))
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
    spans = [
        (start, start + len(line.text) + 1)
        for start, line in zip(starts, lines, strict=False)
        if line.is_code
    ]
    code = {start for start, _ in spans}
    begin = 0
    for start, line in zip(starts, lines, strict=False):  # formulas and code between fences
        if start in code:
            spans += _inline(text, begin, start)
            begin = start + len(line.text) + 1
    return sorted(spans + _inline(text, begin, len(text)))


def _inline(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _INLINE.finditer(text, begin, max(begin, end))] if begin < end else []
