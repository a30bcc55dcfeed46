"""Term blocks: rows of neighbours together, a range that is too big for one block split by a hash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.static.codec import numbers_as_text, steps, varint
from cjksearch.static.columns import Column, Numbers, beside, ends_of, of_numbers
from cjksearch.static.letters import FIRST_CJK, Letters

#: First byte of a term block, and of a tail; no inflated file begins as gzip does, with 0x1F.
BLOCK_MARK = b"\x02"
TAIL_MARK = b"\x03"
#: Bytes of a block before compression.
_BLOCK = 2048
#: Ranges are made larger than a block rather than more than about so many: the directory names each.
_MOST_RANGES = 1024


class Range(NamedTuple):
    """Consecutive terms.

    Attributes:
        separator: Where it begins: the shortest string above all terms before; empty for the first.
        first: Place of its first term.
        blocks: How many blocks they are split into.
    """

    separator: str
    first: int
    blocks: int


def ranges(terms: Sequence[str], letters: Letters, sizes: Numbers) -> list[Range]:
    """Return the ranges of terms whose rows have so many bytes."""
    separators = letters.separators()
    # Rows that no separator parts stay together.
    bounds = np.concatenate(([0], np.flatnonzero(separators), [len(terms)]))
    filled = ends_of(sizes)[bounds]
    least = max(_BLOCK, int(filled[-1]) // _MOST_RANGES)
    found = []
    separator, first = "", 0
    while True:
        # The range ends before the atom that makes it too large, but has one at least.
        after = max(first + 1, int(np.searchsorted(filled, filled[first] + least, "right")) - 1)
        if after >= len(bounds) - 1:
            found.append(Range(separator, int(bounds[first]), _parts(filled[-1] - filled[first])))
            return found
        found.append(Range(separator, int(bounds[first]), _parts(filled[after] - filled[first])))
        begin = int(bounds[after])
        term = terms[begin]
        separator = _first_unit(term) if term >= FIRST_CJK else term[: separators[begin]]
        first = after


def blocks_of(found: Sequence[Range], letters: Letters) -> Numbers:
    """Return the number of the block that each term is in."""
    firsts = np.array([each.first for each in found] + [len(letters.names.ends) - 1])
    counts = np.array([each.blocks for each in found])
    lengths = np.diff(firsts)
    within: Numbers = letters.hashes() % np.repeat(counts, lengths)
    return np.repeat(ends_of(counts)[:-1], lengths) + within


def _parts(size: int) -> int:
    return max(1, round(int(size) / _BLOCK))


def _first_unit(term: str) -> str:
    """Return the first UTF-16 unit."""
    code = ord(term[0])
    return term[0] if code < 0x10000 else chr(0xD800 + (code - 0x10000 >> 10))


def blocks(columns: Sequence[Column], ends: Numbers) -> Iterator[bytes]:
    """Yield blocks, not yet compressed; block i ends before the row `ends[i + 1]`.

    Args:
        columns: What `Letters.names` and `Rows` say of the rows of all blocks, one after the other, and their
            other wordings.
        ends: Where the rows of each block begin, and the end of the last.
    """
    *columns, others = columns
    having = others.sizes > 0
    given = *columns, beside(of_numbers(_gaps_in_blocks(having, ends), having), others)
    contents = [(column.content.tobytes(), column.ends[ends].tolist()) for column in given]
    for i in range(len(ends) - 1):
        names, *parts = [content[at[i] : at[i + 1]] for content, at in contents]
        names = names[:-1]
        yield b"".join([BLOCK_MARK, varint(len(names)), names, *parts])


def _gaps_in_blocks(having: NDArray[np.bool_], ends: Numbers) -> Numbers:
    """Return for rows with other wordings how many without come before, since the last one of the block."""
    places = np.flatnonzero(having)
    begins = ends[np.searchsorted(ends, places, "right") - 1]
    last = np.maximum(np.concatenate(([-1], places[:-1])), begins - 1)
    gaps = np.zeros(len(having), np.int64)
    gaps[places] = places - last - 1
    return gaps


def described(found: Sequence[Range]) -> dict[str, str]:
    """Return what the directory says of ranges: separators, and how many blocks each has."""
    separators = [each.separator for each in found[1:]]
    return {
        "words": "\n".join(s for s in separators if s < FIRST_CJK),
        "characters": numbers_as_text(steps(ord(s) for s in separators if s >= FIRST_CJK)),
        "blocks": numbers_as_text(each.blocks for each in found),
    }
