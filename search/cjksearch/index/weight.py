"""What a term is worth in a query: its rarity on the site, less for function words and accidental pairs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from cjksearch.analysis import stem

#: Weights are kept in sixteenths, in one byte.
SCALE = 16
_FUNCTION_WORD = 0.15
_TOUCHES_FUNCTION_WORD = 0.4
_ACROSS_WORDS = 0.45
#: A pair that makes up this part of the units of one of its characters belongs together; another mostly lies
#: across a border between words (效动 in 无效动作) and says little.
_COHESION = 0.25
_CODE_POINTS = 0x110000


class Weigher:
    """Weighs the terms of one site.

    Args:
        df: By term, how many units have it.
        units: How many units there are.
    """

    def __init__(self, df: Mapping[str, int], units: int) -> None:
        self._df = df
        self._units = units
        self._words, self._characters = function_words()
        self._rarity: dict[int, float] = {}

    def weigh(self, term: str) -> int:
        """Return the weight of a term in sixteenths: 0 if no unit has it, else 1 … 255."""
        df = self._df.get(term, 0)
        if df == 0:
            return 0
        return _in_sixteenths(self._rarity_of(df) * self._discount(term, df))

    def weigh_all(self, terms: Sequence[str], counts: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the weights of terms that so many units have."""
        having = np.flatnonzero(np.bincount(counts, minlength=1)[1:]) + 1
        rarity = np.zeros(int(counts.max(initial=0)) + 1)
        rarity[having] = [self._rarity_of(df) for df in having.tolist()]
        weights = np.clip(np.rint(rarity[counts] * self._discounts(terms, counts) * SCALE), 1, 255)
        return np.where(counts > 0, weights, 0).astype(np.uint8)

    def _rarity_of(self, df: int) -> float:
        rarity = self._rarity.get(df)
        if rarity is None:
            rarity = self._rarity[df] = math.log(1 + (self._units - df + 0.5) / (df + 0.5))
        return rarity

    def _discounts(self, terms: Sequence[str], counts: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what `_discount` does for each term."""
        points = np.frombuffer("".join(f"{term}\n" for term in terms).encode("utf-32-le"), np.uint32)
        ends = np.flatnonzero(points == ord("\n"))
        begins = np.concatenate(([0], ends + 1))[:-1]
        discounts = np.ones(len(terms))
        pairs = np.flatnonzero(ends - begins == 2)
        first, second = points[begins[pairs]], points[begins[pairs] + 1]
        df = np.zeros(_CODE_POINTS, np.int64)
        alone = ends - begins == 1
        df[points[begins[alone]]] = counts[alone]
        function = np.zeros(_CODE_POINTS, np.bool_)
        function[list(map(ord, self._characters))] = True
        coheres = counts[pairs] >= _COHESION * np.minimum(df[first], df[second])
        discounts[pairs] = np.where(coheres | ((first < 0x80) & (second < 0x80)), 1.0, _ACROSS_WORDS)
        discounts[pairs[function[first] | function[second]]] = _TOUCHES_FUNCTION_WORD
        discounts[[place for place, term in enumerate(terms) if term in self._words]] = _FUNCTION_WORD
        return discounts

    def _discount(self, term: str, df: int) -> float:
        if term in self._words:
            return _FUNCTION_WORD
        if len(term) != 2 or term.isascii():
            return 1.0
        first, second = term[0], term[1]
        if first in self._characters or second in self._characters:
            return _TOUCHES_FUNCTION_WORD
        if df >= _COHESION * min(self._df.get(first, 0), self._df.get(second, 0)):
            return 1.0
        return _ACROSS_WORDS


def _in_sixteenths(weight: float) -> int:
    return min(max(round(weight * SCALE), 1), 255)


@cache
def function_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the function words as terms, and the single characters among them, which mostly stand alone."""
    text = (files("cjksearch.analysis") / "function_words.txt").read_text("utf-8")
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    terms = {stem(word) for word in words}
    terms |= {word[i : i + 2] for word in words if not word.isascii() for i in range(len(word) - 1)}
    return frozenset(terms), frozenset(w for w in words if len(w) == 1 and not w.isascii())
