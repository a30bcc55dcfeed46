"""The tables that the benchmark prints."""

from __future__ import annotations

from bench.search.score import Judgement
from bench.search.table import cost_table, quality_tables

FOUND, SECOND = Judgement(1, section=None, empty=False), Judgement(2, section=True, empty=False)
EMPTY = Judgement(0, section=None, empty=True)
SECTION = "right section, of pages found where one is named"
QUERIES = [
    {"qid": "1", "class": "title"},
    {"qid": "2", "class": "single"},
]


def cells(table: str, label: str) -> list[str]:
    """The cells of the line that begins with a label."""
    [line] = [line for line in table.splitlines() if line.startswith(f"| {label} |")]
    return [cell.strip() for cell in line.split("|")[2:-1]]


def test_each_class_has_a_line_and_each_engine_a_column() -> None:
    table = quality_tables(QUERIES, {"ours": {"1": FOUND, "2": SECOND}, "peer": {"1": EMPTY, "2": FOUND}})
    assert cells(table, "class") == ["ours", "peer"]
    assert cells(table, "title (1)") == ["1.0 / 1.0 / 1.0 / 0", ".00 / .00 / .00 / 1"]
    assert cells(table, "single (1)") == [".00 / 1.0 / .50 / 0", "1.0 / 1.0 / 1.0 / 0"]
    assert cells(table, "all (2)") == [".50 / 1.0 / .75 / 0", ".50 / .50 / .50 / 1"]


def test_right_sections_are_shown_where_a_question_named_one() -> None:
    named = {"ours": {"1": FOUND, "2": SECOND}, "peer": {"1": EMPTY, "2": FOUND}}
    assert cells(quality_tables(QUERIES, named), SECTION) == ["1.0 of 1", ""]
    none = {"ours": {"1": FOUND, "2": FOUND}}
    assert SECTION not in quality_tables(QUERIES, none)


def test_a_share_is_not_rounded_up_to_all() -> None:
    many = [{"qid": str(i), "class": "title"} for i in range(1000)]
    answers = {query["qid"]: FOUND for query in many} | {"0": EMPTY}
    assert cells(quality_tables(many, {"ours": answers}), "all (1000)") == ["> .99 / > .99 / > .99 / 1"]


def test_costs_are_medians_with_how_often_they_are_those_of_the_first() -> None:
    costs = {"ours": {"cold titles KB": [10.0, 30.0, 20.0]}, "peer": {"cold titles KB": [100.0, 500.0]}}
    assert cells(cost_table(costs), "cold, until ten titles, KB") == ["20.0", "300.0 (15x)"]


def test_percentiles_of_time_are_of_all_queries() -> None:
    costs = {"ours": {"query ms": [float(ms) for ms in range(1, 101)]}}
    assert cells(cost_table(costs), "query until ten titles, p50, ms") == ["50.0"]
    assert cells(cost_table(costs), "query until ten titles, p95, ms") == ["95.0"]


def test_what_was_not_measured_is_a_dash_and_a_line_of_nothing_is_left_out() -> None:
    table = cost_table({"ours": {"build s": [2.0]}, "peer": {}})
    assert cells(table, "build, s") == ["2.0", "–"]
    assert "p95" not in table


def test_nothing_fetched_has_no_ratio() -> None:
    costs = {"ours": {"next titles KB": [0.0]}, "peer": {"next titles KB": [5.0]}}
    assert cells(cost_table(costs), "next query, until ten titles, KB") == ["0.0", "5.0"]
