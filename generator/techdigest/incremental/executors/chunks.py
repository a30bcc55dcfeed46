"""Which items go out together, and when."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

_LARGEST = 8  # items: their results, of 100 KB each, stay below a megabyte
_WINDOW = 4  # chunks a worker may be ahead of the first one that is not there yet


@dataclass(frozen=True, order=True, slots=True)
class Chunk:
    """The items ``start`` to ``stop - 1``; `suspect` if a worker died while it had them."""

    start: int
    stop: int
    suspect: bool = False

    def __len__(self) -> int:
        return self.stop - self.start


class Chunks:
    """Hands out `count` items in chunks that shrink towards the end, so that all workers end together.

    This is guided self-scheduling (Polychronopoulos and Kuck, 1987), with a bound on the size.
    """

    def __init__(self, count: int, jobs: int, largest: int = _LARGEST) -> None:
        self._count = count
        self._jobs = jobs
        self._largest = largest
        self._next = 0
        self._suspects: list[Chunk] = []  # a heap

    def take(self, done: int, *, alone: bool = True) -> Chunk | None:
        """Return the chunk to work on next.

        Returns:
            None if there is none as long as only the items before `done` are done; or if the next one is
            suspect, and not `alone` with the worker it is for.
        """
        if self._suspects:
            return heapq.heappop(self._suspects) if alone else None
        limit = min(self._count, done + _WINDOW * self._largest * self._jobs)
        if self._next >= limit:
            return None
        size = (self._count - self._next) // (4 * self._jobs)
        start, self._next = self._next, min(limit, self._next + max(1, min(self._largest, size)))
        return Chunk(start, self._next)

    def again(self, chunk: Chunk) -> None:
        """Take back a chunk of a worker that died: its items go out again one by one, and first."""
        for at in range(chunk.start, chunk.stop):
            heapq.heappush(self._suspects, Chunk(at, at + 1, suspect=True))
