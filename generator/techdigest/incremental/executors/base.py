"""What all executors have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

S = TypeVar("S")  # the state that all calls share
I = TypeVar("I")  # noqa: E741 - an item, as S is the state and R a result
R = TypeVar("R")

Notice = Callable[[str], None]


class Executor(Protocol):
    """Calls a function on many items.

    Attributes:
        jobs: How many calls may be under way at once, each in a process of its own.
    """

    jobs: int

    def map(self, work: Callable[[S, I], R], state: S, items: Sequence[I]) -> Iterator[R]:
        """Yield ``work(state, item)`` of each item, in the order of the items, as soon as it is there.

        The calls may run in this process or in others, and one process makes many of them: what `work`
        changes in its `state` is lost, and must not matter to the next call. Only a bounded number of
        results waits to be taken. An iterator that is closed early ends the work.

        Args:
            work: The function; what it is given and returns is pickled.
            state: What all calls share; it need not be picklable, but then it may stay in this process.
            items: This process takes slices of them as they are needed; they may be made at that moment.

        Raises:
            Exception: What `work` raised on the first item on which it failed, after the results of the items
                before it; its cause shows where.
            WorkerLost: The process that worked on an item died of it.
        """
        ...


class ExecutorError(Exception):
    """The work cannot be done where it was to be done; the message says why, and what to do."""


class WorkerLost(ExecutorError):
    """A worker died twice at the same item."""


class RemoteTraceback(Exception):
    """Where an exception was raised in a worker: the cause of the exception raised here."""

    def __str__(self) -> str:
        return f"\n{self.args[0].rstrip()}"
