"""Units in, an inverted index out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.analyse import CHUNK_TEXT, CHUNK_UNITS, Run, analyse
from cjksearch.index.merge import Batch, Merged
from cjksearch.index.unit import Unit


class Index:
    """An inverted index.

    Attributes:
        units: The units; a unit's number is its place here.
        df: By term, how many units have it; in the order of the terms' UTF-16 code units.
        words: By word as written, the number of units it occurs in.
        duplicates: Ids that came more than once, sorted; the first unit of each was kept.
    """

    def __init__(self, units: tuple[Unit, ...], merged: Merged, duplicates: tuple[str, ...]) -> None:
        self.units = units
        self.duplicates = duplicates
        self.words = merged.words
        self.df: dict[str, int] = dict(zip(merged.terms, merged.counts.tolist(), strict=True))
        self._merged = merged
        self._places = dict(zip(merged.terms, range(len(merged.terms)), strict=True))

    def batches(self, numbers: NDArray[np.uint32] | None = None) -> Iterator[Batch]:
        """Yield the postings of all terms, in order, a bounded number of them at a time.

        Args:
            numbers: Ascending numbers to give the units in place of 0, 1, 2 …
        """
        return self._merged.batches(numbers)

    def postings_of(self, terms: Iterable[str]) -> Batch:
        """Return the postings of those of `terms` that units have, in order."""
        places = sorted({self._places[term] for term in terms if term in self._places})
        return self._merged.select(np.array(places, np.int64))


def build_index(units: Iterable[Unit], executor: Executor | None = None) -> Index:
    """Return the index of `units`; `executor`, if given, analyses chunks of them. The result is the same."""
    kept: dict[str, Unit] = {}
    duplicates: set[str] = set()
    for unit in units:
        if unit.id in kept:
            duplicates.add(unit.id)
        else:
            kept[unit.id] = unit
    own = tuple(kept.values())
    return Index(own, Merged(_runs(own, executor)), tuple(sorted(duplicates)))


def _runs(units: Sequence[Unit], executor: Executor | None) -> Iterable[Run]:
    firsts, chunks = zip(*_chunks(units), strict=True) if units else ((), ())
    return executor.map(analyse, chunks, firsts) if executor else map(analyse, chunks, firsts)


def _chunks(units: Sequence[Unit]) -> Iterator[tuple[int, Sequence[Unit]]]:
    """Yield the first number and the units of each chunk."""
    first = size = 0
    for number, unit in enumerate(units):
        if number > first and (size + len(unit.text) > CHUNK_TEXT or number - first == CHUNK_UNITS):
            yield first, units[first:number]
            first, size = number, 0
        size += len(unit.text)
    if units:
        yield first, units[first:]
