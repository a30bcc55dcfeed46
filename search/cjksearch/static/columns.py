"""Bytes of many terms at once: what a list of `bytes` would hold, in one array."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.static.codec import varints

Numbers = NDArray[np.int64]

#: Bytes that are taken at once.
_AT_ONCE = 1 << 20


class Column(NamedTuple):
    """Bytes of each of many terms.

    Attributes:
        content: The bytes, those of a term behind those of the one before.
        ends: Where those of each term begin, and the end of the last.
    """

    content: NDArray[np.uint8]
    ends: Numbers

    @property
    def sizes(self) -> Numbers:
        """How many bytes each term has."""
        return np.diff(self.ends)

    def taken(self, order: Numbers) -> Column:
        """Return the bytes of the terms at the places of `order`."""
        sizes = self.sizes[order]
        ends = ends_of(sizes)
        content = np.empty(ends[-1], np.uint8)
        # In parts, as a place takes eight times the room of a byte.
        cuts = np.searchsorted(ends, np.arange(0, int(ends[-1]), _AT_ONCE)).tolist()
        for first, end in pairwise([*cuts, len(order)]):
            source = spread(self.ends[order[first:end]], sizes[first:end])
            content[ends[first] : ends[end]] = self.content[source]
        return Column(content, ends)


def of_bytes(each: Sequence[bytes]) -> Column:
    """Return a list of bytes as a column."""
    sizes = np.fromiter(map(len, each), np.int64, len(each))
    return Column(np.frombuffer(b"".join(each), np.uint8), ends_of(sizes))


def of_numbers(numbers: NDArray[np.integer], which: NDArray[np.bool_] | None = None) -> Column:
    """Return varints of the numbers; only of those in `which`, if given, and nothing for the others."""
    if which is None:
        return Column(*varints(numbers))
    content, ends = varints(numbers[which])
    sizes = np.zeros(len(numbers), np.int64)
    sizes[which] = np.diff(ends)
    return Column(content, ends_of(sizes))


def of_single(content: NDArray[np.uint8], which: NDArray[np.bool_] | None = None) -> Column:
    """Return a byte each; only of those in `which`, if given, and nothing for the others."""
    if which is None:
        return Column(content, np.arange(len(content) + 1))
    return Column(content[which], ends_of(which.astype(np.int64)))


def beside(*columns: Column) -> Column:
    """Return for each term what the columns have of it, joined."""
    sizes = [column.sizes for column in columns]
    ends = ends_of(np.sum(sizes, axis=0))
    content = np.empty(ends[-1], np.uint8)
    begins = ends[:-1].copy()
    for column, own in zip(columns, sizes, strict=True):
        content[spread(begins, own)] = column.content
        begins += own
    return Column(content, ends)


def below(columns: Iterable[Column]) -> Column:
    """Return one column of the terms of all."""
    held = list(columns)
    sizes = np.concatenate([np.zeros(0, np.int64), *(column.sizes for column in held)])
    content = np.concatenate([np.zeros(0, np.uint8), *(column.content for column in held)])
    return Column(content, ends_of(sizes))


def ends_of(sizes: Numbers) -> Numbers:
    """Return where each begins that is so long, and the end of the last."""
    ends = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=ends[1:])
    return ends


def spread(begins: Numbers, sizes: Numbers) -> Numbers:
    """Return the places of all bytes that begin at `begins`, one after the other, and are so many."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(begins[: len(sizes)] - before, sizes) + np.arange(int(sizes.sum()))
