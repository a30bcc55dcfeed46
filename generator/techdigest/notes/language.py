"""Tell Simplified Chinese, Traditional Chinese and English apart."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

import opencc

from techdigest.notes.fields import parse_lang
from techdigest.notes.model import Lang

_SAMPLE = 20_000  # characters; more do not change the answer
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_WORD = re.compile("[A-Za-z\u00c0-\u024f]{2,}")
_NOISE = re.compile(r"`[^`\n]*`|https?://[^\s<>)\]]+|[\w.+-]{1,64}@[\w.-]{1,255}")
_HAN_PER_WORD = 1.5  # a Chinese word has one and a half characters on average
_MIN_HAN_SHARE = 0.3  # Chinese tech prose is full of English terms, English prose of few Chinese ones
_MAX_KANA_SHARE = 0.2


def detect(text: str, default: Lang = "zh-Hans") -> Lang:
    """Return the language of a plain text, judged by its first 20,000 characters.

    The share of Han characters among words decides between Chinese and English, so `在 Kubernetes 上运行 Ray`
    is Chinese; characters that only one script has decide between the scripts. Code spans and addresses do
    not count. Texts in other languages (Japanese is told by its kana) and texts without letters are taken
    as `default`.
    """
    sample = _NOISE.sub(" ", text[:_SAMPLE])
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    words = len(_WORD.findall(sample))
    if kana > _MAX_KANA_SHARE * (han + kana):
        return default
    if han / _HAN_PER_WORD < _MIN_HAN_SHARE * (han / _HAN_PER_WORD + words):
        return "en"
    if not han:
        return default
    leanings = [(_leaning(character), count) for character, count in Counter(_HAN.findall(sample)).items()]
    balance = sum(leaning.only * count for leaning, count in leanings)
    balance = balance or sum(leaning.rather * count for leaning, count in leanings)
    if balance:
        return "zh-Hans" if balance > 0 else "zh-Hant"
    return default if default != "en" else "zh-Hans"


def is_markdown(name: str) -> bool:
    """Whether a file is Markdown by its name, as MkDocs has it."""
    return name.lower().endswith((".md", ".markdown", ".mdown", ".mkdn", ".mkd"))


def split_suffix(name: str) -> tuple[str, Lang | None]:
    """Split a Markdown file's name into stem and language: `a.zh-TW.md` is `a` in zh-Hant."""
    stem = name.rpartition(".")[0] if is_markdown(name) else name
    base, dot, code = stem.rpartition(".")
    lang = parse_lang(code) if dot and base else None
    return (base, lang) if lang else (stem, None)


class _Leaning(NamedTuple):
    """1 for a character of Simplified texts, -1 for one of Traditional texts, 0 for one of both."""

    only: int  # not in Big5, or not in GB 2312: only texts in one script have it
    rather: int  # the other script writes it differently, and has it rarely, such as 云 and 体


@cache
def _leaning(character: str) -> _Leaning:
    """Derive from OpenCC's tables which script a character is of. All of them would take 60 ms."""
    if not "\u4e00" <= character < "\ua000":
        return _Leaning(0, 0)
    traditional, simplified = _converter("s2t").convert(character), _converter("t2s").convert(character)
    if traditional != character == simplified:
        return _Leaning(int(not _encodes(character, "big5")), 1)
    if simplified != character == traditional:
        return _Leaning(-int(not _encodes(character, "gb2312")), -1)
    return _Leaning(0, 0)


@cache
def _converter(table: str) -> opencc.OpenCC:
    return opencc.OpenCC(table)


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
