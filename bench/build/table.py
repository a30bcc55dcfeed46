"""The tables that are printed, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bench.build.goals import goals
from bench.build.medians import Medians
from bench.build.rows import BUILDS, ROWS, Measurement

METRICS = {
    "cpu": ("CPU s", 2),
    "wall": ("wall s", 2),
    "peak_mb": ("peak memory MB, all processes", 0),
    "largest_mb": ("peak memory MB, largest process", 0),
}
OUTPUT = {"output_mb": ("output MB", 1), "files": ("files", 0)}
REPORTED = ("cpu", "wall", "peak_mb")


def report(measurements: Sequence[Measurement], missing: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """Return a table for each size, and how the goals stand.

    `missing` says of peers why they could not be installed; `labels` has the words for their columns.
    """
    medians = Medians(measurements)
    parts = [_table(medians, size, labels) for size in medians.sizes]
    parts += [f"{labels[peer]} is missing: {why}" for peer, why in missing.items()]
    parts.append(_judged(medians))
    return "\n\n".join(parts)


def _table(medians: Medians, size: int, labels: Mapping[str, str]) -> str:
    """Return the medians of a size; ratios are ours to stock's and to the best of the other peers."""
    heads = [
        f"{size:,} posts, median",
        *(labels[peer] for peer in medians.peers),
        "ours / stock",
        "ours / best",
    ]
    lines = [heads, ["---"] * len(heads)]
    for row, metric, name, digits in _lines():
        values = {peer: medians.get(size, peer, row, metric) for peer in medians.peers}
        if any(value is not None for value in values.values()):
            cells = ["–" if value is None else f"{value:,.{digits}f}" for value in values.values()]
            lines.append([name, *cells, *_ratios(values)])
    problems = [
        f"{labels[peer]}, {size:,} posts: {problem}"
        for peer in medians.peers
        if (problem := medians.problem(size, peer))
    ]
    return "\n".join(["| " + " | ".join(line) + " |" for line in lines] + ["", *problems] * bool(problems))


def _lines() -> Iterator[tuple[str, str, str, int]]:
    for row, name in ROWS.items():
        if row in BUILDS:
            for metric, (words, digits) in METRICS.items():
                if row == "cold" or metric in REPORTED:
                    yield row, metric, f"{name}, {words}", digits
        else:
            yield row, "wall", f"{name}, wall s", 3
            yield row, "cpu", f"{name}, CPU s until idle again", 2
    for metric, (words, digits) in OUTPUT.items():
        yield "cold", metric, words, digits


def _ratios(values: Mapping[str, float | None]) -> list[str]:
    ours = values.get("ours")
    others = [value for peer, value in values.items() if peer != "ours" and value]
    return [_ratio(ours, values.get("stock")), _ratio(ours, min(others, default=None))]


def _ratio(ours: float | None, other: float | None) -> str:
    if ours is None or not other:
        return "–"
    ratio = ours / other
    return f"{ratio:,.1f}" if ratio >= 10 else f"{ratio:.2f}"


def _judged(medians: Medians) -> str:
    words = {True: "yes", False: "**no**", None: "–"}
    lines = [f"| {goal.text} | {goal.figure} | {words[goal.reached]} |" for goal in goals(medians)]
    return "\n".join(["| goal | figure | reached |", "| --- | --- | --- |", *lines])
