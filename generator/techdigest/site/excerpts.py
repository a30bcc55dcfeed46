"""A short text for listings and feeds where the author gave no description."""

from __future__ import annotations

import re
import unicodedata

_LENGTH = 160  # Han characters
_WIDE, _NARROW = 5, 4  # 160 Han characters take as much room as 200 letters
_SENTENCE_END = re.compile(r"[。！？…]+[”’」』）]*|(?<!e\.g)(?<!i\.e)(?<!vs)[.!?]+[\"'”’)]*(?=\s|$)")

_ENDS = "。！？….!?”’」』）\"')"


def excerpt(text: str, length: int = _LENGTH) -> str:
    """Return the beginning of `text`, at most `length` Han characters or five fourths as many letters.

    Ends with a sentence where one ends in the second half, else between words, with an ellipsis.
    """
    head = " ".join(text[: 4 * length].split())
    fitting = _fitting(head, length)
    if fitting == len(head):
        return head
    start = fitting // 2
    while start and head[start - 1] in _ENDS:  # what ends in the second half may begin in the first
        start -= 1
    ends = [end for match in _SENTENCE_END.finditer(head, start) if (end := match.end()) <= fitting]
    if ends and ends[-1] > fitting // 2:
        return head[: ends[-1]]
    clipped = head[:fitting]
    space = clipped.rfind(" ")
    return clipped[: space if space > fitting * 3 // 4 else fitting].rstrip(" ,，、；;：:") + "…"


def _fitting(text: str, length: int) -> int:
    """Return how many characters of the text fit."""
    if len(text) <= length:
        return len(text)
    widths = "".join(map(unicodedata.east_asian_width, text[:length]))
    used = _NARROW * length + (_WIDE - _NARROW) * (widths.count("W") + widths.count("F"))
    for index, character in enumerate(text[length:], length):
        used += _WIDE if unicodedata.east_asian_width(character) in "WF" else _NARROW
        if used > length * _WIDE:
            return index
    return len(text)
