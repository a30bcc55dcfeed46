"""How often given strings of Han characters stand in texts, in one pass over these."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from operator import add

from cjksearch.analysis import normalise
from cjksearch.terms.han import HAN

_RUN = re.compile(f"[{HAN}]{{2,}}")


def runs_of(text: str) -> str:
    """Return the runs of two or more Han characters of a text, folded, apart by blanks."""
    return " ".join(_RUN.findall(normalise(text)))


def count_in(texts: Iterable[str], wordings: Collection[str]) -> dict[str, int]:
    """Return how often each of the folded strings stands in what `runs_of` returned, if it does at all.

    Occurrences that overlap are included. Each string is looked for only where its first two characters
    stand, so that the time is linear in the length of the texts as long as not everything begins alike.
    """
    by_start: dict[str, list[str]] = defaultdict(list)
    for wording in sorted(wordings):
        if len(wording) > 1:
            by_start[wording[:2]].append(wording)
    counts: dict[str, int] = defaultdict(int)
    starts = by_start.keys()
    for text in texts if by_start else ():
        pairs = list(map(add, text, text[1:]))
        if starts.isdisjoint(pairs):
            continue
        for start, pair in enumerate(pairs):
            if pair in by_start:
                for wording in by_start[pair]:
                    if text.startswith(wording, start):
                        counts[wording] += 1
    return dict(counts)
