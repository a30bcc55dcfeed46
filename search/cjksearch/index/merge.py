"""The postings of chunks become those of the index, a batch of terms after the other."""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.analyse import CHARACTER_BITS, Lists, Numbers, Run

#: Postings of a batch, unless one term alone has more.
BATCH = 1 << 20
#: Bytes of postings that are held in memory; the rest lies in a file without a name.
HELD = 256 << 20
_OTHERS = (0, 0xA000, 0x10000)
_SECOND = (1 << CHARACTER_BITS) - 1


class Batch(NamedTuple):
    """Posting lists of consecutive terms.

    Attributes:
        terms: In the order of their UTF-16 code units.
        offsets: Where the postings of each begin, and the end of the last.
        units: Numbers of units, ascending within a term.
        impacts: 1 … `impact.LEVELS`.
    """

    terms: list[str]
    offsets: Numbers
    units: NDArray[np.uint32]
    impacts: NDArray[np.uint8]


class _Part(NamedTuple):
    """The lists of a chunk: `places` of their terms in the index, where each list begins, and the end."""

    places: Numbers
    begins: Numbers
    units: NDArray[np.uint32]
    impacts: NDArray[np.uint8]


class Merged:
    """The postings of all chunks.

    Args:
        runs: What each chunk adds, in the order of units.

    Attributes:
        terms: All, in the order of their UTF-16 code units.
        counts: How many units have each.
        words: By word as written, in how many units it occurs.
    """

    def __init__(self, runs: Iterable[Run]) -> None:
        lists: list[Lists] = []
        in_memory = held = 0
        vocabularies: list[list[str]] = []
        words: Counter[str] = Counter()
        for run in runs:
            lists += (run.cjk, run.others)
            vocabularies.append(run.terms)
            words.update(dict(zip(run.words, run.word_units.tolist(), strict=True)))
            held += sum(own.units.nbytes + own.impacts.nbytes for own in (run.cjk, run.others))
            if held > HELD:
                lists[in_memory:] = _on_disk(lists[in_memory:])
                in_memory, held = len(lists), 0
        self.words = dict(words)
        vocabulary = sorted({term for terms in vocabularies for term in terms})
        key_of = dict(zip(vocabulary, _keys(vocabulary).tolist(), strict=True))
        for chunk, terms in enumerate(vocabularies):
            keys = np.fromiter((key_of[term] for term in terms), np.int64, len(terms))
            own = lists[2 * chunk + 1]
            lists[2 * chunk + 1] = own._replace(keys=keys[own.keys])
        distinct, places = np.unique(
            np.concatenate([np.zeros(0, np.int64), *(own.keys for own in lists)]), return_inverse=True
        )
        self.terms = _spelt(distinct, vocabulary)
        self._parts = []
        end = 0
        self.counts: Numbers = np.zeros(len(distinct), np.int64)
        for own in lists:
            end += len(own.keys)
            at = places[end - len(own.keys) : end]
            self.counts[at] += own.counts
            self._parts.append(_Part(at, _offsets(own.counts), own.units, own.impacts))

    def batches(self, numbers: NDArray[np.uint32] | None = None) -> Iterator[Batch]:
        """Yield the postings of all terms, in order.

        Args:
            numbers: Ascending numbers to give the units in place of 0, 1, 2 …
        """
        ends = np.cumsum(self.counts)
        first = 0
        while first < len(self.terms):
            before = int(ends[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(ends, before + BATCH, "right")))
            batch = self.select(np.arange(first, last))
            yield batch if numbers is None else batch._replace(units=numbers[batch.units])
            first = last

    def select(self, places: Numbers) -> Batch:
        """Return the postings of the terms at ascending places in `terms`."""
        offsets = _offsets(self.counts[places])
        units = np.empty(offsets[-1], np.uint32)
        impacts = np.empty(offsets[-1], np.uint8)
        filled = offsets[:-1].copy()
        for part in self._parts:
            at = np.searchsorted(part.places, places)
            at[at == len(part.places)] = 0
            has = np.flatnonzero(part.places[at] == places) if len(part.places) else at[:0]
            begins, sizes = part.begins[at[has]], part.begins[at[has] + 1] - part.begins[at[has]]
            own = np.cumsum(sizes) - sizes
            number = np.arange(sizes.sum())
            source = np.repeat(begins - own, sizes) + number
            target = np.repeat(filled[has] - own, sizes) + number
            units[target] = part.units[source]
            impacts[target] = part.impacts[source]
            filled[has] += sizes
        return Batch([self.terms[place] for place in places.tolist()], offsets, units, impacts)


def _on_disk(held: Sequence[Lists]) -> list[Lists]:
    """Return the same lists, read from a file that is gone when they are."""
    with tempfile.TemporaryFile(prefix="cjksearch-") as file:
        for own in held:
            file.write(own.units.data)
        for own in held:
            file.write(own.impacts.data)
        file.flush()
        whole = np.memmap(file, np.uint8, "r")
    postings = sum(len(own.units) for own in held)
    units, impacts = whole[: postings * 4].view(np.uint32), whole[postings * 4 :]
    found = []
    begin = 0
    for own in held:
        end = begin + len(own.units)
        found.append(own._replace(units=units[begin:end], impacts=impacts[begin:end]))
        begin = end
    return found


def _offsets(counts: Numbers) -> Numbers:
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def _ranges(vocabulary: list[str]) -> Iterator[tuple[slice, int]]:
    """Yield which terms of other scripts lie between CJK ones, and a key that does.

    Their first letters lie below U+3000, in U+A000 … U+ABFF, and in U+10000 … U+1EFFF: no CJK character does.
    """
    places = [bisect_left(vocabulary, chr(first)) for first in _OTHERS] + [len(vocabulary)]
    for first, (begin, end) in zip(_OTHERS, pairwise(places), strict=True):
        yield slice(begin, end), first << CHARACTER_BITS


def _keys(vocabulary: list[str]) -> Numbers:
    """Return keys for terms of other scripts, among those of CJK ones as the terms are."""
    keys = np.arange(len(vocabulary), dtype=np.int64)
    for part, base in _ranges(vocabulary):
        keys[part] += base
    return keys


def _spelt(keys: Numbers, vocabulary: list[str]) -> list[str]:
    """Return the terms of ascending keys; `vocabulary` holds those of other scripts."""
    terms = [chr(k >> CHARACTER_BITS) + (chr(k & _SECOND) if k & _SECOND else "") for k in keys.tolist()]
    for part, base in _ranges(vocabulary):
        begin = int(np.searchsorted(keys, part.start + base))
        terms[begin : begin + part.stop - part.start] = vocabulary[part]
    return terms
