"""The processes that work for one call of `map`, and what they are given."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Sequence
from multiprocessing.connection import wait
from typing import Any

from techdigest.incremental.executors.base import WorkerLost
from techdigest.incremental.executors.chunks import Chunks
from techdigest.incremental.executors.worker import Answer, Context, Task, Worker, start_worker

_AHEAD = 2  # chunks a worker has: the one it works on, and the next


def results(context: Context, task: Task | bytes, items: Sequence[Any], jobs: int) -> Iterator[Any]:
    """Yield the results of a task for all items, in their order, worked on by `jobs` processes."""
    _give_back_memory()  # what was freed here a forked process would copy when it uses it
    crew = _Crew(context, task, items, jobs)
    done: dict[int, Answer] = {}  # by the first item
    at = 0
    try:
        while at < len(items):
            crew.hand_out(at)
            while at not in done:
                done |= crew.answers()
                crew.hand_out(at)
            answer = done.pop(at)
            yield from answer.results
            if failure := answer.failure():
                raise failure
            at += len(answer.results)
    finally:
        crew.dismiss()
        _give_back_memory()


def _give_back_memory() -> None:
    """Let the system have what was freed, where the C library can."""
    if os.name == "posix" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


class _Crew:
    """The workers of one `map`, and the chunks they have."""

    def __init__(self, context: Context, task: Task | bytes, items: Sequence[Any], jobs: int) -> None:
        self._context = context
        self._task = task
        self._items = items
        self._jobs = jobs
        self._chunks = Chunks(len(items), jobs)
        self._workers: list[Worker] = []

    def hand_out(self, done: int) -> None:
        """Give each worker what it may have while only the items before `done` are taken."""
        for ahead in range(_AHEAD):
            for number in range(self._jobs):
                if number < len(self._workers) and not self._workers[number].may_have(ahead + 1):
                    continue
                if not (chunk := self._chunks.take(done, alone=ahead == 0)):
                    return
                if number == len(self._workers):
                    self._workers.append(start_worker(self._context, self._task, self._workers))
                self._workers[number].give(chunk, self._items[chunk.start : chunk.stop])

    def answers(self) -> dict[int, Answer]:
        """Wait for answers, and return them by the first item of their chunks; none if a worker died."""
        found = {}
        pipes = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(pipes)):
            worker = pipes[pipe]  # type: ignore[index] # `wait` returns what it was given
            if answer := worker.answer():
                found[worker.chunks.popleft().start] = answer
            else:
                self._bury(worker)
        return found

    def _bury(self, worker: Worker) -> None:
        """Put back what a dead worker had, for another to do.

        Raises:
            WorkerLost: It is the second one to die at this item.
        """
        self._workers.remove(worker)
        chunks = list(worker.chunks)
        code = worker.end()
        for chunk in chunks:
            if chunk.suspect:  # the worker had no other
                raise WorkerLost(_epitaph(self._items[chunk.start], code))
            self._chunks.again(chunk)

    def dismiss(self) -> None:
        """Let the idle workers end, end the busy ones, and wait for all."""
        for worker in self._workers:
            worker.leave()
        for worker in self._workers:
            worker.end()


def _epitaph(item: object, code: int | None) -> str:
    name = repr(item)
    if len(name) > 200:
        name = f"{name[:200]}…"
    why = f"by signal {-code}" if code is not None and code < 0 else f"with exit status {code}"
    hint = ": out of memory?" if code == -9 else ""
    return f"two processes, one after the other, ended {why} while they worked on {name}{hint}"
