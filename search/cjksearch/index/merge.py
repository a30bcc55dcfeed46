"""The postings of chunks become those of the index, a batch of terms after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.analyse import CHARACTER_BITS, Lists, Numbers, Run
from cjksearch.index.postings import Postings, on_disk, renumbered

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


class Table(NamedTuple):
    """All postings of an index, for a later one to go on from.

    Attributes:
        lists: Those of the terms; the keys of terms of `vocabulary` are as `keys_of` says.
        vocabulary: The terms of scripts that are written with spaces, ascending.
        words: As written, ascending.
        written: In which units each word occurs, by place in `words`; impacts are 0.
    """

    lists: Lists
    vocabulary: list[str]
    words: list[str]
    written: Lists


class Merged:
    """The postings of all chunks.

    Args:
        runs: What each chunk adds, in the order of units.
        before: The postings that are there already, their units numbered as in this index.
        lost: By place among the lists of `before`, whether it has lost a unit.
        keeps_words: Whether `table` will be asked for.

    Attributes:
        terms: All, in the order of their UTF-16 code units.
        counts: How many units have each.
        changed: Whether a unit has come to a term, or gone from it.
        words: By word as written, in how many units it occurs.
    """

    def __init__(
        self,
        runs: Iterable[Run],
        before: Table | None = None,
        lost: NDArray[np.bool_] | None = None,
        *,
        keeps_words: bool = False,
    ) -> None:
        lists: list[Lists] = []
        in_memory = held = 0
        vocabularies: list[list[str]] = []
        words: Counter[str] = Counter()
        self._written: list[tuple[list[str], Lists]] = []
        if before:
            words.update(_by_name(before.words, before.written))
            self._written.append((before.words, before.written))
        for run in runs:
            lists += (run.cjk, run.others)
            vocabularies.append(run.terms)
            words.update(_by_name(run.words, run.written))
            if keeps_words:
                self._written.append((run.words, run.written))
            held += sum(own.units.nbytes + own.impacts.nbytes for own in (run.cjk, run.others))
            if held > HELD:
                lists[in_memory:] = on_disk(lists[in_memory:])
                in_memory, held = len(lists), 0
        self.words = dict(words)
        self._vocabulary = sorted(set().union(*vocabularies, before.vocabulary if before else ()))
        key_of = dict(zip(self._vocabulary, keys_of(self._vocabulary).tolist(), strict=True))
        for chunk, terms in enumerate(vocabularies):
            keys = np.fromiter(map(key_of.__getitem__, terms), np.int64, len(terms))
            own = lists[2 * chunk + 1]
            lists[2 * chunk + 1] = own._replace(keys=keys[own.keys])
        if before:
            lists.insert(0, before.lists._replace(keys=_with_keys(before, key_of)))
        self._postings = Postings(lists, in_order=before is None)
        self.terms = _spelt(self._postings.keys, self._vocabulary)
        self.counts = self._postings.counts
        self.changed = np.zeros(len(self.terms), np.bool_)
        for part, places in enumerate(self._postings.places()):
            self.changed[places] |= lost if before and lost is not None and part == 0 else np.True_

    def batches(self, numbers: NDArray[np.uint32] | None = None) -> Iterator[Batch]:
        """Yield the postings of all terms, in order.

        Args:
            numbers: Ascending numbers to give the units in place of 0, 1, 2 …
        """
        return self.select_in_batches(np.arange(len(self.terms)), numbers)

    def select_in_batches(
        self, places: Numbers, numbers: NDArray[np.uint32] | None = None
    ) -> Iterator[Batch]:
        """Yield the postings of the terms at ascending places in `terms`, a bounded number at a time."""
        for part in self._postings.in_batches(places):
            batch = self.select(part)
            yield batch if numbers is None else batch._replace(units=numbers[batch.units])

    def select(self, places: Numbers) -> Batch:
        """Return the postings of the terms at ascending places in `terms`."""
        return Batch([self.terms[place] for place in places.tolist()], *self._postings.select(places))

    def touching(self, units: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which terms one of these units has."""
        return self._postings.touching(units)

    def table(self) -> Table:
        """Return all that a later index needs to go on from this one."""
        words = sorted(self.words)
        number_of = dict(zip(words, range(len(words)), strict=True))
        written = [
            own._replace(keys=np.array([number_of[names[key]] for key in own.keys.tolist()], np.int64))
            for names, own in self._written
        ]
        in_order = self._postings.in_order
        return Table(
            self._postings.whole(), self._vocabulary, words, Postings(written, in_order=in_order).whole()
        )


def brought_up(table: Table, now: NDArray[np.int32]) -> tuple[Table, NDArray[np.bool_]]:
    """Return an earlier table as `renumbered` says, and which of its lists lost a unit."""
    lists, lost = renumbered(table.lists, now)
    keys = keys_of(table.vocabulary)
    left = np.isin(keys, lists.keys, assume_unique=True)
    vocabulary = [term for term, is_left in zip(table.vocabulary, left.tolist(), strict=True) if is_left]
    new = lists.keys.copy()
    new[np.searchsorted(new, keys[left])] = keys_of(vocabulary)
    return Table(lists._replace(keys=new), vocabulary, table.words, renumbered(table.written, now)[0]), lost


def _by_name(names: list[str], lists: Lists) -> dict[str, int]:
    return {names[key]: count for key, count in zip(lists.keys.tolist(), lists.counts.tolist(), strict=True)}


def _with_keys(before: Table, key_of: Mapping[str, int]) -> Numbers:
    """Return the keys of the lists of an earlier index as a larger vocabulary has them."""
    keys = before.lists.keys.copy()
    places = np.searchsorted(keys, keys_of(before.vocabulary))
    keys[places] = np.fromiter(map(key_of.__getitem__, before.vocabulary), np.int64, len(places))
    return keys


def _ranges(vocabulary: list[str]) -> Iterator[tuple[slice, int]]:
    """Yield which terms of other scripts lie between CJK ones, and a key that does.

    Their first letters lie below U+3000, in U+A000 … U+ABFF, and in U+10000 … U+1EFFF: no CJK character does.
    """
    places = [bisect_left(vocabulary, chr(first)) for first in _OTHERS] + [len(vocabulary)]
    for first, (begin, end) in zip(_OTHERS, pairwise(places), strict=True):
        yield slice(begin, end), first << CHARACTER_BITS


def keys_of(vocabulary: list[str]) -> Numbers:
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
