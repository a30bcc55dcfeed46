"""Where the time of a build went."""

from __future__ import annotations

import heapq
import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_SLOWEST = 10  # pages named per stage


class Seconds(NamedTuple):
    """A moment, or a span: wall time, CPU time of this process, CPU time of workers that have ended."""

    wall: float
    own: float
    workers: float

    @classmethod
    def now(cls) -> Seconds:
        """Return this moment."""
        times = os.times()
        return cls(time.perf_counter(), time.process_time(), times.children_user + times.children_system)

    @classmethod
    def at_start(cls) -> Seconds:
        """Return the moment at which this process started; before that it had used no CPU time."""
        return cls(time.perf_counter() - _age(), 0.0, 0.0)

    def until(self, later: Seconds) -> Seconds:
        """Return the span from this moment to a later one."""
        return Seconds(*(b - a for a, b in zip(self, later, strict=True)))

    def plus(self, other: Seconds) -> Seconds:
        """Return two spans, one after the other."""
        return Seconds(*(a + b for a, b in zip(self, other, strict=True)))


def _age() -> float:
    """Return the age of this process in seconds; what it has worked, where the system does not say."""
    try:
        started = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
        return time.clock_gettime(time.CLOCK_BOOTTIME) - int(started) / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError):  # not Linux
        return time.process_time()


NONE = Seconds(0.0, 0.0, 0.0)


@dataclass(slots=True)
class StageProfile:
    """What one stage took.

    Attributes:
        name: The stage; one that was entered several times is one here.
        depth: How many stages it is inside of; their times contain its own.
        spent: Wall and CPU seconds.
        count: How many items it has done, of which `hits` were as before and `misses` were made.
        slowest: Seconds and label of the slowest items, a heap.
    """

    name: str
    depth: int = 0
    spent: Seconds = NONE
    count: int = 0
    hits: int = 0
    misses: int = 0
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def add_slow(self, seconds: float, label: str) -> None:
        """Remember an item if it is among the slowest."""
        heapq.heappush(self.slowest, (seconds, label))
        if len(self.slowest) > _SLOWEST:
            heapq.heappop(self.slowest)

    def add(self, other: StageProfile) -> None:
        """Add what the stage took another time."""
        self.spent = self.spent.plus(other.spent)
        self.count += other.count
        self.hits += other.hits
        self.misses += other.misses
        for seconds, label in other.slowest:
            self.add_slow(seconds, label)

    def summary(self) -> str:
        """Return what was done in words: ``998 as before, 2 made, 0.4 s``."""
        said = [f"{self.hits:,} as before", f"{self.misses:,} made"] if self.hits or self.misses else []
        return ", ".join([*said, f"{self.spent.wall:.1f} s"])


@dataclass(frozen=True, slots=True)
class Profile:
    """What a build took: in all, and by stage in the order in which they began."""

    spent: Seconds
    stages: tuple[StageProfile, ...]
    peak_memory: int | None  # bytes, of the largest process; None where the system does not say

    def table(self) -> str:
        """Return the profile as text: a line a stage, then the slowest items of each."""
        head = ["stage", "wall s", "CPU s", "workers", "share", "items", "as before", "made"]
        rows = [head, *map(self._row, self.stages), [*_times("all", self.spent, 1.0), "", "", ""]]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [_aligned(row, widths) for row in rows]
        if self.peak_memory is not None:
            lines.append(f"\nPeak memory of one process: {self.peak_memory / 1e6:,.0f} MB")
        for stage in self.stages:
            if stage.slowest:
                lines.append(f"\nSlowest in {stage.name}:")
                lines += [f"  {seconds:8.3f} s  {label}" for seconds, label in sorted(stage.slowest)[::-1]]
        return "\n".join(lines) + "\n"

    def _row(self, stage: StageProfile) -> list[str]:
        share = stage.spent.wall / self.spent.wall if self.spent.wall else 0.0
        times = _times("  " * stage.depth + stage.name, stage.spent, share)
        is_cached = bool(stage.hits or stage.misses)
        counts = [(stage.count, stage.count > 0), (stage.hits, is_cached), (stage.misses, is_cached)]
        return times + [f"{count:,}" if is_told else "" for count, is_told in counts]

    def json(self) -> str:
        """Return the profile as JSON: seconds, counts, bytes."""

        def spent(seconds: Seconds) -> dict[str, float]:
            return {f"{name}_seconds": round(value, 4) for name, value in seconds._asdict().items()}

        stages = [
            {
                "name": stage.name,
                "depth": stage.depth,
                **spent(stage.spent),
                "items": stage.count,
                "hits": stage.hits,
                "misses": stage.misses,
                "slowest": [
                    {"label": label, "seconds": round(seconds, 4)}
                    for seconds, label in sorted(stage.slowest)[::-1]
                ],
            }
            for stage in self.stages
        ]
        whole = {**spent(self.spent), "peak_memory_bytes": self.peak_memory, "stages": stages}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _times(name: str, spent: Seconds, share: float) -> list[str]:
    cpu = spent.own + spent.workers
    return [name, f"{spent.wall:.2f}", f"{cpu:.2f}", f"{spent.workers:.2f}", f"{share:.0%}"]


def _aligned(row: list[str], widths: list[int]) -> str:
    first, *rest = row
    cells = [
        first.ljust(widths[0]),
        *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)),
    ]
    return "  ".join(cells).rstrip()


def peak_memory() -> int | None:
    """Return the most memory that this process, or one of the ended workers, has had, in bytes."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
