"""Figures that code prints."""

from __future__ import annotations

import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.snippets.portable.jobs import Metric
from techdigest.snippets.portable.metrics import malformed, read_metrics


@pytest.mark.parametrize(
    ("line", "metric"),
    [
        ("metric: rate = 0.0285 1", Metric("rate", "1", 1, 0.0285, 0.0)),
        ("metric: rate = 0.0285", Metric("rate", "1", 1, 0.0285, 0.0)),
        ("metric: false-positive rate = 2.85 %", Metric("false-positive rate", "%", 1, 2.85, 0.0)),
        ("metric: copy = [3, 1, 2] GB/s", Metric("copy", "GB/s", 3, 2.0, 1.0)),
        ("metric: load, b=4 = [3, 1, 2] %", Metric("load, b=4", "%", 3, 2.0, 1.0)),
        ("metric: keys = [1e6] Mkeys/s", Metric("keys", "Mkeys/s", 1, 1e6, 0.0)),
        ("metric: 误判率 = -1 个 每秒", Metric("误判率", "个 每秒", 1, -1.0, 0.0)),
    ],
)
def test_a_line_gives_a_figure(line: str, metric: Metric) -> None:
    assert read_metrics(f"before\n{line}\nafter\n") == (metric,)
    assert list(malformed(line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "metric: rate",
        "metric: = 3 1",
        "metric: rate = many 1",
        "metric: rate = nan 1",
        "metric: rate = [1, inf] s",
        "metric: rate = [] s",
        "metric: rate = [1, 2 s",
        "metric:",
    ],
)
def test_what_is_no_figure_is_named(line: str) -> None:
    assert read_metrics(line) == ()
    assert list(malformed(line)) == [line]


def test_the_later_of_two_lines_with_one_name_counts() -> None:
    assert [m.median for m in read_metrics("metric: a = 1 s\nmetric: b = 2 s\nmetric: a = 3 s\n")] == [
        3.0,
        2.0,
    ]


def test_a_word_within_a_line_is_no_figure() -> None:
    assert read_metrics("the metric: a = 1 s\n") == ()


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    read_metrics(text)
    list(malformed(text))


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), min_size=1),
    st.sampled_from(["1", "ms", "GB/s", "%"]),
)
def test_samples_come_back_as_median_and_spread(samples: list[float], unit: str) -> None:
    [metric] = read_metrics(f"metric: a name = {samples} {unit}\n")
    assert (metric.n, metric.unit) == (len(samples), unit)
    assert metric.median == statistics.median(samples)
    assert metric.iqr >= 0


@pytest.mark.parametrize("piece", ["metric:", "metric: a = ", "[", "metric: a = [1,", "= ", "\t "])
def test_the_time_is_linear_in_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        started = time.process_time()
        read_metrics(text)
        list(malformed(text))
        return time.process_time() - started

    seconds(100)
    assert seconds(200_000) < 2.0
