"""Where the other wordings of a query are found: 集群 for 叢集, invalid action mask for 无效动作掩码."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.analysis.wordings import Kind, other_wordings
from cjksearch.index.build import Index
from cjksearch.index.rules import Rules, needed
from cjksearch.index.weight import Weigher

#: Postings that are kept of another wording: those of the highest impact.
MOST = 64
# Other wordings whose postings are looked up at once.
_AT_ONCE = 512

Units = NDArray[np.uint32]
Impacts = NDArray[np.uint8]


class Other(NamedTuple):
    """Another wording, with its own postings.

    Attributes:
        wording: What the reader may write.
        other: What is looked for in its place.
        kind: How the two are related.
        weight: The sum of the weights of its terms, in sixteenths.
        units: The units that have all of its terms, ascending: `MOST` of them, those of the highest impact.
        impacts: The least impact among its terms, by unit.
    """

    wording: str
    other: str
    kind: Kind
    weight: int
    units: Units
    impacts: Impacts


def others_for(
    index: Index, rules: Rules, weigher: Weigher, numbers: NDArray[np.uint32] | None = None
) -> dict[str, list[Other]]:
    """Return the other wordings of rules, in their order, by the first term of the wording.

    Args:
        index: Where they are looked for.
        rules: By first term, the (wording, other wording).
        weigher: Weighs the terms.
        numbers: Ascending numbers to give the units in place of 0, 1, 2 …
    """
    kinds = other_wordings()
    wanted = list({needed(other): None for pairs in rules.values() for _, other in pairs})
    known: dict[tuple[str, ...], tuple[int, Units, Impacts]] = {}
    for begin in range(0, len(wanted), _AT_ONCE):
        part = wanted[begin : begin + _AT_ONCE]
        batch = index.postings_of(term for terms in part for term in terms)
        ends = batch.offsets.tolist()
        postings = {
            term: (batch.units[ends[i] : ends[i + 1]], batch.impacts[ends[i] : ends[i + 1]])
            for i, term in enumerate(batch.terms)
        }
        for terms in part:
            distinct = dict.fromkeys(terms)
            units, impacts = strongest(*_with_all([postings[term] for term in distinct]), MOST)
            weight = sum(map(weigher.weigh, distinct))
            known[terms] = weight, units if numbers is None else numbers[units], impacts
    return {
        first: [
            Other(wording, other, kinds.get(wording, {}).get(other, Kind.TRANSLATION), *known[needed(other)])
            for wording, other in pairs
        ]
        for first, pairs in rules.items()
    }


def strongest(units: Units, impacts: Impacts, most: int) -> tuple[Units, Impacts]:
    """Return the postings of the highest impact, of equal ones those of the lowest units; in order."""
    if len(units) <= most:
        return units, impacts
    order = np.argsort(-impacts.astype(np.int8), kind="stable")[:most]
    order.sort()
    return units[order], impacts[order]


def _with_all(postings: list[tuple[Units, Impacts]]) -> tuple[Units, Impacts]:
    """Return the units that are in all of the `postings`, with the least of their impacts."""
    (units, impacts), *more = sorted(postings, key=lambda own: len(own[0]))
    for also, their in more:
        at = np.minimum(np.searchsorted(also, units), len(also) - 1)
        both = also[at] == units
        units, impacts = units[both], np.minimum(impacts[both], their[at[both]])
    return units, impacts
