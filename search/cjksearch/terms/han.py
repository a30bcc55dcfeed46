"""Where a Chinese term begins: words from a segmenter, and the words that no term contains."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_ONLY_HAN = re.compile(f"[{HAN}]+")
_NUMBER = re.compile(
    "[零〇一二两三四五六七八九十百千万亿几第]+[个条种类层段份次些项位名组批块套步期章节篇点]?"
)

_MOVES = re.compile("[上下进出回过起][来去]$")  # 搬回去 says what is done


def has_han(text: str) -> bool:
    """Whether a text has a Han character."""
    return _ONLY_HAN.search(text) is not None


def is_term(han: str) -> bool:
    """Whether a folded string can be a Chinese term: two to ten Han characters, no word of `borders.txt`."""
    if not 2 <= len(han) <= 10 or _ONLY_HAN.fullmatch(han) is None or han in _words("remarks.txt"):
        return False
    if _MOVES.search(han):
        return False
    return not any(is_border(word) for word in segment(han))


def is_border(word: str) -> bool:
    """Whether a word of folded text ends the search for a term."""
    return word in _words("borders.txt") or word.endswith("是") or _NUMBER.fullmatch(word) is not None


def segment(run: str) -> list[str]:
    """Return the words of a folded run of Han characters."""
    return list(_segmenter()(run))


# What makes a word of two characters one of three.
_SUFFIXES = frozenset("器率性者化度法层量值集表树图机件式项符元串库域池键流数权链槽锁码组块页类型")


def fits(parts: Sequence[str], latin_words: int) -> bool:
    """Whether Chinese words can say what so many English ones say.

    Segmenters give affixes as words of their own (`余额|法`, `半|排序`), so a range is compared: all words,
    and those of two characters or more.
    """
    if latin_words == 1:
        return len(parts) == 1 or (len(parts) == 2 and parts[1] in _SUFFIXES)
    most, least = len(parts), max(1, sum(len(part) > 1 for part in parts))
    return least <= latin_words <= most


@cache
def _words(name: str) -> frozenset[str]:
    lines = (files("cjksearch.terms") / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _segmenter() -> Callable[[str], Sequence[str]]:
    try:
        import rjieba  # noqa: PLC0415 - optional, and loaded only where there is a term
    except ImportError:
        import jieba  # noqa: PLC0415 - takes a second to load

        jieba.setLogLevel(logging.WARNING)
        cut: Callable[[str], Sequence[str]] = jieba.lcut
        return cut
    return rjieba.Jieba().cut
