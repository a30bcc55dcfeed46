"""What a term is worth in a query: its rarity on the site, less for function words."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files

#: Weights are kept in sixteenths, in one byte.
SCALE = 16
_FUNCTION_WORD = 0.15
_TOUCHES_FUNCTION_WORD = 0.5


def weigh(term: str, df: int, units: int) -> int:
    """Return the weight of a term in sixteenths, 0 … 255.

    Args:
        term: The term: a character, a pair of characters, or a stem.
        df: How many units it occurs in.
        units: How many units there are.
    """
    if df == 0:
        return 0
    rarity = math.log(1 + (units - df + 0.5) / (df + 0.5))
    return max(1, min(255, round(rarity * _discount(term) * SCALE)))


def _discount(term: str) -> float:
    words, characters = function_words()
    if term in words:
        return _FUNCTION_WORD
    if len(term) == 2 and (term[0] in characters or term[1] in characters):
        return _TOUCHES_FUNCTION_WORD
    return 1.0


@cache
def function_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the function words as terms, and the single characters among them that mostly stand alone."""
    from cjksearch.analysis import stem

    text = (files("cjksearch.analysis") / "function_words.txt").read_text("utf-8")
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    terms = {stem(word) for word in words}
    terms |= {word[i : i + 2] for word in words if not word.isascii() for i in range(len(word) - 1)}
    return frozenset(terms), frozenset(w for w in words if len(w) == 1 and not w.isascii())
