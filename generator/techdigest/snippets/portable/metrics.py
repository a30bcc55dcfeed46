"""Figures that code prints: `metric: NAME = VALUE UNIT` or `metric: NAME = [v1, v2, …] UNIT`."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Iterator

from .jobs import Metric

# The last `=` of the line stands before the figure: a name may be `load, b=4`. A unit has none.
_FIGURE = re.compile(r"[ \t]*(\[[^\]]*\]|[^\s\[\]]+)(?:[ \t]+(\S.*))?")
_START = "metric:"
_MOST_SAMPLES = 100_000
MOST_METRICS = 200
_LONGEST_WORDS = 100  # characters of a name or a unit


def read_metrics(output: str) -> tuple[Metric, ...]:
    """Return the figures in what was printed, in their order; lines that are not well formed are left out.

    Of two lines with one name the later counts, at the place of the first. See `malformed`.
    """
    found: dict[str, Metric] = {}
    for line in _lines(output):
        if metric := _metric(line):
            found[metric.name] = metric
    return tuple(found.values())


def malformed(output: str) -> Iterator[str]:
    """Return the lines that begin as a figure does and are none."""
    return (line for line in _lines(output) if _metric(line) is None)


def _lines(output: str) -> Iterator[str]:
    return (line for line in output.splitlines() if line.startswith(_START))


def _metric(line: str) -> Metric | None:
    name, _, figure = line.removeprefix(_START).rpartition("=")
    match = _FIGURE.fullmatch(figure.rstrip())
    samples = _samples(match[1]) if match else []
    if not match or not samples:
        return None
    metric = Metric(
        name.strip(),
        (match[2] or "1").strip(),
        len(samples),
        statistics.median(samples),
        _spread(samples),
    )
    is_finite = math.isfinite(metric.median) and math.isfinite(metric.iqr)  # sums of numbers near the largest
    return metric if is_finite and _is_short(metric.name) and _is_short(metric.unit) else None


def _is_short(words: str) -> bool:
    return 0 < len(words) <= _LONGEST_WORDS and words.isprintable()


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
