"""Term blocks of a few terms, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cjksearch.analysis.wordings import Kind
from cjksearch.index.merge import Batch
from cjksearch.index.others import Other
from cjksearch.static.columns import of_bytes
from cjksearch.static.letters import Letters
from cjksearch.static.postings import others_as_bytes, rows, tail_numbers
from cjksearch.static.terms import TAIL_MARK, blocks


class Entry(NamedTuple):
    """A term: its weight, units and impacts, and other wordings."""

    term: str
    weight: int
    units: Sequence[int]
    impacts: Sequence[int]
    others: Sequence[tuple[str, str, int, int, Sequence[int], Sequence[int]]] = ()


def written(entries: Sequence[Entry]) -> tuple[bytes, dict[int, bytes]]:
    """Return the block of `entries` and their tails, not compressed."""
    batch = Batch(
        [entry.term for entry in entries],
        np.cumsum([0, *(len(entry.units) for entry in entries)]),
        np.array([unit for entry in entries for unit in entry.units], np.uint32),
        np.array([impact for entry in entries for impact in entry.impacts], np.uint8),
    )
    tails = tail_numbers(batch.terms, np.diff(batch.offsets))
    found = rows(batch, np.array([entry.weight for entry in entries], np.uint8), tails)
    others = {
        entry.term: [
            Other(wording, other, Kind(kind), weight, np.array(units, np.uint32), np.array(impacts, np.uint8))
            for wording, other, kind, weight, units, impacts in entry.others
        ]
        for entry in entries
        if entry.others
    }
    packed = others_as_bytes(others)
    wordings = of_bytes([packed.get(term, b"") for term in batch.terms])
    columns = [Letters(batch.terms).names, found.starts, found.gaps, found.impacts, wordings]
    (block,) = blocks(columns, np.array([0, len(entries)]))
    return block, {number: TAIL_MARK + tail for number, tail in enumerate(found.tails)}
