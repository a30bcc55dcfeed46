"""The passage of a text that shows why it was found."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from functools import lru_cache

from cjksearch.analysis import normalise

WIDTH = 120


def excerpt(text: str, needles: Iterable[str], width: int = WIDTH) -> str:
    """Return about `width` characters of `text`, on one line, where most of the needles stand.

    Needles are folded and in lower case. Without any in the text, its beginning is returned.
    """
    plain = " ".join(text.split())
    start = _densest(fold(plain), [needle for needle in needles if needle], width)
    start = max(0, min(start - width // 5, len(plain) - width))
    if start > 0 and (space := plain.find(" ", start, start + 12)) >= 0:
        start = space + 1  # not in the middle of a Latin word
    end = start + width
    return f"{'…' if start else ''}{plain[start:end].strip()}{'…' if end < len(plain) else ''}"


def fold(text: str) -> str:
    """Return `text` folded character by character: as long as before, so that places in it stay."""
    return "".join(map(_folded, text))


@lru_cache(maxsize=1 << 14)
def _folded(character: str) -> str:
    form = normalise(character).lower()
    return form if len(form) == 1 else character


def _densest(folded: str, needles: list[str], width: int) -> int:
    """Return where the passage of `width` characters with the most different needles begins."""
    places = sorted((at, needle) for needle in set(needles) for at in _occurrences(folded, needle))
    inside: deque[tuple[int, str]] = deque()
    counts: Counter[str] = Counter()
    best, best_start = 0, 0
    for at, needle in places:
        inside.append((at, needle))
        counts[needle] += 1
        while inside[0][0] < at - width * 3 // 4:
            _, gone = inside.popleft()
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
        weight = sum(map(len, counts))
        if weight > best:
            best, best_start = weight, inside[0][0]
    return best_start


def _occurrences(text: str, needle: str) -> Iterable[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + len(needle))
