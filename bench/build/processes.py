"""A command and all the processes it starts: what they use, and their end. Reads Linux's /proc."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

TICKS = os.sysconf("SC_CLK_TCK")
_BECOME_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: orphans of our children become ours; we learn what they used


class Failed(Exception):
    """A command failed, took too long or too much memory; the text says which."""


@dataclass(frozen=True)
class Limits:
    """What a command may take: seconds on the wall, and MB of its processes together."""

    seconds: float = 900.0
    memory_mb: float = 8000.0


@dataclass
class Tree:
    """A command in a session of its own, watched until the block ends; then none of its processes is left.

    `peak_mb` is the highest sum of PSS (memory, shared pages counted once) of all processes, `largest_mb` the
    highest RSS of one of them, in MB of 10^6 bytes; both are sampled up to fifty times a second, less often
    where that is slow. `stopped` says why the tree was ended before its time.
    """

    command: Sequence[str]
    cwd: Path
    limits: Limits
    peak_mb: float = 0.0
    largest_mb: float = 0.0
    stopped: str = ""

    def __enter__(self) -> Self:
        ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1)
        self._log = tempfile.TemporaryFile()  # outside the site, which a server may watch
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            list(self.command),
            cwd=self.cwd,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._ended = threading.Event()
        self._sampler = threading.Thread(target=self._watch, daemon=True)
        self._sampler.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._sampler.join()
        end(self.process.pid)
        if self.process.returncode is None:
            self.process.wait()
        reap(self.process.pid)
        self._log.close()

    def output(self) -> str:
        """Return the last lines of what the command said."""
        self._log.seek(0)
        return "\n".join(self._log.read().decode("utf-8", "replace").splitlines()[-15:])

    def check(self) -> None:
        """Raise Failed if the command was stopped, or has failed by itself."""
        if self.stopped:
            raise Failed(self.stopped)
        if self.process.returncode:
            raise Failed(f"exit status {self.process.returncode}: {self.output()}")

    def _watch(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            began = time.perf_counter()
            pids = members(self.process.pid)
            self.peak_mb = max(self.peak_mb, sum(megabytes(pid, "smaps_rollup", "Pss") for pid in pids))
            self.largest_mb = max([self.largest_mb, *(megabytes(pid, "status", "VmHWM") for pid in pids)])
            if self.peak_mb > self.limits.memory_mb:
                self.stopped = f"stopped at {self.limits.memory_mb:,.0f} MB"
            if began - self.began > self.limits.seconds:
                self.stopped = f"stopped after {self.limits.seconds:,.0f} s"
            if self.stopped:
                end(self.process.pid)
                return
            spent = time.perf_counter() - began
            pause = min(max(0.02, 20 * spent), 0.5)  # about a twentieth of a core at most


def members(session: int) -> list[int]:
    """Return the processes of a session of one of our children, and their descendants, orphans included."""
    found: list[int] = []
    new = [pid for pid in _children(os.getpid()) if session_of(pid) == session]
    while new:
        found += new
        new = [child for pid in new for child in _children(pid)]
    return found


def session_of(pid: int) -> int:
    """Return the session of a process; 0 if it has ended, waited for or not."""
    fields = _stat(pid)
    return int(fields[3]) if fields and fields[0] != "Z" else 0


def cpu_seconds(session: int) -> float:
    """Return the CPU seconds of the running processes of a session and of their waited children."""
    stats = map(_stat, members(session))
    return sum(sum(map(int, fields[11:15])) for fields in stats if fields) / TICKS


def megabytes(pid: int, file: str, field: str) -> float:
    """Return a field of a file of /proc/<pid> in MB of 10^6 bytes; 0 if the process has ended."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text("utf-8", "replace").splitlines()
    except OSError:  # it ended meanwhile
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(f"{field}:")) * 1024 / 1e6


def _environment() -> dict[str, str]:
    """What a user's shell has: Python keeps the modules that it compiles, even where this one must not."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"NO_MKDOCS_2_WARNING": "1"}


def end(session: int, patience: float = 5.0) -> None:
    """Ask all processes of a session to end, and end those that have not done so in time."""
    for how, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, patience)):
        for pid in members(session):
            try:
                os.kill(pid, how)
            except ProcessLookupError:  # it ended meanwhile
                continue
        limit = time.monotonic() + seconds
        while members(session) and time.monotonic() < limit:
            time.sleep(0.02)


def reap(session: int) -> float:
    """Wait for orphans of an ended session that became our children; return the CPU seconds they took."""
    spent = 0.0
    for pid in _children(os.getpid()):
        fields = _stat(pid)
        if fields[0:1] == ["Z"] and int(fields[3]) == session:
            usage = os.wait4(pid, 0)[2]
            spent += usage.ru_utime + usage.ru_stime
    return spent


def _children(pid: int) -> list[int]:
    """Return the children of a process, those that wait to be waited for included."""
    try:
        lists = [file.read_text("ascii") for file in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:  # it ended meanwhile
        return []
    return [int(child) for listed in lists for child in listed.split()]


def _stat(pid: int) -> list[str]:
    """Return the fields of a process's stat file after its name: state, parent, group, session, …."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:  # it ended meanwhile
        return []
