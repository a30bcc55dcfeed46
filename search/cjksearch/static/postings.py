"""Postings as bytes: the head that a term's entry keeps, and the tail that is fetched if need be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.merge import Batch
from cjksearch.index.others import Other
from cjksearch.static.codec import varint
from cjksearch.static.columns import Column, beside, ends_of, of_numbers, of_single
from cjksearch.static.letters import FIRST_CJK

#: Postings that the entry of a term keeps: those of highest impact.
HEAD = 1024
#: The same for a single character, which is looked up where a pair is not there; it has no tail.
HEAD_OF_CHARACTER = 512


class Rows(NamedTuple):
    """Terms as bytes of term blocks, and their tails.

    Attributes:
        starts: How many units the head of each has, the weight, and what was left out.
        gaps: The heads' unit numbers.
        impacts: The heads' impacts.
        tails: The postings left out of each term of two or more characters, in order.
    """

    starts: Column
    gaps: Column
    impacts: Column
    tails: list[bytes]


def tail_numbers(terms: Sequence[str], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 1 + the number of each term's tail, 0 for a term without one."""
    long = np.flatnonzero(counts > HEAD)
    having = [place for place in long.tolist() if not is_character(terms[place])]
    numbers = np.zeros(len(terms), np.int64)
    numbers[having] = np.arange(1, len(having) + 1)
    return numbers


def rows(batch: Batch, weights: NDArray[np.uint8], tail_of: NDArray[np.int64]) -> Rows:
    """Return the rows of a batch of terms.

    Args:
        batch: The terms with their postings.
        weights: Their weights, in sixteenths.
        tail_of: What `tail_numbers` says of them.
    """
    kept = np.ones(len(batch.units), np.bool_)
    counts = np.diff(batch.offsets)
    left = np.zeros(len(counts), np.int64)
    greatest = np.zeros(len(counts), np.uint8)
    tails: list[bytes] = []
    for i in np.flatnonzero(counts > min(HEAD, HEAD_OF_CHARACTER)).tolist():
        most = HEAD_OF_CHARACTER if is_character(batch.terms[i]) else HEAD
        if counts[i] <= most:
            continue
        part = slice(batch.offsets[i], batch.offsets[i + 1])
        impacts = batch.impacts[part]
        out = ~head(impacts, most)
        kept[part] = ~out
        left[i], greatest[i] = out.sum(), impacts[out].max()
        if tail_of[i]:
            tails.append(postings(batch.units[part][out], impacts[out]))
    offsets = ends_of(kept.astype(np.int64))[batch.offsets]
    more = left > 0
    starts = beside(
        of_numbers(np.diff(offsets) * 2 + more),
        of_single(weights),
        of_numbers(left, more),
        of_single(greatest, more),
        of_numbers(tail_of, more),
    )
    gaps = _gaps(batch.units[kept], offsets)
    return Rows(starts, gaps, _nibbles(batch.impacts[kept], offsets), tails)


def is_character(term: str) -> bool:
    """Return whether `term` is a single character of a script that is written without spaces."""
    return len(term) == 1 and term >= FIRST_CJK


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
    parts = _gaps(units, offsets), _nibbles(impacts, offsets)
    return varint(len(units)) + b"".join(part.content.tobytes() for part in parts)


def others_as_bytes(others: Mapping[str, Sequence[Other]]) -> dict[str, bytes]:
    """Return the other wordings of each term."""
    # Many wordings lead to the same other one, whose postings are the same arrays.
    distinct = list({id(other.units): other for own in others.values() for other in own}.values())
    units = np.concatenate([np.zeros(0, np.uint32), *(other.units for other in distinct)])
    impacts = np.concatenate([np.zeros(0, np.uint8), *(other.impacts for other in distinct)])
    offsets = ends_of(np.array([len(other.units) for other in distinct], np.int64))
    sizes = of_numbers(np.diff(offsets))
    each = beside(sizes, _gaps(units, offsets), _nibbles(impacts, offsets))
    content, ends = each.content.tobytes(), each.ends.tolist()
    packed = {id(other.units): content[ends[i] : ends[i + 1]] for i, other in enumerate(distinct)}
    found = {}
    for term, own in others.items():
        parts = [varint(len(own))]
        for other in own:
            words = f"{other.wording}\n{other.other}".encode()
            about = bytes([other.kind]) + varint(other.weight)
            parts += [varint(len(words)), words, about, packed[id(other.units)]]
        found[term] = b"".join(parts)
    return found


def _gaps(units: NDArray[np.uint32], offsets: NDArray[np.int64]) -> Column:
    """Return the gaps, number - previous number - 1, the first from -1."""
    numbers = units.astype(np.int64)
    before = np.empty_like(numbers)
    before[1:] = numbers[:-1]
    before[offsets[:-1][offsets[:-1] < offsets[1:]]] = -1
    gaps = of_numbers(numbers - before - 1)
    return Column(gaps.content, gaps.ends[offsets])


def _nibbles(impacts: NDArray[np.uint8], offsets: NDArray[np.int64]) -> Column:
    """Return the impacts, two to a byte, the first in the low half."""
    counts = np.diff(offsets)
    ends = ends_of((counts + 1) // 2)
    place = np.arange(len(impacts)) - np.repeat(offsets[:-1], counts)
    at = np.repeat(ends[:-1], counts) + place // 2
    low = place % 2 == 0
    packed = np.zeros(ends[-1], np.uint8)
    packed[at[low]] = impacts[low]
    packed[at[~low]] |= impacts[~low] << 4
    return Column(packed, ends)
