"""Find the lines of a Markdown text that are code, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import count, repeat
from typing import NamedTuple

# The marks that may stand before a fence: quotes and list bullets.
_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})([^\n]*)$")


class Line(NamedTuple):
    """A line of Markdown: its number (from 1), its text, and whether it is code, or the fence of code."""

    number: int
    text: str
    is_code: bool
    is_fence: bool = False


@lru_cache(maxsize=1)
def read_lines(body: str) -> tuple[Line, ...]:
    """Return the lines of a whole body; all that is read of a note asks for them, one after the other."""
    return tuple(lines_of(body))


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of Markdown, marking those of fenced code and of HTML comments.

    A fence without its closing partner is text, as Markdown renderers treat it. Linear in `len(text)`.
    """
    lines = text.split("\n")
    if may_have_code(text):
        return _marked(lines)
    return map(Line, count(1), lines, repeat(False))


def may_have_code(text: str) -> bool:
    """Whether any line may be marked as code."""
    return "```" in text or "~~~" in text or "<!--" in text


def _marked(lines: Sequence[str]) -> Iterator[Line]:
    fences = [_FENCE.match(line) if "```" in line or "~~~" in line else None for line in lines]
    closers = _longest_closer_after(fences)
    last_comment_end = max((i for i, line in enumerate(lines) if "-->" in line), default=-1)
    fence = ""
    in_comment = False
    for number, (text, match) in enumerate(zip(lines, fences, strict=True), start=1):
        if fence:
            is_end = match is not None and _closes(match, fence)
            yield Line(number, text, is_code=True, is_fence=is_end)
            if is_end:
                fence = ""
        elif in_comment:
            yield Line(number, text, is_code=True)
            in_comment = "-->" not in text
        elif match and _opens(match) and closers[number].get(match[1][0], 0) >= len(match[1]):
            fence = match[1]
            yield Line(number, text, is_code=True, is_fence=True)
        else:
            start = text.rfind("<!--")
            in_comment = start >= 0 and "-->" not in text[start:] and last_comment_end >= number
            yield Line(number, text, is_code=False)


def _opens(match: re.Match[str]) -> bool:
    return not (match[1][0] == "`" and "`" in match[2])


def _closes(match: re.Match[str], fence: str) -> bool:
    return match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[2].strip()


def _longest_closer_after(fences: list[re.Match[str] | None]) -> list[dict[str, int]]:
    """Return for each line the longest closing fence of each character on it or further down."""
    longest: dict[str, int] = {}
    after = [longest]
    for match in reversed(fences):
        if match and not match[2].strip() and longest.get(match[1][0], 0) < len(match[1]):
            longest = longest | {match[1][0]: len(match[1])}
        after.append(longest)
    return after[::-1]
