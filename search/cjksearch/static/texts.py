"""Text blocks and title blocks; those whose units are as before are not made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.build import Index
from cjksearch.index.documents import Card
from cjksearch.static.codec import to_json
from cjksearch.static.columns import Numbers
from cjksearch.static.earlier import Packed, Written
from cjksearch.static.titles import UNITS_PER_BLOCK, title_block

#: Bytes of a text block before compression; a query fetches one for each excerpt it shows.
TEXT_BLOCK = 16 * 1024


def text_places(units: Sequence[Card]) -> Numbers:
    """Return for each unit the number of the block its text is in."""
    places: list[int] = []
    block = filled = 0
    for unit in units:
        if places and places[-1] == block and filled + unit.size > TEXT_BLOCK:
            block, filled = block + 1, 0
        filled += unit.size
        places.append(block)
    return np.array(places, np.int64)


def text_blocks(index: Index, places: Numbers, earlier: Written | None) -> Iterator[bytes | Packed]:
    """Yield the blocks of texts for excerpts, not yet compressed unless they are there already."""
    firsts, ends = _runs(places)
    kept = _same(index.was, firsts, ends, earlier.places) if earlier else np.full(len(firsts), -1)
    for first, end, before in zip(firsts.tolist(), ends.tolist(), kept.tolist(), strict=True):
        if before >= 0 and earlier:
            yield earlier.packs["x"].file(before)
        else:
            yield to_json(list(index.texts(first, end)))


def title_blocks(
    index: Index, numbers: NDArray[np.uint32], places: Numbers, earlier: Written | None
) -> Iterator[bytes | Packed]:
    """Yield the blocks of titles, likewise; FORMAT.md describes them."""
    firsts, ends = _runs(numbers.astype(np.int64) // UNITS_PER_BLOCK)
    kept = np.full(len(firsts), -1)
    if earlier and len(firsts):
        kept = _same(index.was, firsts, ends, earlier.numbers.astype(np.int64) // UNITS_PER_BLOCK)
        was = np.maximum(index.was, 0)
        alike = (earlier.numbers[was] == numbers) & (earlier.places[was] == places)
        alike[firsts] &= (_skipped(earlier.places)[was] == _skipped(places))[firsts]
        kept[~np.logical_and.reduceat(alike, firsts)] = -1
    as_lists = numbers.tolist(), places.tolist()
    for first, end, before in zip(firsts.tolist(), ends.tolist(), kept.tolist(), strict=True):
        if before >= 0 and earlier:
            yield earlier.packs["u"].file(before)
        else:
            yield title_block(index.units, *as_lists, first, end)


def _runs(groups: Numbers) -> tuple[Numbers, Numbers]:
    """Return where each group of ascending numbers begins, and where it ends."""
    firsts = np.flatnonzero(np.diff(groups, prepend=-1))
    return firsts, np.append(firsts[1:], len(groups))[: len(firsts)]


def _same(was: NDArray[np.int32], firsts: Numbers, ends: Numbers, before: Numbers) -> Numbers:
    """Return for each run of units the place among those before of the run that had just these; or -1."""
    if not len(firsts) or not len(before):
        return np.full(len(firsts), -1)
    firsts_before, ends_before = _runs(before)
    first, last = was[firsts].astype(np.int64), was[ends - 1]
    run = np.searchsorted(firsts_before, np.maximum(first, 0), "right") - 1
    # Kept units are in order, so that these are all that lay between the first and the last.
    same = (np.minimum.reduceat(was, firsts) >= 0) & (last - first == ends - firsts - 1)
    same &= (firsts_before[run] == first) & (ends_before[run] == last + 1)
    return np.where(same, run, -1)


def _skipped(places: Numbers) -> Numbers:
    """Return for each unit how many before it have their texts in the same block."""
    return np.arange(len(places)) - np.searchsorted(places, places)
