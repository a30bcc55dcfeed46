"""Figures that code prints: `metric: NAME = VALUE UNIT` or `metric: NAME = [v1, v2, …] UNIT`."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Iterator

from .jobs import Metric

# A name starts and ends with something, and `=` splits it from the figure; no part of the pattern can match
# the same text in two ways, so the time is linear.
_LINE = re.compile(r"^metric:([^=\n]+)=[ \t]*(\[[^\]\n]*\]|[^\s\[\]]+)(?:[ \t]+(\S[^\n]*))?$", re.MULTILINE)
_MOST_SAMPLES = 100_000


def read_metrics(output: str) -> tuple[Metric, ...]:
    """Return the figures in what was printed, in their order; lines that are not well formed are left out.

    Of two lines with one name the later counts, at the place of the first. See `malformed`.
    """
    found: dict[str, Metric] = {}
    for match in _LINE.finditer(output):
        samples, name = _samples(match[2]), match[1].strip()
        if samples and name:
            unit = (match[3] or "1").strip()
            found[name] = Metric(name, unit, len(samples), statistics.median(samples), _spread(samples))
    return tuple(found.values())


def malformed(output: str) -> Iterator[str]:
    """Yield the lines that begin as a figure does and are none."""
    for line in output.splitlines():
        if line.startswith("metric:"):
            match = _LINE.fullmatch(line.rstrip())
            if not match or not match[1].strip() or not _samples(match[2]):
                yield line


def _samples(text: str) -> list[float]:
    values = text.strip("[]").split(",") if text.startswith("[") else [text]
    try:
        numbers = [float(value) for value in values[:_MOST_SAMPLES]]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []


def _spread(samples: list[float]) -> float:
    """The interquartile range, between linearly interpolated quartiles; 0 for one sample."""
    if len(samples) < 2:
        return 0.0
    first, _, third = statistics.quantiles(samples, n=4, method="inclusive")
    return third - first
