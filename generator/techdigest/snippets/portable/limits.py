"""How much a run may take: what the kernel enforces on each process, and what is watched for all together."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .processes import descendants, memory_of, unlinked_files

MB = 1 << 20
GB = 1 << 30


@dataclass(frozen=True)
class Limits:
    """Limits of one run. Sizes are in bytes.

    Attributes:
        memory: For all processes together; also each one's RLIMIT_DATA. (RLIMIT_AS would count address space
            that is only reserved, and thread pools and CUDA reserve far more than there is memory.)
        is_data_limited: Whether RLIMIT_DATA is set; on a GPU the driver's mappings would count.
        disk: For all files together; also each file's RLIMIT_FSIZE.
        files: How many files there may be.
        output: What may be printed.
        processes: How many there may be at once.
    """

    memory: int = 4 * GB
    is_data_limited: bool = True
    disk: int = 512 * MB
    files: int = 20_000
    output: int = 10 * MB
    processes: int = 256

    def enforce(self) -> None:
        """Set the limits of this process and of those it starts."""
        if self.is_data_limited:
            _lower(resource.RLIMIT_DATA, self.memory)
        _lower(resource.RLIMIT_FSIZE, self.disk)
        _lower(resource.RLIMIT_NOFILE, 4096)
        _lower(resource.RLIMIT_CORE, 0)

    def exceeded(self, pid: int, folder: Path, output: Path) -> str | None:
        """Say which limit the descendants of a process exceed at this moment, or None."""
        if _size(output) > self.output:
            return f"printed more than {self.output // MB} MB"
        pids = descendants(pid)
        if len(pids) > self.processes:
            return f"started more than {self.processes} processes"
        if memory_of(pids, enough=self.memory) > self.memory:
            return f"used more than {self.memory / GB:g} GB of memory"
        disk = unlinked_files(pids)
        for count, size in enumerate(_sizes(folder), 1):
            disk += size
            if count > self.files:
                return f"wrote more than {self.files} files"
        return f"wrote more than {self.disk // MB} MB" if disk > self.disk else None


def _lower(which: int, limit: int) -> None:
    _, hard = resource.getrlimit(which)
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(which, (limit, limit))


def _size(path: Path) -> int:
    return path.stat().st_size


def _sizes(folder: Path) -> Iterator[int]:
    """The space taken by each entry below a folder that others are writing to."""
    folders = [os.fspath(folder)]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    yield _blocks(entry)
        except OSError:  # gone, or closed by the code itself: what is in there was counted before
            continue


def _blocks(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_blocks * 512
    except OSError:  # gone since it was listed
        return 0
