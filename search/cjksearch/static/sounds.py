"""Which pairs of characters a site has, by how they sound; and how the characters that readers type sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cjksearch.analysis import fold_pairs
from cjksearch.analysis.sounds import readings
from cjksearch.static.codec import sort_key, to_json

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
        df: By term, how many units have it.
        units: How many there are.
    """
    least = _LEAST_OF_FEW if units < _FEW else _LEAST_UNITS
    known = readings()
    found: dict[str, list[str]] = {}
    for term, having in df.items():
        if len(term) == 2 and having >= least and term[0] in known and term[1] in known:
            found.setdefault(f"{known[term[0]][0]} {known[term[1]][0]}", []).append(term)
    return {
        sound: sorted(found[sound], key=lambda term: (-df[term], sort_key(term)))[:_MOST]
        for sound in sorted(found)
    }


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
