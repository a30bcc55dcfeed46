"""A short text for listings and feeds where the author gave no description."""

from __future__ import annotations

import unicodedata

_SENTENCE_ENDS = "。！？!?…；;"


def excerpt(text: str, width: int = 240) -> str:
    """Return the beginning of `text`, at most `width` columns wide (a Han character takes two).

    Ends with a sentence where one ends in the second half, else between words, with an ellipsis.
    """
    head = " ".join(text[: 4 * width].split())
    length = _fitting(head, width)
    if length == len(head):
        return head
    clipped = head[:length]
    end = max((_sentence_end(clipped, mark) for mark in _SENTENCE_ENDS), default=0)
    end = max(end, clipped.rfind(". ") + 1)
    if end > length // 2:
        return clipped[:end].rstrip()
    space = clipped.rfind(" ")
    return clipped[: space if space > length * 3 // 4 else length].rstrip(" ,，、：:") + "…"


def _sentence_end(text: str, mark: str) -> int:
    return text.rfind(mark) + 1


def _fitting(text: str, width: int) -> int:
    used = 0
    for index, character in enumerate(text):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > width:
            return index
    return len(text)
