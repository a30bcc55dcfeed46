"""Which pairs of characters a site has, by how they sound; and how the characters that readers type sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cjksearch.analysis import fold_pairs
from cjksearch.analysis.sounds import readings
from cjksearch.static.codec import to_json

#: Code points to a block of readings, from the first Han character on.
READINGS = 1024
_FIRST, _LAST = 0x4E00, 0x9FFF
#: A pair that fewer units have may be a mistake itself; on a small site, than the second number.
_LEAST_UNITS, _LEAST_OF_FEW = 3, 2
_FEW = 1000
#: Pairs of one sound that are kept: those in the most units.
_MOST = 4
#: Bytes of a block before compression.
_BLOCK = 8 * 1024


def pairs_by_sound(df: Mapping[str, int], units: int) -> dict[str, list[str]]:
    """Return, by the readings of its two characters, the pairs of a site, those in more units first.

    Args:
        df: By term, how many units have it; terms in the order of their UTF-16 units.
        units: How many there are.
    """
    least = _LEAST_OF_FEW if units < _FEW else _LEAST_UNITS
    pairs = [term for term, having in df.items() if len(term) == 2 and having >= least]
    counts = np.fromiter(map(df.__getitem__, pairs), np.int64, len(pairs))
    characters = np.frombuffer("".join(pairs).encode("utf-32-le"), np.uint32).reshape(-1, 2)
    sounds, number_of = _numbered_sounds()
    first, second = number_of[np.minimum(characters, len(number_of) - 1)].T
    sound = first * len(sounds) + second
    # By sound, and those of one sound in the order of frequency; of terms as frequent the order stays.
    order = np.lexsort((-counts, sound))
    order = order[(first[order] > 0) & (second[order] > 0)]
    begins = np.flatnonzero(np.diff(sound[order], prepend=-1))
    ends = np.minimum(np.append(begins[1:], len(order)), begins + _MOST)[: len(begins)]
    found = {}
    for number, begin, end in zip(sound[order[begins]].tolist(), begins.tolist(), ends.tolist(), strict=True):
        one, other = divmod(number, len(sounds))
        found[f"{sounds[one]} {sounds[other]}"] = [pairs[place] for place in order[begin:end].tolist()]
    return found


@cache
def _numbered_sounds() -> tuple[list[str], NDArray[np.int64]]:
    """Return the readings in alphabetical order, and by code point the number of the first one, or 0."""
    known = readings()
    sounds = ["", *sorted({own[0] for own in known.values()})]
    number = {sound: number for number, sound in enumerate(sounds)}
    numbers = np.zeros(_LAST + 2, np.int64)
    numbers[[ord(character) for character in known]] = [number[own[0]] for own in known.values()]
    return sounds, numbers


def sound_blocks(by_sound: Mapping[str, list[str]]) -> Iterator[tuple[str, str, bytes]]:
    """Yield (first sound, last sound, block) of about `_BLOCK` bytes."""
    held: dict[str, str] = {}
    filled = 0
    for sound, pairs in by_sound.items():
        written = " ".join(pairs)
        size = len(sound) + len(written.encode())
        if held and filled + size > _BLOCK:
            yield min(held), max(held), to_json(held)
            held, filled = {}, 0
        held[sound] = written
        filled += size
    if held:
        yield min(held), max(held), to_json(held)


def reading_blocks() -> Iterator[bytes]:
    """Yield the blocks of readings, by character.

    Traditional characters are among them: a client folds those alone whose simplified ones the site has, and
    a wrong one is often none of these.
    """
    pairs = fold_pairs(readings())
    traditional = {a: readings()[b] for a, b in zip(pairs[::2], pairs[1::2], strict=True)}
    known = {**traditional, **readings()}
    for first in range(_FIRST, _LAST + 1, READINGS):
        characters = map(chr, range(first, first + READINGS))
        yield to_json({c: " ".join(known[c]) for c in characters if c in known})
