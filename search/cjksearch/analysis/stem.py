"""English stems by the Snowball "english" (Porter2) algorithm, http://snowballstem.org/algorithms/english/stemmer.html."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

_WORD = re.compile("[a-z]{3,}")
_english = snowballstemmer.stemmer("english")


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return the stem of a lower-case word of three or more ASCII letters, anything else unchanged."""
    return str(_english.stemWord(word)) if _WORD.fullmatch(word) else word
