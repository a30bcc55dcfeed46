"""The text of a post under rules: what is code or a formula is left alone, and lines are remembered."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat

from techdigest.importers.indented import indented_code
from techdigest.notes.fences import Line, lines_of, may_have_code

Replace = Callable[[re.Match[str], int], str | None]
Edit = tuple[int, int, str]

# Each repetition is bounded or stops at its own opening mark, so that a line of openings costs linear time.
# One character is taken before anything is told apart: those that begin nothing are passed over quickly.
_INLINE = re.compile(
    r"[`<$\\](?:"
    r"(?<=`)(?<!``)(?P<ticks>`{0,5})(?!`)[^\n]{1,2000}?(?<!`)`(?P=ticks)(?!`)"
    r"|(?<=<)!--(?:[^-<]|-(?!->)|<(?!!--))*+-->"
    r"|(?<=\$)(?<!\\\$)\$[^$]{1,20000}\$\$"
    r"|(?<=\$)(?<![\\$A-Za-z0-9_]\$)(?=[^\s$])[^$\n]{1,1000}(?<=[^\s\\])\$(?![\d$])"
    r"|(?<=\\\\)\((?:[^\\\n]|\\(?!\\[()]))++\\\\\)|(?<=\\)(?<!\\\\)\((?:[^\\\n]|\\[^()\n])++\\\)"
    r"|(?<=\\\\)\[(?:[^\\\n]|\n(?!\s*\n)|\\(?!\\[\[\]]))++\\\\\]"
    r"|(?<=\\)(?<!\\\\)\[(?:[^\\\n]|\n(?!\s*\n)|\\[^\[\]])++\\\]"
    r")"
)
_DEEP = re.compile(r"^(?:[ ]{4}|[ ]{0,3}\t)", re.MULTILINE)


class Body:
    """The text of a post.

    Attributes:
        text: As it is now, LF line ends.
    """

    def __init__(self, text: str, line: int = 1) -> None:
        """Take the text whose first line is line `line` of its file."""
        self.text = text
        self._origins = list(range(line, line + text.count("\n") + 1))
        self._ends: tuple[str, list[int]] | None = None
        self._marked: tuple[str, list[tuple[int, int]]] | None = None

    def line_at(self, place: int) -> int:
        """Return the line of the file from which the character at `place` comes."""
        if self._ends is None or self._ends[0] is not self.text:
            self._ends = self.text, [match.start() for match in re.finditer("\n", self.text)]
        return self._origins[bisect_left(self._ends[1], place)]

    def sub(self, pattern: re.Pattern[str], replace: Replace, *, everywhere: bool = False) -> None:
        """Replace each match that does not begin in code, a comment or a formula (or does, if `everywhere`).

        `replace` is given the match and its line in the file; None leaves the text as it is. Lines that a
        replacement adds come from the lines that it replaces.
        """
        self.edit(
            (match.start(), match.end(), new)
            for match, line in self.find(pattern, everywhere=everywhere)
            if (new := replace(match, line)) is not None
        )

    def find(
        self, pattern: re.Pattern[str], *, everywhere: bool = False
    ) -> Iterator[tuple[re.Match[str], int]]:
        """Yield each match that `sub` would replace, with its line in the file."""
        line = done = 0
        for match in self._matches(pattern, everywhere=everywhere):
            line += self.text.count("\n", done, match.start())
            done = match.start()
            yield match, self._origins[line]

    def edit(self, edits: Iterable[Edit]) -> None:
        """Replace pieces of the text, given in order and apart: start, end, what stands there instead."""
        parts: list[str] = []
        origins = self._origins[:1]
        done = line = 0  # characters taken over, and the line at that place
        for start, end, new in edits:
            first = line + self.text.count("\n", done, start)
            last = first + self.text.count("\n", start, end)
            parts += self.text[done:start], new
            origins += self._origins[line + 1 : first + 1]
            origins += [self._origins[min(first + i, last)] for i in range(1, new.count("\n") + 1)]
            done, line = end, last
            before = self.text[max(start - 1, 0) : start] or "\n"
            if self.text[start:end].endswith("\n") and (new or before).endswith("\n"):
                origins[-1] = self._origins[last]  # a whole line has gone, or stands above
        if parts:
            origins += self._origins[line + 1 :]
            self.text, self._origins = "".join([*parts, self.text[done:]]), origins

    def rewrite(self, text: str, origins: Sequence[int]) -> None:
        """Put another text in the place of this one; `origins` is the line of the file of each of its lines.

        Raises ValueError where there is not one for each line.
        """
        if len(origins) != text.count("\n") + 1:
            raise ValueError("a line of the file is needed for each line of the text")
        self.text, self._origins = text, list(origins)

    def is_protected(self, place: int) -> bool:
        """Whether the character at `place` is code, a comment or a formula."""
        spans = self.protected()
        at = bisect_right(spans, place, key=_start) - 1
        return at >= 0 and place < spans[at][1]

    def is_code_line(self, place: int) -> bool:
        """Whether the character at `place` is on a line of code, fences included."""
        spans = self.protected()
        at = bisect_right(spans, place, key=_start) - 1
        if at < 0 or place >= spans[at][1]:
            return False
        start, end = spans[at]
        is_whole = end > len(self.text) or self.text[end - 1] == "\n"
        return is_whole and (start == 0 or self.text[start - 1] == "\n")

    def is_within(self, start: int) -> bool:
        """Whether the line that starts there is code, or goes on with a formula or a comment.

        A line of text that begins with code or a formula is text.
        """
        is_indented = not self.text[start : start + 1].strip()
        return self.is_protected(start) and (is_indented or (start > 0 and self.is_protected(start - 1)))

    def _matches(self, pattern: re.Pattern[str], *, everywhere: bool) -> Iterator[re.Match[str]]:
        spans = [] if everywhere else self.protected()
        text, place = self.text, 0
        while match := pattern.search(text, place):
            at = bisect_right(spans, match.start(), key=_start) - 1
            if at >= 0 and match.start() < spans[at][1]:
                place = spans[at][1]
                continue
            if match.end() - 1 > match.start() and not everywhere and self.is_code_line(match.end() - 1):
                place = match.start() + 1  # what begins in the text does not end in code
                continue
            yield match
            place = max(match.end(), match.start() + 1)
            if place > len(text):
                return

    def protected(self) -> list[tuple[int, int]]:
        """Return the places of code, comments and formulas, in order: first character, end."""
        if self._marked is None or self._marked[0] is not self.text:
            self._marked = self.text, _protected(self.text)
        return self._marked[1]


def _start(span: tuple[int, int]) -> int:
    return span[0]


def _protected(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = start = 0  # of what may hold code and formulas within lines, and of the line
    is_fenced = False
    for line, is_indented in _lines(text):
        end = start + len(line.text) + 1
        if line.is_code or is_indented:
            is_fenced ^= line.is_fence
            stop = end
            if line.is_code and not (is_fenced or line.is_fence):  # a comment, and what follows it
                stop = start + line.text.find("-->") + 3 if "-->" in line.text else end
            spans += *_inline(text, begin, start), (start, stop)
            begin = stop
        start = end
    return spans + _inline(text, begin, len(text))


def _lines(text: str) -> Iterable[tuple[Line, bool]]:
    """Return the lines of a text, and whether each is indented code; none where no line may be any code."""
    is_deep = _DEEP.search(text) is not None
    if not is_deep and not may_have_code(text):
        return ()
    lines = list(lines_of(text))
    is_deep = is_deep and any(not line.is_code and _DEEP.match(line.text) for line in lines)
    return zip(lines, indented_code(lines) if is_deep else repeat(False))  # noqa: B905 - one may be endless


def _inline(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _INLINE.finditer(text, begin, max(begin, end))] if begin < end else []
