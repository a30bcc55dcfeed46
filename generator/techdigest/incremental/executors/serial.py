"""All work in this process, item by item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from techdigest.incremental.executors.base import I, R, S


class Serial:
    """An `Executor` without other processes."""

    jobs = 1

    def map(self, work: Callable[[S, I], R], state: S, items: Sequence[I]) -> Iterator[R]:
        """See `Executor.map`."""
        return (work(state, item) for item in items)
