"""Different spellings of the same text become one: compatibility forms, accents, invisible characters, 繁体.

Case is kept, because the borders in ``getUserName`` are read from it; `tokenise` lowers what it emits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# Accents of Latin, Greek and Cyrillic; kana keep their voicing marks (U+3099), which tell words apart.
_ACCENTS = "\u0300-\u036f"
# Soft hyphen, zero-width spaces and joiners, direction marks, variation selectors, byte order mark.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)
_DROPPED = re.compile(f"[{_ACCENTS}{_INVISIBLE}]+")


def normalise(text: str) -> str:
    """Return `text` in compatibility form, in Simplified characters, without accents and invisible ones.

    Linear in the length of `text`; never raises on a `str`.
    """
    return text if text.isascii() else unfolded(text).translate(_fold_table())


def unfolded(text: str) -> str:
    """Return what `normalise` does, but with Traditional characters as they are.

    A client has no table of them all: it folds what it has normalised so far by the one of its index.
    """
    decomposed = _DROPPED.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", decomposed)


def fold_pairs(simplified: Iterable[str]) -> str:
    """Return the pairs (traditional, simplified) whose second character is among `simplified`.

    The pairs are concatenated, sorted by the first character, so that the browser can fold a query, and the
    site's own texts, without the table for all of Unicode.
    """
    wanted = {ord(c) for c in simplified}
    return "".join(chr(a) + chr(b) for a, b in sorted(_fold_table().items()) if b in wanted)


@cache
def _fold_table() -> dict[int, int]:
    """Characters of ``folding.txt``: one to one, so no segmenter is needed."""
    lines = (files("cjksearch.analysis") / "folding.txt").read_text("utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    return dict(zip(map(ord, pairs[::2]), map(ord, pairs[1::2]), strict=True))
