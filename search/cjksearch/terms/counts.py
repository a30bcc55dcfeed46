"""How often given strings of Han characters stand in texts, in one pass over these."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from cjksearch.analysis import normalise
from cjksearch.terms.han import HAN
from cjksearch.terms.model import Passage

_RUN = re.compile(f"[{HAN}]{{2,}}")


def count_in(passages: Iterable[Passage], wordings: Collection[str]) -> dict[str, int]:
    """Return how often each of the folded strings stands in the passages, occurrences that overlap included.

    Each is looked for only where its first two characters stand, so that the time is linear in the length of
    the texts as long as not everything begins alike.
    """
    by_start: dict[str, list[str]] = defaultdict(list)
    for wording in sorted(wordings):
        if len(wording) > 1:
            by_start[wording[:2]].append(wording)
    counts = dict.fromkeys(wordings, 0)
    if not by_start:
        return counts
    for passage in passages:
        for run in _RUN.findall(normalise(passage.text)):
            for start in range(len(run) - 1):
                for wording in by_start.get(run[start : start + 2], ()):
                    counts[wording] += run.startswith(wording, start)
    return counts
