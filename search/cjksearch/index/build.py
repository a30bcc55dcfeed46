"""Documents in, an inverted index out; what an earlier index has of them is not analysed again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.analyse import CHUNK_TEXT, CHUNK_UNITS, Numbers, Run, analyse
from cjksearch.index.documents import Card, Document, by_page, card, kept_in_order, shown, without
from cjksearch.index.merge import Batch, Merged, Table, brought_up
from cjksearch.index.unit import Unit


class Earlier(NamedTuple):
    """What a later index goes on from.

    Attributes:
        digests: Of its documents.
        sizes: How many units each has.
        cards: Of all units.
        table: The postings.
    """

    digests: list[bytes]
    sizes: list[int]
    cards: list[Card]
    table: Table


class Index:
    """An inverted index.

    Attributes:
        units: The units without their texts; a unit's number is its place here.
        was: The number that each had in the earlier index, -1 if it is new.
        terms: In the order of their UTF-16 code units.
        changed: Whether a term has gained or lost a unit since the earlier index.
        df: By term, how many units have it; in the same order.
        words: By word as written, the number of units it occurs in.
        duplicates: Ids that came more than once, sorted; the first unit of each was kept.
    """

    def __init__(self, content: _Content, merged: Merged) -> None:
        self.units = content.cards
        self.was: NDArray[np.int32] = np.array(content.was, np.int32)
        self.duplicates = tuple(sorted(content.duplicates))
        self.terms, self.changed, self.words = merged.terms, merged.changed, merged.words
        self.df: dict[str, int] = dict(zip(merged.terms, merged.counts.tolist(), strict=True))
        self._content = content
        self._merged = merged
        self._places = dict(zip(merged.terms, range(len(merged.terms)), strict=True))

    def batches(self, numbers: NDArray[np.uint32] | None = None) -> Iterator[Batch]:
        """Yield the postings of all terms, in order, a bounded number of them at a time.

        Args:
            numbers: Ascending numbers to give the units in place of 0, 1, 2 …
        """
        return self._merged.batches(numbers)

    def some_batches(self, places: Numbers, numbers: NDArray[np.uint32]) -> Iterator[Batch]:
        """Do the same for the terms at ascending places in `terms`."""
        return self._merged.select_in_batches(places, numbers)

    def postings_of(self, terms: Iterable[str]) -> Batch:
        """Return the postings of those of `terms` that units have, in order."""
        places = sorted({self._places[term] for term in terms if term in self._places})
        return self._merged.select(np.array(places, np.int64))

    def holders(self, terms: Sequence[str]) -> list[int]:
        """Return the places of the documents that have units with all of these terms."""
        batch = self.postings_of(terms)
        if len(batch.terms) < len(set(terms)):
            return []
        in_all = np.flatnonzero(np.bincount(batch.units, minlength=1) == len(batch.terms))
        return sorted({bisect_right(self._content.begins, unit) - 1 for unit in in_all.tolist()})

    def documents(self) -> Sequence[Document]:
        """Return the documents, without units whose ids came before."""
        return self._content.documents

    def touching(self, units: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which terms one of these units has."""
        return self._merged.touching(units)

    def texts(self, first: int, end: int) -> Iterator[str]:
        """Yield the texts of units, as they are shown."""
        return self._content.texts(first, end)

    def earlier(self) -> Earlier:
        """Return what a later index can go on from."""
        owners, begins = self._content.documents, [*self._content.begins, len(self.units)]
        sizes = np.diff(begins).tolist()
        return Earlier([own.digest for own in owners], sizes, self.units, self._merged.table())


def build_index(units: Iterable[Unit], executor: Executor | None = None) -> Index:
    """Return the index of `units`; `executor`, if given, analyses chunks of them. The result is the same."""
    return index_of(by_page(units, with_digests=False), executor)


