"""A worker process: what runs in it, and what the parent holds of it."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from typing import Any, NoReturn

from techdigest.incremental.executors.base import ExecutorError, RemoteTraceback
from techdigest.incremental.executors.chunks import Chunk

Context = ForkContext | SpawnContext
Task = tuple[Callable[[Any, Any], Any], Any]  # work, state


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a chunk: the results of its items, up to the one that failed if there is an `error`."""

    results: list[Any]
    error: BaseException | None = None
    trace: str = ""

    def failure(self) -> BaseException | None:
        """Return the exception to raise after the results, its cause being the traceback in the worker."""
        if self.error is not None:
            self.error.__cause__ = RemoteTraceback(self.trace)
        return self.error


@dataclass(eq=False, slots=True)
class Worker:
    """The parent's end: the process, the pipe to it, and the chunks it has, the first being worked on."""

    process: BaseProcess
    pipe: Connection
    chunks: deque[Chunk] = field(default_factory=deque)

    def may_have(self, count: int) -> bool:
        """Tell whether it may have this many chunks, with one more: never a second beside a suspect one."""
        return len(self.chunks) < count and not (self.chunks and self.chunks[0].suspect)

    def give(self, chunk: Chunk, items: Sequence[Any]) -> None:
        """Queue a chunk and its items. That the worker is dead shows when its answers are read."""
        self.chunks.append(chunk)
        with suppress(OSError):
            self.pipe.send(items)

    def answer(self) -> Answer | None:
        """Wait for the answer to the first chunk; None if the process has died."""
        try:
            answer: Answer = pickle.loads(self.pipe.recv_bytes())  # noqa: S301 - pickled by our worker
        except (EOFError, OSError):
            return None
        return answer

    def leave(self) -> None:
        """Let an idle worker end, and tell a busy one to."""
        self.pipe.close()
        if self.chunks:
            self.process.terminate()

    def end(self) -> int | None:
        """Wait until the process has ended, at most a second of its own accord, and return its exit code."""
        self.pipe.close()
        self.process.join(1)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        code = self.process.exitcode
        self.process.close()
        return code


def start_worker(context: Context, task: Task | bytes, siblings: Sequence[Worker]) -> Worker:
    """Start a process that knows `task`: inherited where it is forked, else pickled.

    `siblings` are the workers there are: a forked process has to let go of their pipes, for each worker ends
    when the other end of its pipe is closed, be it because this process was killed.
    """
    ours, theirs = context.Pipe()
    inherited = [worker.pipe for worker in siblings] + [ours] if isinstance(task, tuple) else []
    process = context.Process(target=_serve, args=(theirs, task, inherited), daemon=True)
    with _interrupts_held(), warnings.catch_warnings():
        # Python 3.12 and later count the threads of numpy's BLAS, too; that minds forks itself.
        warnings.filterwarnings("ignore", ".*multi-threaded, use of fork", DeprecationWarning)
        process.start()
    theirs.close()
    return Worker(process, ours)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C from a process that is starting and does not ignore it yet."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, task: Task | bytes, inherited: Sequence[Connection]) -> NoReturn:
    """Answer chunks until the parent closes the pipe or is gone."""
    for other in inherited:
        other.close()
    _settle()
    # The parent may be sending while we are: were there nobody to receive, both would wait for ever.
    answers: SimpleQueue[Answer] = SimpleQueue()
    Thread(target=_send, args=(pipe, answers), daemon=True).start()
    work, state = task if isinstance(task, tuple) else _load(task)
    with suppress(EOFError, ConnectionError):
        while True:
            answers.put(answer_of(work, state, pipe.recv()))
    _leave()


def _send(pipe: Connection, answers: SimpleQueue[Answer]) -> None:
    with suppress(ConnectionError):
        while True:
            pipe.send_bytes(packed(answers.get()))
    _leave()


def _leave() -> NoReturn:
    """End the process, but not as Python does: that waits for the threads of engines the work has started."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _settle() -> None:
    """Leave Ctrl-C to the parent, end at `terminate`, and log nothing: to tell is up to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for logger in [logging.root, *logging.root.manager.loggerDict.values()]:
        if isinstance(logger, logging.Logger):
            logger.handlers.clear()
    logging.root.addHandler(logging.NullHandler())  # else logging prints what no one handles


def _load(task: bytes) -> Task:
    """Unpickle; what cannot be read is told as the answer to each chunk."""
    try:
        loaded: Task = pickle.loads(task)  # noqa: S301 - pickled by our parent
    except Exception as error:
        reason = f"a worker cannot read what it was sent: {type(error).__name__}: {error}"
        return _refuse, reason
    return loaded


def _refuse(reason: str, _item: object) -> NoReturn:
    raise ExecutorError(reason)


def answer_of(work: Callable[[Any, Any], Any], state: Any, items: Sequence[Any]) -> Answer:
    """Work on some items, one after the other."""
    results: list[Any] = []
    try:
        results.extend(work(state, item) for item in items)  # up to the one that fails
    except BaseException as error:  # also SystemExit, which is how MkDocs and click abort
        return Answer(results, _portable(error), traceback.format_exc())
    return Answer(results)


def _portable(error: BaseException) -> BaseException:
    """Return the exception if it can be pickled and read again, else one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:
        return ExecutorError(f"{type(error).__name__}: {error}")
    return error


def packed(answer: Answer) -> bytes:
    """Pickle an answer; if that cannot be done, one that says so."""
    try:
        return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        reason = f"a result cannot be pickled: {type(error).__name__}: {error}"
        return pickle.dumps(Answer([], ExecutorError(reason)))
