"""Normalised text in, tokens out: runs of Han, kana and hangul, and words of every other script.

The character classes are spelled out rather than taken from Unicode properties, so that Python and every
browser agree whatever Unicode version they were built with. All patterns are linear: no nested repetition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

#: Scripts written without spaces, indexed by single characters and pairs: Han, kana, bopomofo, hangul.
CJK = "々〇ぁ-ゖ\u3099\u309aゝ-ゟァ-ヺー-ヿㄅ-ㄯㇰ-ㇿ㐀-䶿一-鿿가-힣\U00020000-\U000323af"
#: Letters and digits of all other scripts.
LETTER = "0-9A-Za-zªµºÀ-ÖØ-öø-˿Ͱ-\u1fffⰀ-ⷿ\ua000-\uabff\U00010000-\U0001efff"

_TOKEN = re.compile(f"([{CJK}]+)|[{LETTER}]+(?:[._-][{LETTER}]+)*(?:(?:\\+\\+|#)(?![{LETTER}]))?")
_FIELD = re.compile(f"[{LETTER}]+")
# Digits; capitals up to the one that begins a word (HTTP|Server); a word with or without its capital.
_PART = re.compile("[0-9]+|[A-Z]+(?![^A-Z0-9])|[A-Z]?[^A-Z0-9]+")

#: A longer word is cut: base64 and hashes are looked up by their beginning, if at all.
MAX_WORD = 48
#: Parts beyond this many are not indexed: a token of a thousand dots names nothing.
MAX_PARTS = 16


class Token(NamedTuple):
    """One run of CJK characters, or one word with its parts.

    Attributes:
        text: The run; or the word in lower case, without the connectors inside it (``kubeapiserver``).
        parts: Empty for a run and for a plain word; otherwise the parts of the identifier, in lower case.
        cjk: Whether this is a run.
        start: Where the token begins in the normalised text, in code points.
        end: Where it ends.
    """

    text: str
    parts: tuple[str, ...]
    cjk: bool
    start: int
    end: int


def tokenise(text: str) -> Iterator[Token]:
    """Yield the tokens of a text that `normalise` returned, in order. Linear in the length of `text`."""
    for match in _TOKEN.finditer(text):
        found = match[0]
        if match[1] is not None:
            yield Token(found, (), True, match.start(), match.end())
        else:
            word, *parts = word_and_parts(found)
            yield Token(word, tuple(parts), False, match.start(), match.end())


@lru_cache(maxsize=1 << 17)
def word_and_parts(found: str) -> tuple[str, ...]:
    """Return the text of the token that a word as written becomes, and its parts."""
    if found.isascii() and found.isalpha() and (found[1:].islower() or found.isupper()):
        return (found[:MAX_WORD].lower(),)
    fields = _FIELD.findall(found)
    word = "".join(fields).lower()
    suffix = "++" if found.endswith("++") else "#" if found.endswith("#") else ""
    parts: dict[str, None] = {}
    if suffix:
        parts[word[:MAX_WORD]] = None
    for field in fields[:MAX_PARTS]:
        if len(fields) > 1:
            _add(parts, field)
        pieces = _PART.findall(field[: MAX_WORD * 4])
        if len(pieces) > 1:
            for piece in pieces:
                _add(parts, piece)
    return (word[:MAX_WORD] + suffix, *tuple(parts)[:MAX_PARTS])


def _add(parts: dict[str, None], piece: str) -> None:
    """Keep a part worth looking up: a single letter is not, a digit is."""
    if len(piece) > 1 or piece in "0123456789":
        parts[piece.lower()[:MAX_WORD]] = None