def index_of(
    documents: Iterable[Document],
    executor: Executor | None = None,
    earlier: Earlier | None = None,
    *,
    is_kept: bool = False,
) -> Index:
    """Return the index of documents; it is the same whatever the executor and the earlier index.

    Args:
        documents: In the order in which their units are numbered.
        executor: Analyses chunks of them, if given.
        earlier: An index of other documents.
        is_kept: Whether `Index.earlier` will be asked for.
    """
    content = _Content(documents, earlier)
    chunks = content.added()
    runs = executor.map(_analysed, chunks) if executor else map(_analysed, chunks)
    if earlier is None:
        return Index(content, Merged(runs, keeps_words=is_kept))
    numbered = list(runs)  # until all are read, nobody knows the numbers of those between
    own = np.array(content.numbers, np.uint32)
    now = np.full(len(earlier.cards), -1, np.int32)
    was = np.array(content.was, np.int32)
    now[was[was >= 0]] = np.flatnonzero(was >= 0)
    table, lost = brought_up(earlier.table, now)
    return Index(
        content, Merged([_with_numbers(run, own) for run in numbered], table, lost, keeps_words=is_kept)
    )


class _Content:
    """The units of documents, without texts once they have been read.

    Attributes:
        documents: Without units whose ids came before.
        begins: The number of the first unit of each document.
        cards: Of all units.
        was: The number of each unit in the earlier index, or -1.
        numbers: Of the units that were not in it.
        duplicates: Ids that came more than once.
    """

    def __init__(self, documents: Iterable[Document], earlier: Earlier | None) -> None:
        self.documents = list(documents)
        self.begins: list[int] = []
        self.cards: list[Card] = []
        self.was: list[int] = []
        self.numbers: list[int] = []
        self.duplicates: set[str] = set()
        self._earlier = earlier
        self._ids: set[str] = set()
        self._last: tuple[int, Sequence[Unit]] = -1, ()

    def added(self) -> Iterator[tuple[int, list[Unit]]]:
        """Yield chunks of units to analyse, with how many such units came before; fill the attributes."""
        first = size = 0
        held: list[Unit] = []
        for unit in self._read():
            if held and (size + len(unit.text) > CHUNK_TEXT or len(held) == CHUNK_UNITS):
                yield first, held
                first, size, held = first + len(held), 0, []
            size += len(unit.text)
            held.append(unit)
        if held:
            yield first, held

    def texts(self, first: int, end: int) -> Iterator[str]:
        """Yield the texts of units, as they are shown."""
        for number in range(first, end):
            place = bisect_right(self.begins, number) - 1
            if self._last[0] != place:
                self._last = place, self.documents[place].load()
            yield shown(self._last[1][number - self.begins[place]].text)

    def _read(self) -> Iterator[Unit]:
        """Yield the units that the earlier index does not have."""
        digests, sizes, cards = self._earlier[:3] if self._earlier else ([], [], [])
        kept = kept_in_order([document.digest for document in self.documents], digests)
        before = [0, *np.cumsum(sizes).tolist()]
        for place, was in enumerate(kept):
            self.begins.append(len(self.cards))
            own = cards[before[was] : before[was + 1]] if was >= 0 else []
            if was >= 0 and self._ids.isdisjoint(ids := [each.id for each in own]):
                self._ids.update(ids)
                self.cards += own
                self.was += range(before[was], before[was + 1])
            else:
                yield from self._new(place)

    def _new(self, place: int) -> Iterator[Unit]:
        repeated = []
        for number, unit in enumerate(self.documents[place].load()):
            if unit.id in self._ids:
                self.duplicates.add(unit.id)
                repeated.append(number)
                continue
            self._ids.add(unit.id)
            self.numbers.append(len(self.cards))
            self.cards.append(card(unit))
            self.was.append(-1)
            yield unit
        if repeated:
            self.documents[place] = without(self.documents[place], repeated)


def _analysed(chunk: tuple[int, Sequence[Unit]]) -> Run:
    first, units = chunk
    return analyse(units, first)


def _with_numbers(run: Run, numbers: NDArray[np.uint32]) -> Run:
    """Return what a chunk adds with the numbers that its units have."""
    cjk, others, written = (
        own._replace(units=numbers[own.units]) for own in (run.cjk, run.others, run.written)
    )
    return Run(cjk, run.terms, others, run.words, written)
