"""The work on a Dask cluster: for a site too large for one machine."""

from __future__ import annotations

import functools
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from techdigest.incremental.digests import Digest
from techdigest.incremental.executors.base import ExecutorError, I, Notice, R, S, WorkerLost
from techdigest.incremental.executors.chunks import Chunk, Chunks
from techdigest.incremental.executors.sending import pickled
from techdigest.incremental.executors.serial import Serial
from techdigest.incremental.executors.worker import Answer, answer_of, packed
from techdigest.incremental.installed import installed_code

if TYPE_CHECKING:
    from distributed import Client, Future

_LARGEST = 32  # items in a chunk: each costs the scheduler some milliseconds
_PATIENCE = 10.0  # seconds to wait for a scheduler, and for a worker to be there


class Cluster:
    """An `Executor` of the workers of a Dask cluster, one call at a time in each.

    The scheduler gives what a lost worker had to another one. Workers must have the same code as this
    process.
    """

    def __init__(self, client: Client, notice: Notice) -> None:
        self._client = client
        self._notice = notice
        self.jobs = len(client.scheduler_info(n_workers=-1)["workers"])

    def map(self, work: Callable[[S, I], R], state: S, items: Sequence[I]) -> Iterator[R]:
        """See `Executor.map`."""
        if (task := pickled((work, state), self._notice, "this process instead of the cluster")) is None:
            return Serial().map(work, state, items)
        return self._results(task, items)

    def __reduce__(self) -> tuple[type[Serial], tuple[()]]:
        """Whoever has this executor in a worker, where it came along with the state, works there."""
        return Serial, ()

    def _results(self, task: bytes, items: Sequence[Any]) -> Iterator[Any]:
        chunks = Chunks(len(items), self.jobs, largest=_LARGEST)
        shared = self._client.scatter(task, broadcast=True, hash=False)  # type: ignore[no-untyped-call] # distributed types it in part
        under_way: deque[tuple[Chunk, Future[bytes]]] = deque()
        at = 0
        try:
            while at < len(items):
                while chunk := chunks.take(at):
                    part = list(items[chunk.start : chunk.stop])
                    future = self._client.submit(do_chunk, code_here(), shared, part, pure=False)
                    under_way.append((chunk, future))
                chunk, future = under_way.popleft()
                answer = self._answer(future, items[chunk.start : chunk.stop])
                yield from answer.results
                if failure := answer.failure():
                    raise failure
                at = chunk.stop
        finally:
            self._client.cancel([future for _, future in under_way])  # type: ignore[no-untyped-call] # likewise

    def _answer(self, future: Future[bytes], items: Sequence[Any]) -> Answer:
        """Wait for the answer to a chunk, as long as there is a worker to give it."""
        import distributed  # noqa: PLC0415 - an extra, slow to import

        while True:
            try:
                answer: Answer = pickle.loads(future.result(timeout=_PATIENCE))  # noqa: S301 - from `do_chunk`
            except TimeoutError:
                if not self._client.scheduler_info(n_workers=-1)["workers"]:
                    raise ExecutorError("the Dask cluster has no worker left") from None
            except distributed.KilledWorker as error:
                reason = f"one Dask worker after the other died of one of these: {list(items)!r:.200}"
                raise WorkerLost(reason) from error
            except ExecutorError:
                raise
            except Exception as error:  # of the cluster's making: those of the work are in the answer
                raise ExecutorError(f"the Dask cluster failed: {type(error).__name__}: {error}") from error
            else:
                return answer


@contextmanager
def connected(spec: str, notice: Notice) -> Iterator[Cluster]:
    """Connect to the scheduler ``dask://host:port``.

    Raises:
        ExecutorError: That is no such address, the library is missing, no scheduler answers, or it has no
            worker.
    """
    where = urlsplit(spec)
    try:
        is_whole = bool(where.hostname and where.port)
    except ValueError:  # the port is no number
        is_whole = False
    if not is_whole:
        raise ExecutorError(f"{spec!r} is no address of a Dask cluster: dask://host:port")
    distributed = _library()
    try:
        client = distributed.Client(f"tcp://{where.netloc}", timeout=_PATIENCE, set_as_default=False)
    except OSError as error:
        raise ExecutorError(f"no Dask scheduler answers at {where.netloc}: {error}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise ExecutorError(f"the Dask scheduler at {where.netloc} has no workers: start some") from error
        yield Cluster(client, notice)


def _library() -> ModuleType:
    try:
        import distributed  # noqa: PLC0415 - an extra, slow to import
    except ImportError as error:
        raise ExecutorError(
            "executor: dask://… needs Dask, which is not installed: pip install 'techdigest[cluster]'"
        ) from error
    return distributed


# What follows runs in the workers of the cluster.

_one_at_a_time = Lock()  # a worker has several threads; what we do is made for processes


def do_chunk(code: Digest, task: bytes, items: Sequence[Any]) -> bytes:
    """Work on some items in a worker, and return the pickled `Answer`.

    Raises:
        ExecutorError: This worker's code is not the one with the digest `code`.
    """
    with _one_at_a_time:
        if code_here() != code:
            raise ExecutorError(
                f"the Dask worker {_address()} has other code than this machine: another Python, or other "
                "versions of packages. Install the same there; `pip freeze` on both shows the difference"
            )
        work, state = _load(task)
        return packed(answer_of(work, state, items))


@functools.cache
def code_here() -> Digest:
    """Return the digest of the code installed on this machine."""
    return installed_code(())


@functools.lru_cache(maxsize=1)
def _load(task: bytes) -> tuple[Callable[[Any, Any], Any], Any]:
    loaded: tuple[Callable[[Any, Any], Any], Any] = pickle.loads(task)  # noqa: S301 - from `Cluster.map`
    return loaded


def _address() -> str:
    from distributed import get_worker  # noqa: PLC0415 - an extra

    return str(get_worker().address)
