"""One form for words that scripts, regions, cases and plurals write differently."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import opencc

if TYPE_CHECKING:
    import snowballstemmer

# C++, C#, .NET and A/B are words; so are single Han characters, which need no segmenter to be compared.
_TOKEN = re.compile(
    "[a-z0-9]+(?:\\+\\+|#)?|[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]|[^\\W\\d_a-z\u3400-\u9fff]+"
)


def fold(text: str) -> str:
    """Return the text in NFKC, lower case, Simplified characters, mainland words: `軟體` becomes `软件`."""
    lower = unicodedata.normalize("NFKC", text).lower()
    folded: str = _converter().convert(lower)
    return folded


def tokens(text: str) -> list[str]:
    """Return the folded text's Latin words, stemmed, and its Han characters, one each."""
    return [_stem(token) for token in _TOKEN.findall(fold(text))]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if not word.isascii() or len(word) < 4:
        return word
    stem: str = _stemmer().stemWord(word)
    return stem


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2sp")


@cache
def _stemmer() -> snowballstemmer.EnglishStemmer:
    import snowballstemmer  # noqa: PLC0415 - all languages, for sites with domains only

    return snowballstemmer.stemmer("english")
