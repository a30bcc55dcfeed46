"""What one build takes."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.build.processes import Limits, Tree, end, reap


@dataclass(frozen=True)
class Cost:
    """CPU and wall seconds, MB (10^6 bytes) of all processes together (PSS) and of the largest one (RSS)."""

    cpu: float
    wall: float
    peak_mb: float
    largest_mb: float


def run(command: Sequence[str], cwd: Path, limits: Limits) -> Cost:
    """Run a command to its end; CPU is that of all its processes, those it did not wait for included.

    Raises:
        Failed: It failed, or went beyond the limits; nothing of it is left running.
    """
    with Tree(command, cwd, limits) as tree:
        _, status, usage = os.wait4(tree.process.pid, 0)
        wall = time.perf_counter() - tree.began
        tree.process.returncode = os.waitstatus_to_exitcode(status)
        end(tree.process.pid)  # what outlives its command
        spent = usage.ru_utime + usage.ru_stime + reap(tree.process.pid)
        tree.check()
    return Cost(spent, wall, tree.peak_mb, tree.largest_mb)


def size_of(folder: Path) -> tuple[int, int]:
    """Return the bytes and the number of the files below a folder."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return sum(sizes), len(sizes)
