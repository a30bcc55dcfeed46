"""Digests of files, read again only if they may have changed."""

from __future__ import annotations

import errno
import json
import os
import stat
import time
from pathlib import Path

from techdigest.incremental.digests import Digest, digest_bytes, digest_of
from techdigest.incremental.store import Store

_KEY = digest_of("digests of files", 1)
_SETTLED_NS = 2_000_000_000  # file systems' clocks are coarse: FAT's has steps of two seconds

#: Size, time of the last change of content and of the inode in nanoseconds, inode.
_Signature = tuple[int, int, int, int]


class FileDigests:
    """The digest of a file's content, without reading it again while its stat signature stays the same.

    A signature is believed only if the file had last changed two seconds or more before it was read: a change
    within one step of the file system's clock would leave the signature as it is (git's index calls such
    entries "racily clean").

    Who reads the content, too, takes `digest_bytes` of what it read: the file may change between the two.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept = _decoded(store.get(_KEY))
        self._asked: dict[str, tuple[_Signature, Digest]] = {}

    def of(self, path: Path | str) -> Digest:
        """The digest of the file's content, `digest_bytes` of it; a symbolic link is what it leads to.

        Raises:
            OSError: if it cannot be read; FileNotFoundError if it is not there.
        """
        name = os.path.abspath(path)  # noqa: PTH100 - pathlib's is several times slower
        known = self._asked.get(name) or self._kept.get(name)
        if known is not None and known[0] == _signature(name, os.stat(name)):  # noqa: PTH116 - likewise
            self._asked[name] = known
            return known[1]
        digest, signature, is_settled = _read(name)
        if is_settled:
            self._asked[name] = signature, digest
        else:
            self._asked.pop(name, None)
        return digest

    def save(self) -> None:
        """Keep the digests of the files that were asked for; others are forgotten."""
        if self._asked != self._kept:
            self._store.put(_KEY, _encoded(self._asked))
            self._kept = dict(self._asked)


def digest_file(path: Path | str) -> Digest:
    """The digest of a file's content, read now.

    Raises:
        OSError: as `FileDigests.of`.
    """
    return _read(os.fspath(path))[0]


def _signature(name: str, status: os.stat_result) -> _Signature:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
    if not stat.S_ISREG(status.st_mode):  # reading a pipe would wait for a writer
        raise OSError(errno.EINVAL, "not a regular file", name)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _read(name: str) -> tuple[Digest, _Signature, bool]:
    """The digest of a file, its signature, and whether a later change would show in the signature."""
    _signature(name, os.stat(name))  # noqa: PTH116 - before opening: that of a pipe would wait
    with open(name, "rb") as file:  # noqa: PTH123 - pathlib's is slower
        now = time.time_ns()
        before = _signature(name, os.fstat(file.fileno()))
        digest = digest_bytes(file.read())
        after = _signature(name, os.fstat(file.fileno()))
    return digest, before, before == after and max(before[1:3]) + _SETTLED_NS <= now


def _encoded(digests: dict[str, tuple[_Signature, Digest]]) -> bytes:
    rows = {name: (*signature, digest.hex()) for name, (signature, digest) in digests.items()}
    return json.dumps(rows, separators=(",", ":")).encode()  # escapes names that are not Unicode


def _decoded(data: bytes | None) -> dict[str, tuple[_Signature, Digest]]:
    try:
        return {
            name: ((size, mtime, ctime, inode), bytes.fromhex(digest))
            for name, (size, mtime, ctime, inode, digest) in (json.loads(data) if data else {}).items()
        }
    except (AttributeError, TypeError, ValueError):  # written by another version: as if there were nothing
        return {}
