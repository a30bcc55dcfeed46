"""Many texts at once: what `normalise` and `tokenise` make of each, by look-up in arrays of code points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.analysis.normalise import normalise
from cjksearch.analysis.tokenise import CJK, LETTER

#: Ends each text; no token holds it.
_BREAK = "\uffff"
_CODE_POINTS = 0x110000
_ALPHABET, _LETTER, _CONNECTOR = 1, 2, 3
# What a code point becomes: as many others, or one of these.
_UNKNOWN, _IN_CONTEXT = 255, 254


class Texts(NamedTuple):
    """Texts after normalisation, one behind the other.

    Attributes:
        characters: Code points; each text is followed by a character that is in no token.
        lengths: Of each text with the character that follows it. More of those follow the last text.
    """

    characters: NDArray[np.uint32]
    lengths: NDArray[np.int64]


class Tokens(NamedTuple):
    """The tokens of texts, as places in their `characters`.

    Attributes:
        cjk: Places of the characters of scripts written without spaces, ascending.
        pairs: Those that a further one follows at once.
        words: Where the other words begin, ascending.
        written: These words as written: with their case and connectors.
    """

    cjk: NDArray[np.int64]
    pairs: NDArray[np.int64]
    words: NDArray[np.int64]
    written: list[str]


def normalise_all(texts: Sequence[str]) -> Texts:
    """Return what `normalise` makes of each text."""
    given = _code_points(_BREAK.join(texts) + _BREAK * 3)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    table = _table()
    sizes = table.sizes(given)
    ends = np.cumsum(lengths)
    strange = np.unique(np.searchsorted(ends, np.flatnonzero(sizes == _IN_CONTEXT), "right"))
    if len(strange):
        sizes = np.where(sizes == _IN_CONTEXT, 1, sizes)
    characters, new_ends = table.replaced(given, sizes, ends)
    if not len(strange):
        return Texts(characters, np.diff(new_ends, prepend=0))
    # Where a mark or a jamo may join what stands before it, the text is normalised as a whole.
    pieces = []
    done = 0
    new_lengths = np.diff(new_ends, prepend=0)
    for number in strange.tolist():
        end = int(new_ends[number])
        own = _code_points(normalise(texts[number]) + _BREAK)
        pieces += [characters[done : end - new_lengths[number]], own]
        new_lengths[number] = len(own)
        done = end
    return Texts(np.concatenate([*pieces, characters[done:]]), new_lengths)


def tokenise_all(characters: NDArray[np.uint32]) -> Tokens:
    """Return what `tokenise` finds in each of the texts that `normalise_all` returned."""
    kinds = _kinds()[characters]
    cjk = np.flatnonzero(kinds == _ALPHABET)
    letter = kinds == _LETTER
    inside = letter.copy()
    # A connector is within a word where letters stand on both sides of it.
    inside[1:-1] |= (kinds[1:-1] == _CONNECTOR) & letter[:-2] & letter[2:]
    edges = np.flatnonzero(np.diff(inside, prepend=False))
    begins, ends = edges[::2], edges[1::2]
    after = characters[ends]
    plus = (after == ord("+")) & (characters[ends + 1] == ord("+")) & ~letter[ends + 2]
    sharp = (after == ord("#")) & ~letter[ends + 1]
    ends = ends + plus * 2 + sharp
    text = characters.tobytes().decode("utf-32-le", "surrogatepass")
    written = [text[i:j] for i, j in zip(begins.tolist(), ends.tolist(), strict=True)]
    return Tokens(cjk, cjk[:-1][np.diff(cjk) == 1], begins, written)


class _Table:
    """What each code point becomes, filled as they are met."""

    def __init__(self) -> None:
        self._sizes = np.full(_CODE_POINTS, _UNKNOWN, np.uint8)
        self._begins = np.zeros(_CODE_POINTS, np.uint32)
        self._flat = np.zeros(1, np.uint32)  # what is dropped begins here too

    def sizes(self, given: NDArray[np.uint32]) -> NDArray[np.uint8]:
        """Return how many code points each becomes, or `_IN_CONTEXT`."""
        sizes = self._sizes[given]
        if (unknown := np.unique(given[sizes == _UNKNOWN])).size:
            self._learn(unknown.tolist())
            sizes = self._sizes[given]
        return sizes

    def replaced(
        self, given: NDArray[np.uint32], sizes: NDArray[np.uint8], ends: NDArray[np.int64]
    ) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return what the code points become, and where the texts then end."""
        single = self._flat[self._begins[given]]
        one = sizes == 1
        odd = np.flatnonzero(~one)
        if not len(odd):
            return single, ends
        own = sizes[odd].astype(np.int64)
        before = np.zeros(len(odd) + 1, np.int64)
        np.cumsum(own - 1, out=before[1:])
        out = np.empty(len(given) + before[-1], np.uint32)
        number = np.arange(own.sum())
        first = np.cumsum(own) - own
        target = np.repeat(odd + before[:-1] - first, own) + number
        plain = np.ones(len(out), np.bool_)
        plain[target] = False
        out[plain] = single[one]
        out[target] = self._flat[np.repeat(self._begins[given[odd]] - first, own) + number]
        return out, ends + before[np.searchsorted(odd, ends)]

    def _learn(self, unknown: Iterable[int]) -> None:
        flat: list[int] = []
        for code in unknown:
            becomes = normalise(chr(code))
            self._begins[code] = len(self._flat) + len(flat) if becomes else 0
            if all(map(_stands_alone, unicodedata.normalize("NFKD", chr(code)))):
                self._sizes[code] = len(becomes)
                flat += map(ord, becomes)
            else:
                self._sizes[code] = _IN_CONTEXT
                flat.append(code)
        self._flat = np.concatenate([self._flat, np.array(flat, np.uint32)])


def _stands_alone(character: str) -> bool:
    """Whether a decomposed character is dropped, or surely neither joins the one before it nor moves.

    Jamo may, and so may marks and vowel signs of many scripts; of the ancient ones beyond the first plane,
    which Unicode still adds to, none is trusted.
    """
    code = ord(character)
    if 0x300 <= code < 0x370:
        return True
    if 0x1100 <= code < 0x1200 or 0x10000 <= code < 0x1B000:
        return False
    if 0xFE00 <= code < 0xFE10 or 0xE0000 <= code < 0xE1000 or code in (0x34F, 0x180E):
        return True  # variation selectors and tags are dropped
    return unicodedata.combining(character) == 0 and unicodedata.category(character)[0] != "M"


@cache
def _table() -> _Table:
    return _Table()


@cache
def _kinds() -> NDArray[np.uint8]:
    kinds = np.zeros(_CODE_POINTS, np.uint8)
    for ranges, kind in ((CJK, _ALPHABET), (LETTER, _LETTER)):
        for first, last in re.findall("(.)(?:-(.))?", ranges, re.DOTALL):
            kinds[ord(first) : ord(last or first) + 1] = kind
    kinds[[ord(c) for c in "._-"]] = _CONNECTOR
    return kinds


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
