"""Names a page's language, where nobody has said it."""

from __future__ import annotations

import re
from functools import cache

import opencc

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")
_TRADITIONAL_REGIONS = ("tw", "hk", "mo", "hant")
# How much of a page is looked at, and the share of Han characters among those and Latin words that makes it
# Chinese. English prose that quotes a Chinese term stays below, Chinese notes full of English terms above.
_SAMPLE = 4000
_HAN_SHARE = 0.3


def canonical(tag: str) -> str:
    """Return the BCP 47 tag as cjksearch writes it: Chinese as ``zh-Hans`` or ``zh-Hant``, others unchanged.

    >>> canonical("zh_TW"), canonical("zh-CN"), canonical("EN-us"), canonical("de")
    ('zh-Hant', 'zh-Hans', 'en-US', 'de')
    """
    language, *others = tag.strip().replace("_", "-").split("-")
    language = language.lower()
    if language == "zh":
        is_traditional = any(other.lower() in _TRADITIONAL_REGIONS for other in others)
        return "zh-Hant" if is_traditional and "hans" not in map(str.lower, others) else "zh-Hans"
    return "-".join([language, *(other.upper() if len(other) == 2 else other for other in others)])


def detect(text: str, fallback: str = "en") -> str:
    """Guess from the first characters: ``zh-Hans`` or ``zh-Hant`` for Chinese text, else `fallback`."""
    sample = text[:_SAMPLE]
    han = _HAN.findall(sample)
    if not han or len(han) < _HAN_SHARE * (len(han) + len(_WORD.findall(sample))):
        return "en" if fallback.startswith("zh") else fallback
    characters = "".join(han)
    traditional = _changed(characters, "t2s")
    simplified = _changed(characters, "s2t")
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _changed(characters: str, conversion: str) -> int:
    """Return how many characters exist in the other script only."""
    converter = _converter(conversion)
    forms = {character: converter.convert(character) for character in sorted(set(characters))}
    return sum(forms[character] != character for character in characters)


@cache
def _converter(conversion: str) -> opencc.OpenCC:
    return opencc.OpenCC(conversion)
