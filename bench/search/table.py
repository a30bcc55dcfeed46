"""Prints what was measured as Markdown tables."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.search.score import Judgement, Summary, group, summary


@dataclass(frozen=True)
class Row:
    """A line of the table of costs: its words, digits after the point, and where its samples are."""

    label: str
    digits: int
    samples: Callable[[Mapping[str, Sequence[float]]], Sequence[float]]


def key(name: str) -> Callable[[Mapping[str, Sequence[float]]], Sequence[float]]:
    """Return how a row gets all samples of a cost."""
    return lambda costs: costs.get(name, ())


def _quantile(name: str, share: float) -> Callable[[Mapping[str, Sequence[float]]], Sequence[float]]:
    def samples(costs: Mapping[str, Sequence[float]]) -> Sequence[float]:
        ordered = sorted(costs.get(name, ()))
        return [ordered[int(share * (len(ordered) - 1))]] if ordered else []

    return samples


COSTS = (
    Row("cold, until ten titles, KB", 1, key("cold titles KB")),
    Row("cold, until ten titles, requests", 0, key("cold titles requests")),
    Row("cold, until ten titles, requests deep", 0, key("cold titles depth")),
    Row("cold, until the first excerpt, KB", 1, key("cold excerpt KB")),
    Row("cold, until the first excerpt, requests", 0, key("cold excerpt requests")),
    Row("next query, until ten titles, KB", 1, key("next titles KB")),
    Row("next query, until ten titles, requests", 0, key("next titles requests")),
    Row("next query, until the first excerpt, KB", 1, key("next excerpt KB")),
    Row("next query, until the first excerpt, requests", 0, key("next excerpt requests")),
    Row("time to ready, ms", 0, key("ready ms")),
    Row("query until ten titles, p50, ms", 1, _quantile("query ms", 0.5)),
    Row("query until ten titles, p95, ms", 1, _quantile("query ms", 0.95)),
    Row("all that is published for search, MB", 2, key("published MB")),
    Row("files", 0, key("files")),
    Row("build, s", 1, key("build s")),
    Row("build, CPU s", 1, key("build CPU s")),
    Row("build, peak memory, MB", 0, key("build MB")),
    Row("browser's page, peak memory, MB", 0, key("browser MB")),
)


def quality_tables(
    queries: Sequence[Mapping[str, object]], judgements: Mapping[str, Mapping[str, Judgement]]
) -> str:
    """Return a table for each set of questions; judgements are by peer and qid."""
    tables = []
    for label, classes in group(queries).items():
        everything = [qid for qids in classes.values() for qid in qids]
        lines = [f"### {label}: S@1 / S@10 / MRR@10 / empty answers", "", *_head("class", judgements)]
        for name, qids in {**classes, "all": everything}.items():
            cells = (_quality(summary([own[qid] for qid in qids])) for own in judgements.values())
            lines.append(_line(f"{name} ({len(qids)})", *cells))
        named = [_section([own[qid] for qid in everything]) for own in judgements.values()]
        if any(named):
            lines.append(_line("right section, of pages found where one is named", *named))
        tables.append("\n".join(lines))
    return "\n\n".join(tables)


def cost_table(costs: Mapping[str, Mapping[str, Sequence[float]]], rows: Sequence[Row] = COSTS) -> str:
    """Return the table of costs, medians of samples by column; in brackets how often the first column's."""
    lines = _head("median", costs)
    for row in rows:
        medians = [_median(row.samples(own)) for own in costs.values()]
        if any(value is not None for value in medians):
            lines.append(_line(row.label, *(_cost(value, medians[0], row.digits) for value in medians)))
    return "\n".join(lines)


def _median(samples: Sequence[float]) -> float | None:
    return statistics.median(samples) if samples else None


def _cost(value: float | None, ours: float | None, digits: int) -> str:
    if value is None:
        return "–"
    number = f"{value:,.{digits}f}"
    if value is ours or not ours:
        return number
    ratio = value / ours
    return f"{number} ({ratio:.{0 if ratio >= 10 else 1 if ratio >= 1 else 2}f}x)"


def _quality(own: Summary) -> str:
    return f"{_share(own.first)} / {_share(own.ten)} / {_share(own.mrr)} / {own.empty}"


def _section(judgements: Sequence[Judgement]) -> str:
    named = [judgement.section for judgement in judgements if judgement.section is not None]
    return f"{_share(statistics.mean(named))} of {len(named)}" if named else ""


def _share(value: float) -> str:
    if value == 1:
        return "1.0"
    return f"{value:.2f}".removeprefix("0") if value < 0.995 else "> .99"


def _head(first: str, columns: Mapping[str, object]) -> list[str]:
    return [_line(first, *columns), "|---" * (len(columns) + 1) + "|"]


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
