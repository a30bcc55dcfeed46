"""Locks on files, which the system frees when their process ends, however it ends."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
    import time

    def _lock(descriptor: int, *, wait: bool) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError as error:
                if not wait:
                    raise BlockingIOError(*error.args) from error  # as the others say it
                time.sleep(0.05)
            else:
                return
else:
    import fcntl

    def _lock(descriptor: int, *, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


_held: set[int] = set()


def _drop_in_child() -> None:
    """A forked worker that outlives its killed parent must not go on holding the parent's locks."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_drop_in_child)


class FileLock:
    """An exclusive lock on a file, held from creation to `release`; the file stays."""

    def __init__(self, path: Path, *, wait: bool) -> None:
        """Raises OSError if the file cannot be made, BlockingIOError if another has it and we do not wait."""
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        try:
            _lock(self._descriptor, wait=wait)
        except BaseException:
            os.close(self._descriptor)
            raise
        _held.add(self._descriptor)

    def is_on(self, path: Path) -> bool:
        """Whether the file that is locked is still the one at `path`."""
        try:
            return os.path.samestat(os.fstat(self._descriptor), path.stat())
        except OSError:
            return False

    def release(self) -> None:
        """Let the next one have it."""
        if self._descriptor in _held:  # not so in a forked child
            _held.remove(self._descriptor)
            os.close(self._descriptor)


@contextmanager
def locked(path: Path, notice: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock on `path`, waiting for it; if the file cannot be made, notice it and go on without."""
    try:
        lock = FileLock(path, wait=True)
    except OSError as error:
        notice(f"{path}: cannot be locked ({error})")
        yield
        return
    try:
        yield
    finally:
        lock.release()
