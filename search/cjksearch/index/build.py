"""Units in, an inverted index in memory out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from cjksearch.index.impact import LEVELS, Impacts, impacts
from cjksearch.index.unit import Unit

_BATCH = 256


@dataclass(frozen=True, slots=True)
class Index:
    """An inverted index.

    Attributes:
        units: The units; a unit's number is its place here.
        postings: By term, ascending ``number * (LEVELS + 1) + impact``.
        words: By word as written, the number of units it occurs in.
        duplicates: Ids that came more than once, sorted; the first unit of each was kept.
    """

    units: tuple[Unit, ...]
    postings: dict[str, list[int]]
    words: dict[str, int]
    duplicates: tuple[str, ...]


def build_index(units: Iterable[Unit], executor: Executor | None = None) -> Index:
    """Return the index of `units`; `executor`, if given, analyses batches of them. The result is the same."""
    kept: dict[str, Unit] = {}
    duplicates: set[str] = set()
    for unit in units:
        if unit.id in kept:
            duplicates.add(unit.id)
        else:
            kept[unit.id] = unit
    postings: dict[str, list[int]] = {}
    words: Counter[str] = Counter()
    for number, (terms, seen) in enumerate(_analysed(tuple(kept.values()), executor)):
        base = number * (LEVELS + 1)
        for term, impact in terms.items():
            postings.setdefault(term, []).append(base + impact)
        words.update(seen)
    return Index(tuple(kept.values()), postings, dict(words), tuple(sorted(duplicates)))


def _analysed(units: Sequence[Unit], executor: Executor | None) -> Iterator[Impacts]:
    batches = [units[i : i + _BATCH] for i in range(0, len(units), _BATCH)]
    done = executor.map(_analyse_batch, batches) if executor else map(_analyse_batch, batches)
    for batch in done:
        yield from batch


def _analyse_batch(batch: Sequence[Unit]) -> list[Impacts]:
    return [impacts(unit) for unit in batch]
