"""Pairs of terms as other wordings of a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cjksearch.analysis import normalise, stem
from cjksearch.terms.latin import words
from cjksearch.terms.model import TermPair

#: What the other language's term is worth at most: below a wording that the reader chose.
WEIGHT = 0.75


def expansions(pairs: Iterable[TermPair]) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Return, for each analysed term, those of the other language with their weights, the surest first.

    A term is analysed as texts are: a Chinese one is its folded run, an English one its stems in order,
    joined by spaces (`invalid action mask`). A weight is `WEIGHT` times the confidence of the pair: pages in
    the other language come behind those with the reader's own words.

    The index can carry this without a new form: each entry is a group of equivalent wordings as
    `cjksearch.analysis.wordings` reads them from files, and `rules_for` goes on from there: a rule is in
    the block of the first term of its wording, which a query fetches in any case. The weights are then left
    out, for rules have one weight for all; an index that keeps them appends each to its rule as sixteenths.
    """
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for pair in pairs:
        han = normalise(pair.han)
        latin = " ".join(stem(word.lower()) for word in words(pair.latin))
        weight = round(WEIGHT * pair.confidence, 4)
        for one, other in ((han, latin), (latin, han)):
            found[one][other] = max(weight, found[one].get(other, 0.0))
    return {
        one: tuple(sorted(found[one].items(), key=lambda item: (-item[1], item[0]))) for one in sorted(found)
    }
