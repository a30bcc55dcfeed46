"""The directory: what the client must know before it can answer anything."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from cjksearch.analysis import fold_pairs
from cjksearch.index.documents import Card
from cjksearch.static.codec import compress, numbers_as_text, steps, to_json, zigzag
from cjksearch.static.facets import runs_of


def as_text(directory: object) -> str:
    """Return the directory as the manifest holds it: JSON, compressed, in Base64."""
    return base64.b64encode(compress(to_json(directory))).decode("ascii")


def slots(continues: NDArray[np.bool_]) -> str:
    """Return a bit a slot, the first the highest, 1 where it continues a page; in Base64, padded with 1."""
    padding = np.ones(-len(continues) % 8, np.bool_)
    return base64.b64encode(np.packbits(np.concatenate((continues, padding))).tobytes()).decode("ascii")


def fold(characters: Iterable[str]) -> list[str]:
    """Return the characters that are folded to one of `characters`, and what they are folded to, as steps."""
    pairs = fold_pairs(characters)
    return [
        numbers_as_text(steps(map(ord, pairs[::2]))),
        numbers_as_text(map(zigzag, steps(map(ord, pairs[1::2])))),
    ]


def editions(units: Sequence[Card], numbers: Sequence[int]) -> list[object]:
    """Return the languages, and for each of them its unit of every text that there is in several.

    A unit is 1 + its number, 0 where there is none, as steps from one text to the next. Of several units of a
    text in one language the first counts. Without any such text the list is empty.
    """
    rows: dict[str, dict[str, int]] = {}
    for unit, number in zip(units, numbers, strict=True):
        if unit.edition_of:
            rows.setdefault(unit.edition_of, {}).setdefault(unit.lang, number + 1)
    several = sorted((row for row in rows.values() if len(row) > 1), key=lambda row: min(row.values()))
    langs = sorted({lang for row in several for lang in row})
    columns = [steps(row.get(lang, 0) for row in several) for lang in langs]
    return [langs, *columns] if several else []


def boosts(units: Sequence[Card], numbers: Sequence[int]) -> list[list[float]]:
    """Return runs ``[first unit, length, boost]`` of the units whose boost is not 1."""
    by_boost: dict[float, list[int]] = {}
    for place, unit in enumerate(units):
        if unit.boost != 1:
            by_boost.setdefault(unit.boost, []).append(place)
    return sorted(
        [first, after - first, boost]
        for boost, places in by_boost.items()
        for first, after in runs_of(places, numbers)
    )
