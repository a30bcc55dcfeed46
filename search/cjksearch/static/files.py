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

#: Bytes that are handed to a thread at once: it waits for the interpreter as often as for many more.
_AT_ONCE = 256 * 1024
#: How many such parts may wait to be compressed; beyond them whoever makes them waits.
_MOST_WAITING = 64


class Files:
    """Files of a folder, compressed and written by threads: neither needs the interpreter.

    Args:
        folder: An empty folder; it is removed where the block fails, so that no half an index stays.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._threads = ThreadPoolExecutor(os.cpu_count() or 1)
        self._held: list[tuple[str, bytes]] = []
        self._size = 0
        self._waiting: deque[Future[dict[str, tuple[int, bytes]]]] = deque()
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
        self._held.append((name, content))
        self._size += len(content)
        if self._size > _AT_ONCE:
            self._hand_over()
        while len(self._waiting) > _MOST_WAITING:
            self._take()

    def finish(self) -> dict[str, int]:
        """Wait for all files; return their sizes by name, sorted.

        Raises:
            OSError: A file cannot be written.
        """
        self._hand_over()
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
        self._written.update(self._waiting.popleft().result())

    def _hand_over(self) -> None:
        self._waiting.append(self._threads.submit(_write, self._folder, self._held))
        self._held, self._size = [], 0


def _write(folder: Path, files: list[tuple[str, bytes]]) -> dict[str, tuple[int, bytes]]:
    """Write the files; return size and SHA-256 of each by name."""
    written = {}
    for name, content in files:
        packed = compress(content)
        (folder / name).write_bytes(packed)
        written[name] = len(packed), hashlib.sha256(packed).digest()
    return written
