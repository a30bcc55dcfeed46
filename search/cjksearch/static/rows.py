"""The files of terms: rows put together in blocks, and tails; those that are as before are not made again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.build import Index
from cjksearch.index.merge import Batch
from cjksearch.index.weight import Weigher
from cjksearch.static.codec import sort_key
from cjksearch.static.columns import Column, Numbers, below, ends_of, of_bytes, spread
from cjksearch.static.earlier import Packed, TermRows, Written
from cjksearch.static.letters import Letters
from cjksearch.static.postings import Rows, rows, tail_numbers
from cjksearch.static.terms import TAIL_MARK, blocks, blocks_of, described, ranges

File = tuple[str, bytes | Packed]
#: Blocks that are put together at once.
_AT_ONCE = 256


def term_files(
    index: Index,
    numbers: NDArray[np.uint32],
    weigher: Weigher,
    others: Mapping[str, bytes],
    earlier: Written | None,
    *,
    is_kept: bool,
) -> Generator[File, None, tuple[dict[str, str], TermRows | None]]:
    """Yield tails and term blocks; return what the directory says of them, and their rows if asked for.

    Args:
        index: Whose terms they are.
        numbers: Of the units.
        weigher: Weighs the terms.
        others: Other wordings of terms, some of which no unit has, as bytes.
        earlier: An index that was written.
        is_kept: Whether the rows are asked for.
    """
    terms, at = _with_lone_terms(index.terms, others)
    counts = np.zeros(len(terms), np.int64)
    counts[at] = np.fromiter(index.df.values(), np.int64, len(index.df))
    weights, tails = weigher.weigh_all(terms, counts), tail_numbers(terms, counts)
    before = _places_before(terms, earlier)
    is_new = _changed(index, at, numbers, before, earlier)
    if earlier:
        is_new |= (earlier.rows.weights[before] != weights) | (earlier.rows.tails[before] != tails)

    made = [_columns(earlier.rows)] if earlier else []
    new_tails: list[bytes] = []
    places = [np.zeros(0, np.int64)]
    for place, batch in _batches(index, at, is_new, numbers, terms):
        found = rows(batch, weights[place], tails[place])
        made.append(_columns(found))
        new_tails += found.tails
        places.append(place)
    source = before.copy()
    source[np.concatenate(places)] = (len(earlier.rows.terms) if earlier else 0) + np.arange(is_new.sum())
    whole = [below(columns) for columns in zip(*made, strict=True)]
    yield from _tails(tails, is_new, new_tails, earlier)

    letters, wordings = Letters(terms), of_bytes([*map(others.get, terms, repeat(b""))])
    sizes = letters.names.sizes + wordings.sizes + np.sum([column.sizes[source] for column in whole], axis=0)
    found_ranges = ranges(terms, letters, sizes)
    block_of = blocks_of(found_ranges, letters)
    if earlier:
        is_new |= _with_other_wordings(terms, others, earlier.rows.others)
        before = np.where(is_new, -1, earlier.rows.blocks[before])

    def taken(which: Numbers) -> list[Column]:
        names, other = letters.names.taken(which), wordings.taken(which)
        return [names, *(column.taken(source[which]) for column in whole), other]

    yield from _blocks(taken, block_of, sum(each.blocks for each in found_ranges), before, earlier)
    kept = None
    if is_kept:
        starts, gaps, impacts = (column.taken(source) for column in whole)
        kept = TermRows(terms, weights, tails, starts, gaps, impacts, block_of, others)
    return described(found_ranges), kept


def _columns(found: Rows | TermRows) -> tuple[Column, Column, Column]:
    return found.starts, found.gaps, found.impacts


def _with_lone_terms(terms: Sequence[str], others: Mapping[str, bytes]) -> tuple[list[str], Numbers]:
    """Return the terms, with those that are there for other wordings alone; and the places of the former."""
    known = set(terms)
    lone = sorted((term for term in others if term not in known), key=sort_key)
    places = [bisect_left(terms, sort_key(term), key=sort_key) for term in lone]
    found = list(terms)
    for place, term in zip(reversed(places), reversed(lone), strict=True):
        found.insert(place, term)
    at = np.arange(len(terms)) + np.searchsorted(places, np.arange(len(terms)), "right")
    return found, at


def _places_before(terms: Sequence[str], earlier: Written | None) -> Numbers:
    """Return where each term was in an earlier index, or -1."""
    if earlier is None:
        return np.full(len(terms), -1)
    place_of = dict(zip(earlier.rows.terms, range(len(earlier.rows.terms)), strict=True))
    return np.fromiter(map(place_of.get, terms, repeat(-1)), np.int64, len(terms))


def _changed(
    index: Index, at: Numbers, numbers: NDArray[np.uint32], before: Numbers, earlier: Written | None
) -> NDArray[np.bool_]:
    """Return whether the postings of each term are others than before."""
    changed = before < 0
    if earlier:
        changed[at] |= index.changed
        was = np.maximum(index.was, 0)
        moved = (index.was >= 0) & (earlier.numbers[was] != numbers)
        if moved.any():
            changed[at] |= index.touching(moved)
    return changed


def _batches(
    index: Index, at: Numbers, which: NDArray[np.bool_], numbers: NDArray[np.uint32], terms: Sequence[str]
) -> Iterator[tuple[Numbers, Batch]]:
    """Yield the postings of some of the terms, and the places of these."""
    own = np.flatnonzero(which[at])
    done = 0
    for batch in index.some_batches(own, numbers):
        yield at[own[done : done + len(batch.terms)]], batch
        done += len(batch.terms)
    is_lone = which.copy()
    is_lone[at] = False
    lone = np.flatnonzero(is_lone)
    nothing = np.zeros(0, np.uint32), np.zeros(0, np.uint8)
    yield lone, Batch([terms[place] for place in lone.tolist()], np.zeros(len(lone) + 1, np.int64), *nothing)


def _tails(
    tails: Numbers, is_new: NDArray[np.bool_], made: Sequence[bytes], earlier: Written | None
) -> Iterator[File]:
    content = iter(made)
    for number, place in enumerate(np.flatnonzero(tails).tolist()):
        name = f"l/{number}.bin"
        if is_new[place] or earlier is None:
            yield name, TAIL_MARK + next(content)
        else:
            yield name, earlier.packs["l"].file(number)


def _with_other_wordings(
    terms: Sequence[str], others: Mapping[str, bytes], before: Mapping[str, bytes]
) -> NDArray[np.bool_]:
    """Return which terms have other wordings that have changed."""
    changed = {term for term in {**others, **before} if others.get(term) != before.get(term)}
    return np.fromiter(map(changed.__contains__, terms), np.bool_, len(terms))


def _blocks(
    taken: Callable[[Numbers], list[Column]], block_of: Numbers, many: int, before: Numbers,
    earlier: Written | None,
) -> Iterator[File]:  # fmt: skip
    """Yield term blocks.

    Args:
        taken: Returns the columns of some rows, see `terms.blocks`.
        block_of: The block of each row.
        many: How many blocks there are.
        before: The block that each row was in, just as it is now; or -1.
        earlier: The index in which that was.
    """
    order = np.argsort(block_of, kind="stable")
    ends = np.searchsorted(block_of[order], np.arange(many + 1))
    sizes = np.diff(ends)
    kept = np.full(many, -1)
    if earlier:
        filled = np.flatnonzero(sizes)
        were, firsts = before[order], ends[filled]
        one = np.minimum.reduceat(were, firsts)
        same = (one >= 0) & (one == np.maximum.reduceat(were, firsts))
        same &= np.bincount(earlier.rows.blocks)[one] == sizes[filled]
        kept[filled] = np.where(same, one, -1)
    made = np.flatnonzero(kept < 0)
    contents = _made(taken, order, ends, made)
    for number, place in enumerate(kept.tolist()):
        content = earlier.packs["t"].file(place) if earlier and place >= 0 else next(contents)
        yield f"t/{number}.bin", content


def _made(
    taken: Callable[[Numbers], list[Column]], order: Numbers, ends: Numbers, which: Numbers
) -> Iterator[bytes]:
    """Yield some of the blocks, a bounded number at a time."""
    for first in range(0, len(which), _AT_ONCE):
        own = which[first : first + _AT_ONCE]
        sizes = ends[own + 1] - ends[own]
        yield from blocks(taken(order[spread(ends[own], sizes)]), ends_of(sizes))
