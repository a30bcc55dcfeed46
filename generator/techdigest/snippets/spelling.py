"""What a mistyped word was probably meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like a word, or nothing where none is much like it."""
    return next(iter(difflib.get_close_matches(word.lower()[:60], list(known), n=1, cutoff=0.7)), "")


def slip_of(word: str, known: Iterable[str]) -> str:
    """Return the known word that a word is one slip away from, or that it writes in capitals; else nothing.

    Words of two letters are too short to tell a slip from another word.
    """
    near = [name for name in known if name == word.lower() or (len(name) > 2 and _is_one_slip(word, name))]
    return near[0] if near else ""


def _is_one_slip(one: str, other: str) -> bool:
    """Whether one letter too many, too few or wrong, or two swapped, make one word of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    start = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    rest, want = one[start:], other[start:]
    is_swapped = len(rest) > 1 and rest[:2] == want[1::-1] and rest[2:] == want[2:]
    return is_swapped or rest[1:] == want[1:] or rest[1:] == want or rest == want[1:]
