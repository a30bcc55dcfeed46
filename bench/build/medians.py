"""Medians of measurements."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence

from bench.build.rows import Measurement


class Medians:
    """The median of each metric over the repetitions, by size, peer and row."""

    def __init__(self, measurements: Sequence[Measurement]) -> None:
        self.sizes = sorted({own.posts for own in measurements})
        self.peers = list(dict.fromkeys(own.peer for own in measurements))
        self._samples: dict[tuple[int, str, str], list[Measurement]] = defaultdict(list)
        self._problems: dict[tuple[int, str], str] = {}
        for own in measurements:
            if own.problem:
                self._problems.setdefault((own.posts, own.peer), own.problem)
            else:
                self._samples[own.posts, own.peer, own.row].append(own)

    def get(self, posts: int, peer: str, row: str, metric: str) -> float | None:
        """Return the median of a field of `Measurement`, or None where there is no sample of it."""
        samples = [getattr(own, metric) for own in self._samples.get((posts, peer, row), ())]
        return statistics.median(samples) if samples else None

    def problem(self, posts: int, peer: str) -> str:
        """Return why a peer's rows are incomplete, or nothing."""
        return self._problems.get((posts, peer), "")
