"""Posting lists of several parts of a corpus, looked at as one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.analyse import Lists, Numbers

#: Postings of a batch, unless one term alone has more.
BATCH = 1 << 20


class _Part(NamedTuple):
    """The lists of a part: `places` of their terms in the whole, where each list begins, and the end."""

    places: Numbers
    begins: Numbers
    units: NDArray[np.uint32]
    impacts: NDArray[np.uint8]


class Postings:
    """The lists of all parts.

    Args:
        parts: The lists of each, by keys that mean the same in all of them.
        in_order: Whether the units of a part all come after those of the parts before.

    Attributes:
        keys: Of all parts, ascending.
        counts: How many postings each key has.
    """

    def __init__(self, parts: Sequence[Lists], *, in_order: bool) -> None:
        self.in_order = in_order
        self.keys, places = np.unique(
            np.concatenate([np.zeros(0, np.int64), *(own.keys for own in parts)]), return_inverse=True
        )
        self.counts: Numbers = np.zeros(len(self.keys), np.int64)
        self._parts = []
        end = 0
        for own in parts:
            end += len(own.keys)
            at = places[end - len(own.keys) : end]
            self.counts[at] += own.counts
            self._parts.append(_Part(at, offsets(own.counts), own.units, own.impacts))

    def places(self) -> Iterator[Numbers]:
        """Yield the places in `keys` of each part's keys."""
        return (part.places for part in self._parts)

    def select(self, places: Numbers) -> tuple[Numbers, NDArray[np.uint32], NDArray[np.uint8]]:
        """Return where the postings of the keys at ascending `places` begin, their units and impacts."""
        ends = offsets(self.counts[places])
        units = np.empty(ends[-1], np.uint32)
        impacts = np.empty(ends[-1], np.uint8)
        filled = ends[:-1].copy()
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
        if not self.in_order:
            order = np.repeat(np.arange(len(places)) << 32, np.diff(ends)) | units
            if np.any(order[1:] < order[:-1]):
                by_unit = np.argsort(order, kind="stable")
                units, impacts = units[by_unit], impacts[by_unit]
        return ends, units, impacts

    def whole(self) -> Lists:
        """Return the lists of all parts as those of one."""
        ends = offsets(self.counts)
        units, impacts = np.empty(ends[-1], np.uint32), np.empty(ends[-1], np.uint8)
        for places in self.in_batches(np.arange(len(self.keys))):
            part = slice(ends[places[0]], ends[places[-1] + 1])
            _, units[part], impacts[part] = self.select(places)
        return Lists(self.keys, self.counts, units, impacts)

    def in_batches(self, places: Numbers) -> Iterator[Numbers]:
        """Yield ascending places in parts of at most `BATCH` postings, unless one key alone has more."""
        ends = np.cumsum(self.counts[places])
        first = 0
        while first < len(places):
            before = int(ends[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(ends, before + BATCH, "right")))
            yield places[first:last]
            first = last

    def touching(self, units: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which keys have one of these units."""
        found = np.zeros(len(self.keys), np.bool_)
        for part in self._parts:
            hits = np.flatnonzero(units[part.units])
            found[part.places[np.searchsorted(part.begins, hits, "right") - 1]] = True
        return found


def renumbered(lists: Lists, now: NDArray[np.int32]) -> tuple[Lists, NDArray[np.bool_]]:
    """Return lists whose units have other numbers, without those that have none; and which lists lost one.

    Args:
        lists: The lists; those that lose all units are gone.
        now: By the number that a unit had, the one that it has now, or -1. Ascending but for these.
    """
    units = now[lists.units]
    has = units >= 0
    if has.all():
        return lists._replace(units=units.astype(np.uint32)), np.zeros(len(lists.keys), np.bool_)
    which = np.searchsorted(offsets(lists.counts), np.flatnonzero(~has), "right") - 1
    lost = np.bincount(which, minlength=len(lists.keys))
    counts = lists.counts - lost
    left = counts > 0
    found = Lists(lists.keys[left], counts[left], units[has].astype(np.uint32), lists.impacts[has])
    return found, lost[left] > 0


def on_disk(held: Sequence[Lists]) -> list[Lists]:
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


def offsets(counts: Numbers) -> Numbers:
    """Return where each of the lists begins that has so many postings, and the end of the last."""
    found = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=found[1:])
    return found
