"""Compresses and writes files while the next ones are made."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from cjksearch.static.codec import compress
from cjksearch.static.earlier import Packed

#: Bytes that are handed to a thread at once: it waits for the interpreter as often as for many more.
_AT_ONCE = 256 * 1024
#: How many such parts may wait to be compressed; beyond them whoever makes them waits.
_MOST_WAITING = 64


class Files:
    """Files of a folder, compressed and written by threads: neither needs the interpreter.

    Args:
        folder: An empty folder; it is removed where the block fails, so that no half an index stays.
            If there is none, nothing is written.
        are_held: Whether `held` will be asked for.
    """

    def __init__(self, folder: Path | None, *, are_held: bool = False) -> None:
        self._folder = folder
        self._are_held = are_held
        self._threads = ThreadPoolExecutor(os.cpu_count() or 1)
        self._given: list[tuple[str, bytes | Packed]] = []
        self._size = 0
        self._waiting: deque[Future[dict[str, Packed]]] = deque()
        self._parents: set[str] = set()
        self._sizes: dict[str, int] = {}
        self._digests: dict[str, bytes] = {}
        self._held: dict[str, Packed] = {}

    def __enter__(self) -> Files:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        if kind is not None and self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)  # which must not be told instead of the error

    def put(self, name: str, content: bytes | Packed) -> None:
        """Compress `content`, unless it is already, and write it as `name`, sooner or later.

        Raises:
            OSError: An earlier file cannot be written.
        """
        if self._folder and (parent := name.rpartition("/")[0]) not in self._parents:
            (self._folder / parent).mkdir(parents=True, exist_ok=True)
            self._parents.add(parent)
        self._given.append((name, content))
        self._size += len(content.content if isinstance(content, Packed) else content)
        if self._size > _AT_ONCE:
            self._hand_over()
        while len(self._waiting) > _MOST_WAITING:
            self._take()

    def finish(self) -> dict[str, int]:
        """Wait for all files; return their sizes by name, sorted.

        Raises:
            OSError: A file cannot be written.
        """
        if self._given:
            self._hand_over()
        while self._waiting:
            self._take()
        return dict(sorted(self._sizes.items()))

    def digest(self) -> str:
        """Return the SHA-256 of names and contents of the files that are written."""
        whole = hashlib.sha256()
        for name, digest in sorted(self._digests.items()):
            whole.update(f"{name} {self._sizes[name]}\n".encode() + digest)
        return whole.hexdigest()

    def held(self) -> Mapping[str, Packed]:
        """Return all files by name, in the order in which they were put."""
        return self._held

    def _take(self) -> None:
        for name, packed in self._waiting.popleft().result().items():
            self._sizes[name], self._digests[name] = len(packed.content), packed.digest
            if self._are_held:
                self._held[name] = packed

    def _hand_over(self) -> None:
        self._waiting.append(self._threads.submit(_write, self._folder, self._given))
        self._given, self._size = [], 0


def _write(folder: Path | None, files: list[tuple[str, bytes | Packed]]) -> dict[str, Packed]:
    """Compress and write the files; return them by name."""
    written = {}
    for name, content in files:
        packed = content if isinstance(content, Packed) else _packed(content)
        if folder:
            with open(f"{folder}/{name}", "wb", buffering=0) as file:  # noqa: PTH123 - of thousands, the fastest
                file.write(packed.content)
        written[name] = packed
    return written


def _packed(content: bytes) -> Packed:
    packed = compress(content)
    return Packed(packed, hashlib.sha256(packed).digest())
