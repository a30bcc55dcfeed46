"""Title keys: one spelling for all the ways in which a title is written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cjksearch.analysis import normalise

_FARTHEST = 0.25  # of a title's letters
_NO_LETTER = re.compile(r"[\W_]+")


def title_key(title: str) -> str:
    """Return what two spellings of one title share: letters and digits alone, case folded.

    Width and ligatures (NFKC), accents, traditional and simplified characters, spaces, hyphens and all
    punctuation make no difference, so a title copied from a PDF without its spaces has the same key.
    """
    return _NO_LETTER.sub("", normalise(title).casefold())


def near(key: str, keys: Iterable[str], limit: int = 3) -> list[tuple[str, float]]:
    """Return the keys most like `key`, nearest first, with their distance from 0 to 1: suggestions.

    The distance is the normalised one of insertions, deletions and replacements (Levenshtein); keys further
    away than a quarter are not like at all.
    """
    from rapidfuzz import process  # noqa: PLC0415 - only where something is wrong
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - likewise

    found = process.extract(
        key,
        sorted(set(keys)),
        scorer=Levenshtein.normalized_distance,
        processor=None,
        limit=limit,
        score_cutoff=_FARTHEST,
    )
    return [(other, float(distance)) for other, distance, _ in found]
