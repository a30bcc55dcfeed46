"""Where the other wordings of a query are found: 集群 for 叢集, invalid action mask for 无效动作掩码."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.build import Index
from cjksearch.index.rules import Rules, needed
from cjksearch.index.weight import Weigher

#: Postings that are kept of another wording: those of the highest impact.
MOST = 256


class Other(NamedTuple):
    """Another wording, with its own postings.

    Attributes:
        wording: What the reader may write.
        other: What is looked for in its place.
        weight: The sum of the weights of its terms, in sixteenths.
        units: The units that have all of its terms, ascending: `MOST` of them, those of the highest impact.
        impacts: The least impact among its terms, by unit.
    """

    wording: str
    other: str
    weight: int
    units: NDArray[np.uint32]
    impacts: NDArray[np.uint8]


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
    known: dict[tuple[str, ...], tuple[int, NDArray[np.uint32], NDArray[np.uint8]]] = {}
    found: dict[str, list[Other]] = {}
    for first, pairs in rules.items():
        own = found.setdefault(first, [])
        for wording, other in pairs:
            terms = needed(other)
            if terms not in known:
                units, impacts = strongest(*_with_all(index, terms), MOST)
                given = units if numbers is None else numbers[units]
                known[terms] = sum(map(weigher.weigh, dict.fromkeys(terms))), given, impacts
            own.append(Other(wording, other, *known[terms]))
    return found


def strongest(
    units: NDArray[np.uint32], impacts: NDArray[np.uint8], most: int
) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return the postings of the highest impact, of equal ones those of the lowest units; in order."""
    if len(units) <= most:
        return units, impacts
    order = np.argsort(-impacts.astype(np.int8), kind="stable")[:most]
    order.sort()
    return units[order], impacts[order]


def _with_all(index: Index, terms: tuple[str, ...]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    rarest, *more = sorted(dict.fromkeys(terms), key=lambda term: index.df.get(term, 0))
    units, impacts = index.postings_of(rarest)
    for term in more:
        if not len(units):
            break
        also, their = index.postings_of(term)
        at = np.minimum(np.searchsorted(also, units), len(also) - 1)
        both = also[at] == units
        units, impacts = units[both], np.minimum(impacts[both], their[at[both]])
    return units, impacts
