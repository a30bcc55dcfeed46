"""Term blocks: rows of neighbours together, a range that is too big for one block split by a hash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.static.codec import numbers_as_text, steps, varint
from cjksearch.static.columns import Column, Numbers, beside, ends_of, of_bytes, of_numbers
from cjksearch.static.letters import FIRST_CJK, Letters
from cjksearch.static.postings import Rows

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


def term_blocks(rows: Rows, others: Mapping[str, bytes]) -> tuple[list[Range], Iterator[bytes]]:
    """Return the ranges of all terms, and their blocks, not yet compressed.

    Args:
        rows: All terms, in order.
        others: Other wordings of terms among them, as bytes.
    """
    letters = Letters(rows.terms)
    packed = [others.get(term, b"") for term in rows.terms]
    own = of_bytes(packed)
    found = _ranges(rows, letters, own)
    firsts = np.array([each.first for each in found] + [len(rows.terms)])
    counts = np.array([each.blocks for each in found])
    bases = ends_of(counts)
    lengths = np.diff(firsts)
    block_of = np.repeat(bases[:-1], lengths) + letters.hashes() % np.repeat(counts, lengths)
    order = np.argsort(block_of, kind="stable")
    ends = np.searchsorted(block_of[order], np.arange(bases[-1] + 1))
    return found, _blocks(rows, letters, own, order, ends)


def _ranges(rows: Rows, letters: Letters, others: Column) -> list[Range]:
    columns = (letters.names, rows.starts, rows.gaps, rows.impacts, others)
    sizes = ends_of(np.sum([column.sizes for column in columns], axis=0))
    least = max(_BLOCK, int(sizes[-1]) // _MOST_RANGES)
    separators = letters.separators()
    # Rows that no separator parts stay together.
    atoms = np.flatnonzero(separators).tolist()
    found = []
    separator, first = "", 0
    for begin, end in pairwise([0, *atoms, len(rows.terms)]):
        if first < begin and sizes[end] - sizes[first] > least:
            found.append(Range(separator, first, _parts(sizes[begin] - sizes[first])))
            term = rows.terms[begin]
            separator = _first_unit(term) if term >= FIRST_CJK else term[: separators[begin]]
            first = begin
    found.append(Range(separator, first, _parts(sizes[-1] - sizes[first])))
    return found


def _parts(size: int) -> int:
    return max(1, round(int(size) / _BLOCK))


def _first_unit(term: str) -> str:
    """Return the first UTF-16 unit."""
    code = ord(term[0])
    return term[0] if code < 0x10000 else chr(0xD800 + (code - 0x10000 >> 10))


def _blocks(rows: Rows, letters: Letters, others: Column, order: Numbers, ends: Numbers) -> Iterator[bytes]:
    """Yield blocks of the rows in this order; block i ends before the place `ends[i + 1]`."""
    having = others.sizes[order] > 0
    columns = [
        *(column.taken(order) for column in (letters.names, rows.starts, rows.gaps, rows.impacts)),
        beside(of_numbers(_gaps_in_blocks(having, ends), having), others.taken(order)),
    ]
    contents = [(column.content.tobytes(), column.ends[ends].tolist()) for column in columns]
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
