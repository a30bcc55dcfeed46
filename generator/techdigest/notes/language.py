"""Tell Simplified Chinese, Traditional Chinese and English apart."""

from __future__ import annotations

import re
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


class _Scripts(NamedTuple):
    simplified: frozenset[str]  # not in Big5: only Simplified texts have them
    traditional: frozenset[str]  # not in GB 2312: only Traditional texts have them
    rather_simplified: frozenset[str]  # rare in the other script, such as 云 and 体
    rather_traditional: frozenset[str]


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
    scripts = _scripts()
    for simplified, traditional in (scripts[:2], scripts[2:]):
        balance = sum(map(simplified.__contains__, sample)) - sum(map(traditional.__contains__, sample))
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


@cache
def _scripts() -> _Scripts:
    """Derive from OpenCC's tables which characters one script has and the other writes differently."""
    han = "".join(map(chr, range(0x4E00, 0xA000)))
    to_traditional = dict(zip(han, _convert("s2t", han), strict=True))
    to_simplified = dict(zip(han, _convert("t2s", han), strict=True))
    simplified = {c for c in han if to_traditional[c] != c == to_simplified[c]}
    traditional = {c for c in han if to_simplified[c] != c == to_traditional[c]}
    only_simplified = frozenset(c for c in simplified if not _encodes(c, "big5"))
    only_traditional = frozenset(c for c in traditional if not _encodes(c, "gb2312"))
    return _Scripts(only_simplified, only_traditional, frozenset(simplified), frozenset(traditional))


def _convert(table: str, text: str) -> str:
    # Each character on a line of its own: phrases must not reach across.
    converted: str = opencc.OpenCC(table).convert("\n".join(text))
    return converted.replace("\n", "")


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
