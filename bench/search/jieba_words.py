"""What jieba's dictionary would add to the ranking: pairs within its words count whole, cohesive or not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from cjksearch.analysis import normalise
from cjksearch.index.weight import Weigher


class JiebaWeigher(Weigher):
    """Weighs pairs within words of the dictionary as words."""

    def _discounts(self, terms: Sequence[str], counts: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.array([*map(self._discount, terms, counts.tolist())])

    def _discount(self, term: str, df: int) -> float:
        touches_function_word = not self._characters.isdisjoint(term)
        is_word = term in word_pairs() and term not in self._words and not touches_function_word
        return 1.0 if is_word else super()._discount(term, df)


@cache
def word_pairs() -> frozenset[str]:
    """Return the pairs of neighbours inside the words of jieba's dictionary, but for rare long ones."""
    pairs: set[str] = set()
    for line in normalise((files("jieba") / "dict.txt").read_text("utf-8")).splitlines():
        word, frequency, *_ = line.split(" ")
        if len(word) > 1 and (len(word) < 5 or int(frequency) > 2):
            pairs.update(map(str.__add__, word, word[1:]))
    return frozenset(pairs)
