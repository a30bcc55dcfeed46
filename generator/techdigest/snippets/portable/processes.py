"""The processes of one run: who descends from whom, what they hold, and how all of them are ended."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")


def descendants(pid: int) -> list[int]:
    """Return all children of a process and theirs, the nearest first, without the process itself."""
    children: dict[int, list[int]] = {}
    for each in _all():
        if (parent := _parent(each)) is not None:
            children.setdefault(parent, []).append(each)
    found = list(children.get(pid, ()))
    for each in found:  # grows as it is walked
        found += children.get(each, ())
    return found


def kill_tree(pid: int, *, patience: float = 5.0) -> bool:
    """Kill all descendants of a process until none is left or patience, in seconds, is; True if none is.

    The process itself must be one that adopts its orphans (the first of a PID namespace, or a subreaper):
    then a child that has called setsid, or whose parent is gone, is still found here.
    """
    deadline = time.monotonic() + patience
    while alive := [each for each in descendants(pid) if not _is_zombie(each)]:
        for each in alive:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(each, signal.SIGKILL)
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def kill_marked(marker: str) -> None:
    """Kill whatever carries `marker` in its environment: the last resort where nothing adopts orphans."""
    for each in _all():
        with contextlib.suppress(OSError):
            if os.fsencode(marker) in (_PROC / str(each) / "environ").read_bytes():
                os.kill(each, signal.SIGKILL)


def memory_of(pids: list[int], *, enough: int) -> int:
    """Return the bytes of memory that processes hold together.

    What forks share is counted once, which costs time, so it is only sorted out where the plain sum is above
    `enough`.
    """
    plain = sum(_fields(pid, "status", ("RssAnon", "RssShmem")) for pid in pids)
    return plain if plain <= enough else sum(_fields(pid, "smaps_rollup", ("Pss",)) for pid in pids)


def unlinked_files(pids: list[int]) -> int:
    """Return the bytes in files that processes hold open though no folder names them any more (memfd too)."""
    sizes: dict[tuple[int, int], int] = {}
    for pid in pids:
        for found in _open_files(pid):
            if stat.S_ISREG(found.st_mode) and found.st_nlink == 0:
                sizes[found.st_dev, found.st_ino] = found.st_blocks * 512
    return sum(sizes.values())


def _all() -> list[int]:
    return [int(path.name) for path in _PROC.iterdir() if path.name.isdigit()]


def _open_files(pid: int) -> Iterator[os.stat_result]:
    folder = _PROC / str(pid) / "fd"
    with contextlib.suppress(OSError):
        for link in folder.iterdir():
            with contextlib.suppress(OSError):
                yield link.stat()


def _fields(pid: int, name: str, wanted: tuple[str, ...]) -> int:
    total = 0
    with contextlib.suppress(OSError):
        for line in (_PROC / str(pid) / name).read_text(errors="replace").splitlines():
            key, _, value = line.partition(":")
            if key in wanted:
                total += int(value.split()[0]) * 1024
    return total


def _parent(pid: int) -> int | None:
    after = _after_name(pid)
    return int(after[1]) if after else None


def _is_zombie(pid: int) -> bool:
    after = _after_name(pid)
    return not after or after[0] in "ZX"


def _after_name(pid: int) -> list[str]:
    # The name, in parentheses, may itself hold spaces and parentheses; what follows cannot.
    with contextlib.suppress(OSError):
        return (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    return []
