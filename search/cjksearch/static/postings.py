"""Postings as bytes: the head that a term's entry keeps, and the tail that is fetched if need be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.merge import Batch
from cjksearch.index.others import Other
from cjksearch.static.codec import varint, varints

#: Postings that the entry of a term keeps: those of highest impact.
HEAD = 1024
#: The same for a single character, which is looked up where a pair is not there; it has no tail.
HEAD_OF_CHARACTER = 512
#: First character of the scripts that are written without spaces.
FIRST_CJK = "\u2e80"


class Row(NamedTuple):
    """A term as bytes of a term block, and its tail, if it has one.

    Attributes:
        term: The term.
        start: How many units the head has, doubled, and odd where units were left out; and the weight.
        left: How many units were left out, and their greatest impact.
        gaps: The head's unit numbers.
        impacts: The head's impacts.
        others: Other wordings.
        tail: The postings left out, or empty.
    """

    term: str
    start: bytes
    left: tuple[int, int]
    gaps: bytes
    impacts: bytes
    others: bytes = b""
    tail: bytes = b""

    @property
    def size(self) -> int:
        """Bytes in a block, nearly."""
        own = len(self.term.encode()) + 1 + len(self.start) + len(self.gaps) + len(self.impacts)
        return own + len(self.others)


def is_character(term: str) -> bool:
    """Return whether `term` is a single character of a script that is written without spaces."""
    return len(term) == 1 and term >= FIRST_CJK


def rows(batch: Batch, weights: Sequence[int]) -> list[Row]:
    """Return the rows of a batch of terms that have the `weights`, in sixteenths."""
    kept = np.ones(len(batch.units), np.bool_)
    counts = np.diff(batch.offsets)
    left: dict[int, tuple[int, int]] = {}
    tails: dict[int, bytes] = {}
    for i in np.flatnonzero(counts > HEAD_OF_CHARACTER).tolist():
        lone = is_character(batch.terms[i])
        most = HEAD_OF_CHARACTER if lone else HEAD
        if counts[i] <= most:
            continue
        part = slice(batch.offsets[i], batch.offsets[i + 1])
        impacts = batch.impacts[part]
        out = ~head(impacts, most)
        kept[part] = ~out
        left[i] = int(out.sum()), int(impacts[out].max())
        if not lone:
            tails[i] = postings(batch.units[part][out], impacts[out])
    offsets = np.concatenate(([0], np.cumsum(kept)))[batch.offsets]
    gaps, gap_ends = _gaps(batch.units[kept], offsets)
    nibbles, nibble_ends = _nibbles(batch.impacts[kept], offsets)
    found = []
    sizes = np.diff(offsets).tolist()
    for i, (term, weight, size) in enumerate(zip(batch.terms, weights, sizes, strict=True)):
        found.append(
            Row(
                term,
                varint(size * 2 + (i in left)) + bytes([weight]),
                left.get(i, (0, 0)),
                gaps[gap_ends[i] : gap_ends[i + 1]],
                nibbles[nibble_ends[i] : nibble_ends[i + 1]],
                tail=tails.get(i, b""),
            )
        )
    return found


def row_without_units(term: str) -> Row:
    """Return the row of a term that is there for its other wordings."""
    return Row(term, bytes(2), (0, 0), b"", b"")


def head(impacts: NDArray[np.uint8], most: int) -> NDArray[np.bool_]:
    """Return which postings are the `most` of highest impact; of equal ones, some of everywhere."""
    if len(impacts) <= most:
        return np.ones(len(impacts), np.bool_)
    above = np.cumsum(np.bincount(impacts, minlength=16)[::-1])[::-1]  # postings of each impact or more
    least = int(np.flatnonzero(above > most)[-1])
    kept = impacts > least
    equal = np.flatnonzero(impacts == least)
    room = most - int(kept.sum())
    place = np.arange(len(equal))
    kept[equal[(place + 1) * room // len(equal) > place * room // len(equal)]] = True
    return kept


def postings(units: NDArray[np.uint32], impacts: NDArray[np.uint8]) -> bytes:
    """Return the count of the units, the gaps between their numbers, and the impacts."""
    offsets = np.array([0, len(units)])
    return varint(len(units)) + _gaps(units, offsets)[0] + _nibbles(impacts, offsets)[0]


def others_as_bytes(others: Mapping[str, Sequence[Other]]) -> dict[str, bytes]:
    """Return the other wordings of each term."""
    # Many wordings lead to the same other one, whose postings are the same arrays.
    distinct = list({id(other.units): other for own in others.values() for other in own}.values())
    units = np.concatenate([np.zeros(0, np.uint32), *(other.units for other in distinct)])
    impacts = np.concatenate([np.zeros(0, np.uint8), *(other.impacts for other in distinct)])
    offsets = np.cumsum([0, *(len(other.units) for other in distinct)])
    gaps, gap_ends = _gaps(units, offsets)
    nibbles, nibble_ends = _nibbles(impacts, offsets)
    packed = {
        id(other.units): varint(len(other.units))
        + gaps[gap_ends[i] : gap_ends[i + 1]]
        + nibbles[nibble_ends[i] : nibble_ends[i + 1]]
        for i, other in enumerate(distinct)
    }
    found = {}
    for term, own in others.items():
        parts = [varint(len(own))]
        for other in own:
            words = f"{other.wording}\n{other.other}".encode()
            about = bytes([other.kind]) + varint(other.weight)
            parts += [varint(len(words)), words, about, packed[id(other.units)]]
        found[term] = b"".join(parts)
    return found


def _gaps(units: NDArray[np.uint32], offsets: NDArray[np.int64]) -> tuple[bytes, list[int]]:
    """Return the gaps, number - previous number - 1, the first from -1; and where those of a term begin."""
    numbers = units.astype(np.int64)
    before = np.empty_like(numbers)
    before[1:] = numbers[:-1]
    before[offsets[:-1][offsets[:-1] < offsets[1:]]] = -1
    packed, ends = varints(numbers - before - 1)
    return packed.tobytes(), ends[offsets].tolist()


def _nibbles(impacts: NDArray[np.uint8], offsets: NDArray[np.int64]) -> tuple[bytes, list[int]]:
    """Return the impacts, two to a byte, the first in the low half, and where those of each term begin."""
    counts = np.diff(offsets)
    ends = np.concatenate(([0], np.cumsum((counts + 1) // 2)))
    place = np.arange(len(impacts)) - np.repeat(offsets[:-1], counts)
    at = np.repeat(ends[:-1], counts) + place // 2
    low = place % 2 == 0
    packed = np.zeros(ends[-1], np.uint8)
    packed[at[low]] = impacts[low]
    packed[at[~low]] |= impacts[~low] << 4
    return packed.tobytes(), ends.tolist()
