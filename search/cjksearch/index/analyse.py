"""A chunk of units in, their postings as arrays out: BM25F of `impact.py` for thousands of units at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.analysis import form, stem
from cjksearch.analysis.bulk import Tokens, normalise_all, tokenise_all
from cjksearch.analysis.tokenise import word_and_parts
from cjksearch.index.impact import FIELDS, fields_of, levels, scales
from cjksearch.index.terms import PART_WEIGHT
from cjksearch.index.unit import Unit

Numbers = NDArray[np.int64]

#: Units of a chunk at most, so that a term, a unit and a field fit in 64 bits.
CHUNK_UNITS = 4096
#: Code points of a chunk, unless one unit alone has more: what bounds the memory of the analysis.
CHUNK_TEXT = 1 << 19
#: Bits of a character's code point: a term of characters is the first, shifted, and the second or 0.
CHARACTER_BITS = 18
_FIELD_BITS = 3
_UNIT_BITS = 12
_PLACE_BITS = _UNIT_BITS + _FIELD_BITS


class Lists(NamedTuple):
    """Posting lists, one behind the other.

    Attributes:
        keys: The terms, as ascending numbers.
        counts: How many postings each has.
        units: Numbers of the units, ascending within a term.
        impacts: 1 … `impact.LEVELS`.
    """

    keys: Numbers
    counts: Numbers
    units: NDArray[np.uint32]
    impacts: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Run:
    """What a chunk of units adds to the index.

    Attributes:
        cjk: Postings of characters and pairs, by ``first << CHARACTER_BITS | second``.
        terms: The other terms, ascending.
        others: Their postings, by place in `terms`.
        words: The words and parts of words as written (in lower case), for completion and correction.
        written: In which units each of them occurs, by place in `words`; impacts are 0.
    """

    cjk: Lists
    terms: list[str]
    others: Lists
    words: list[str]
    written: Lists


def analyse(units: Sequence[Unit], first: int = 0) -> Run:
    """Return the postings of at most `CHUNK_UNITS` units, which are numbered from `first`."""
    places: list[int] = []
    texts: list[str] = []
    for number, unit in enumerate(units):
        for field, text in enumerate(fields_of(unit)):
            if text:
                places.append(number << _FIELD_BITS | field)
                texts.append(text)
    characters, lengths = normalise_all(texts)
    tokens = tokenise_all(characters)
    place_of = np.repeat(np.array(places, np.int64), lengths)
    pair_places, word_places = place_of[tokens.pairs], place_of[tokens.words]
    many = len(units) << _FIELD_BITS
    in_field = np.bincount(pair_places, minlength=many) + np.bincount(word_places, minlength=many)
    scale = scales(in_field.reshape(-1, 1 << _FIELD_BITS)[:, :FIELDS])
    scale = np.pad(scale, ((0, 0), (0, (1 << _FIELD_BITS) - FIELDS))).reshape(-1)

    occurrences = _cjk_terms(characters, tokens) << _PLACE_BITS
    occurrences |= np.concatenate([place_of[tokens.cjk], pair_places])
    keys, counts = _counted(occurrences)
    cjk = _lists(keys, counts, scale, first)

    terms, words, keys, halves, used = _words(tokens.written, word_places)
    others = _lists(keys, halves * PART_WEIGHT, scale, first)
    word, counts = _run_lengths(used >> _UNIT_BITS)
    users = ((used & (1 << _UNIT_BITS) - 1) + first).astype(np.uint32)
    return Run(cjk, terms, others, words, Lists(word, counts, users, np.zeros(len(users), np.uint8)))


def _cjk_terms(characters: NDArray[np.uint32], tokens: Tokens) -> Numbers:
    singles = characters[tokens.cjk].astype(np.int64) << CHARACTER_BITS
    pairs = characters[tokens.pairs].astype(np.int64) << CHARACTER_BITS
    return np.concatenate([singles, pairs | characters[tokens.pairs + 1]])


def _words(written: list[str], places: Numbers) -> tuple[list[str], list[str], Numbers, Numbers, Numbers]:
    """Return terms, words, keys of (term, place) with the halves each counts, and keys of (word, unit)."""
    numbers = _Numbers()
    spelt = np.fromiter(map(numbers.__getitem__, written), np.int64, len(written))
    # By spelling: the words it gives, the whole first.
    given = list(map(word_and_parts, numbers))
    words = sorted(set(chain.from_iterable(given)))
    number_of = dict(zip(words, range(len(words)), strict=True))
    sizes = np.fromiter(map(len, given), np.int64, len(given))
    flat = np.fromiter(map(number_of.__getitem__, chain.from_iterable(given)), np.int64, int(sizes.sum()))
    begins = np.cumsum(sizes) - sizes
    whole = np.zeros(len(flat), np.int64)
    whole[begins] = 1

    keys, counts = _counted(spelt << _PLACE_BITS | places)
    spelling, place = keys >> _PLACE_BITS, keys & (1 << _PLACE_BITS) - 1
    size = sizes[spelling]
    at = np.repeat(begins[spelling] - (np.cumsum(size) - size), size) + np.arange(size.sum())
    word, place, counts = flat[at], np.repeat(place, size), np.repeat(counts, size) * (1 + whole[at])

    used = _counted(word << _UNIT_BITS | place >> _FIELD_BITS)[0]
    stems, forms = list(map(stem, words)), list(map(form, words))
    terms = sorted({*stems, *filter(None, forms)})
    term_number = {term: number for number, term in enumerate(terms)} | {"": -1}
    term_of = np.array([[*map(term_number.__getitem__, own)] for own in (stems, forms)], np.int64)[:, word]
    has_form = term_of[1] >= 0
    keys = np.concatenate([term_of[0] << _PLACE_BITS | place, (term_of[1] << _PLACE_BITS | place)[has_form]])
    keys, which = np.unique(keys, return_inverse=True)
    counts = np.concatenate([counts, counts[has_form]])
    return terms, words, keys, np.bincount(which, counts, len(keys)), used


class _Numbers(dict[str, int]):
    """Numbers words as they are met."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return len(self) - 1


def _counted(occurrences: Numbers) -> tuple[Numbers, Numbers]:
    """Return the distinct numbers, ascending, and how often each occurs; `occurrences` is put in order."""
    occurrences.sort()
    begins = np.flatnonzero(np.diff(occurrences, prepend=-1))
    return occurrences[begins], np.diff(begins, append=len(occurrences))


def _lists(keys: Numbers, counts: NDArray[np.generic], scale: NDArray[np.float64], first: int) -> Lists:
    """Return postings from counts by ascending (term, unit, field)."""
    weighted = counts * scale[keys & (1 << _PLACE_BITS) - 1]
    pairs = keys >> _FIELD_BITS
    new = np.diff(pairs, prepend=-1) != 0
    # Sums in the order of the fields, so that they are rounded as those of a unit alone.
    impacts = levels(np.bincount(np.cumsum(new) - 1, weighted).astype(np.float64))
    pairs = pairs[new]
    terms, counts = _run_lengths(pairs >> (_UNIT_BITS))
    units = (pairs & (1 << _UNIT_BITS) - 1) + first
    return Lists(terms, counts, units.astype(np.uint32), impacts)


def _run_lengths(ascending: Numbers) -> tuple[Numbers, Numbers]:
    begins = np.flatnonzero(np.diff(ascending, prepend=-1))
    return ascending[begins], np.diff(begins, append=len(ascending))
