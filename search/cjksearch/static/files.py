"""Compresses and writes files while the next ones are made."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from cjksearch.static.codec import compress

#: Files that may wait to be compressed; beyond them whoever makes them waits.
_MOST_WAITING = 1024


class Files:
    """Files of a folder, compressed and written by threads: neither needs the interpreter.

    Args:
        folder: An empty folder; it is removed where the block fails, so that no half an index stays.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._threads = ThreadPoolExecutor(os.cpu_count() or 1)
        self._waiting: deque[tuple[str, Future[tuple[int, bytes]]]] = deque()
        self._parents: set[Path] = set()
        self._written: dict[str, tuple[int, bytes]] = {}

    def __enter__(self) -> Files:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        if kind is not None:
            shutil.rmtree(self._folder)

    def put(self, name: str, content: bytes) -> None:
        """Compress `content` and write it as `name`, sooner or later.

        Raises:
            OSError: An earlier file cannot be written.
        """
        path = self._folder / name
        if path.parent not in self._parents:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._parents.add(path.parent)
        self._waiting.append((name, self._threads.submit(_write, path, content)))
        while len(self._waiting) > _MOST_WAITING:
            self._take()

    def finish(self) -> dict[str, int]:
        """Wait for all files; return their sizes by name, sorted.

        Raises:
            OSError: A file cannot be written.
        """
        while self._waiting:
            self._take()
        return {name: size for name, (size, _) in sorted(self._written.items())}

    def digest(self) -> str:
        """Return the SHA-256 of names and contents of the files that are written."""
        whole = hashlib.sha256()
        for name, (size, digest) in sorted(self._written.items()):
            whole.update(f"{name} {size}\n".encode() + digest)
        return whole.hexdigest()

    def _take(self) -> None:
        name, done = self._waiting.popleft()
        self._written[name] = done.result()


def _write(path: Path, content: bytes) -> tuple[int, bytes]:
    packed = compress(content)
    path.write_bytes(packed)
    return len(packed), hashlib.sha256(packed).digest()
