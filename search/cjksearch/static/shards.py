"""Cuts words into small files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cjksearch.static.codec import sort_key, to_json

#: Bytes of a block of words before compression.
WORD_BLOCK = 8 * 1024


def word_blocks(words: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str, bytes]]:
    """Yield (first word, last word, block) of sorted words with the number of units each occurs in."""
    held: list[str] = []
    counts: list[int] = []
    filled = 0
    for word, count in words:
        length = len(word.encode()) + 2
        if held and filled + length > WORD_BLOCK:
            yield held[0], held[-1], to_json([" ".join(held), counts])
            held, counts, filled = [], [], 0
        held.append(word)
        counts.append(count)
        filled += length
    if held:
        yield held[0], held[-1], to_json([" ".join(held), counts])


def separators(ranges: Sequence[tuple[str, str]]) -> str:
    """Return, for each block but the first, the shortest string that parts it from the block before.

    Args:
        ranges: First and last key of each block, in order.
    """
    found = []
    for (_, last), (first, _) in pairwise(ranges):
        end = 1
        # Whole characters, so that no surrogate pair is cut; order is that of UTF-16 units.
        while end < len(first) and sort_key(first[:end]) <= sort_key(last):
            end += 1
        found.append(first[:end])
    return "\n".join(found)
