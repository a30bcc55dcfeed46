"""The work in several processes of this machine."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence

from techdigest.incremental.executors.base import I, Notice, R, S
from techdigest.incremental.executors.serial import Serial

# With fewer items it is quicker to do them here than to start processes: milliseconds for a fork, a second
# for a new interpreter that has everything to import.
_FEW_FORKED = 8
_FEW_SPAWNED = 150


class Processes:
    """An `Executor` of `jobs` processes, started for each `map` and gone after it.

    They are forked where that is safe: on Linux, as long as this process has no other thread. Only items and
    results have to be pickled then. Else they are fresh interpreters that get the pickled state once; a state
    that cannot be pickled is worked on here, with a notice.
    """

    def __init__(self, jobs: int, notice: Notice) -> None:
        self.jobs = jobs
        self._notice = notice

    def map(self, work: Callable[[S, I], R], state: S, items: Sequence[I]) -> Iterator[R]:
        """See `Executor.map`."""
        forked = can_fork()
        if len(items) < (_FEW_FORKED if forked else _FEW_SPAWNED):
            return Serial().map(work, state, items)
        # Slow to import, and most builds have no need of them.
        import multiprocessing  # noqa: PLC0415

        from techdigest.incremental.executors.crew import results  # noqa: PLC0415
        from techdigest.incremental.executors.sending import pickled  # noqa: PLC0415

        if multiprocessing.current_process().daemon:  # a worker, which may start no processes
            return Serial().map(work, state, items)
        if forked:
            return results(multiprocessing.get_context("fork"), (work, state), items, self.jobs)
        instead = f"one process instead of {self.jobs}"
        if (task := pickled((work, state), self._notice, instead)) is None:
            return Serial().map(work, state, items)
        return results(multiprocessing.get_context("spawn"), task, items, self.jobs)


def can_fork() -> bool:
    """Tell whether a fork is safe: not on macOS, nor with threads, whose locks it would leave locked."""
    return sys.platform != "darwin" and hasattr(os, "fork") and threading.active_count() == 1
