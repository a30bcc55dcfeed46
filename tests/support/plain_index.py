"""The analysis of one unit, plainly: what the arrays of `cjksearch.index` are checked against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cjksearch.analysis import normalise, tokenise
from cjksearch.index.impact import LEVELS, fields, fields_of
from cjksearch.index.terms import count_terms
from cjksearch.index.unit import Unit

_K1 = 1.2


class Impacts(NamedTuple):
    """What a unit adds to the index: impact by term, and its words and parts of words as written."""

    terms: dict[str, int]
    words: frozenset[str]


def impacts(unit: Unit) -> Impacts:
    """Return the impacts of every term of `unit`."""
    weighted: dict[str, float] = {}
    words: set[str] = set()
    for field, text in zip(fields(), fields_of(unit), strict=True):
        tokens = list(tokenise(normalise(text)))
        counts, length = count_terms(tokens)
        scale = field.weight / (1 - field.b + field.b * length / field.usual)
        for term, count in counts.items():
            weighted[term] = weighted.get(term, 0.0) + count * scale
        for token in tokens:
            if not token.cjk:
                words.update((token.text, *token.parts))
    terms = {term: max(1, min(LEVELS, round(w / (w + _K1) * LEVELS))) for term, w in weighted.items()}
    return Impacts(terms, frozenset(words))


def postings_and_words(units: Sequence[Unit]) -> tuple[dict[str, list[tuple[int, int]]], dict[str, int]]:
    """Return the (unit, impact) of every term, and in how many units each word occurs."""
    postings: dict[str, list[tuple[int, int]]] = {}
    words: Counter[str] = Counter()
    for number, unit in enumerate(units):
        terms, seen = impacts(unit)
        for term, impact in terms.items():
            postings.setdefault(term, []).append((number, impact))
        words.update(seen)
    return postings, dict(words)
