"""From the words of the configuration to an executor."""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from techdigest.incremental.executors.base import Executor, ExecutorError, Notice
from techdigest.incremental.executors.processes import Processes
from techdigest.incremental.executors.serial import Serial

log = logging.getLogger(__name__)

DASK = "dask://"  # begins the address of a cluster


@contextmanager
def executor_for(spec: str | int, notice: Notice = log.warning) -> Iterator[Executor]:
    """Open the executor that `spec` names.

    Args:
        spec: ``auto`` (as many processes as this one may use cores), a number of processes (1 is this one),
            or ``dask://host:port``, the scheduler of a Dask cluster.
        notice: Is told when the work has to be done in another way than asked for.

    Raises:
        ExecutorError: `spec` is none of these, or the cluster cannot be used; the message says why.
    """
    chosen = checked(spec)
    if isinstance(chosen, str):
        from techdigest.incremental.executors.dask import connected  # noqa: PLC0415 - an extra, slow to import

        with connected(chosen, notice) as cluster:
            yield cluster
    else:
        yield Serial() if chosen == 1 else Processes(chosen, notice)


def checked(spec: str | int) -> str | int:
    """Return the number of processes, or the address of the cluster, that `spec` names.

    Raises:
        ExecutorError: It names neither.
    """
    if spec in ("", "auto"):
        return available_cores()
    if isinstance(spec, str) and spec.startswith(DASK):
        return spec
    try:
        jobs = int(spec)
    except ValueError:
        jobs = 0
    if jobs < 1:
        raise ExecutorError(f"{spec!r} is no executor: auto, a number of processes, or {DASK}host:port")
    return jobs


def available_cores(cgroups: Path = Path("/sys/fs/cgroup"), mine: Path = Path("/proc/self/cgroup")) -> int:
    """Return how many cores this process may use: by its affinity, and by the quota of its control groups."""
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, math.ceil(min(affinity, _quota(cgroups, mine))))


def _quota(cgroups: Path, mine: Path) -> float:
    """Return the least quota of this process' control groups, in cores; infinite if there is none."""
    folders = [cgroups, cgroups / "cpu"]
    for line in _read(mine).splitlines():
        _, controllers, path = line.split(":", 2)
        root = cgroups / controllers if controllers else cgroups
        folder = root / path.lstrip("/")
        folders += [folder, *(above for above in folder.parents if above.is_relative_to(cgroups))]
    return min((_cores(folder) for folder in folders), default=math.inf)


def _cores(folder: Path) -> float:
    limit, period = [*_read(folder / "cpu.max").split(), "", ""][
        :2
    ]  # version 2: "200000 100000", "max 100000"
    if not limit:  # version 1: -1 is no limit
        limit, period = (
            _read(folder / "cpu.cfs_quota_us").strip(),
            _read(folder / "cpu.cfs_period_us").strip(),
        )
    if limit.isdigit() and period.isdigit() and int(period):
        return int(limit) / int(period)
    return math.inf


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:  # another system, or not ours to read
        return ""
