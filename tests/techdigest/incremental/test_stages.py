"""Stages: what is shown while they run, and what they took."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from pathlib import Path

import pytest
from rich.console import Console

from techdigest.incremental import bar as bars
from techdigest.incremental.executors import processes
from techdigest.incremental.executors.processes import Processes
from techdigest.incremental.profile import Profile, Seconds, StageProfile
from techdigest.incremental.stages import PROFILE, PROFILE_JSON, Stages


class Clock:
    """A clock that is moved by hand; CPU time passes at half its speed, in workers at twice."""

    def __init__(self) -> None:
        self.wall = 100.0

    def __call__(self) -> Seconds:
        return Seconds(self.wall, self.wall / 2, self.wall * 2)


class Shown:
    """A bar that remembers what it showed."""

    def __init__(self, title: str, total: int | None) -> None:
        self.title, self.total = title, total
        self.states: list[tuple[int, str]] = []
        self.is_closed = False

    def show(self, done: int, label: str) -> None:
        self.states.append((done, label))

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shown() -> list[Shown]:
    return []


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> logging.Logger:
    caplog.set_level(logging.INFO, logger="mkdocs.stages_of_a_test")
    return logging.getLogger("mkdocs.stages_of_a_test")


@pytest.fixture
def stages(log: logging.Logger, clock: Clock, shown: list[Shown]) -> Stages:
    def bar(title: str, total: int | None) -> Shown:
        shown.append(Shown(title, total))
        return shown[-1]

    return Stages(log, now=clock, bar=bar)


def test_a_stage_of_two_seconds_or_less_passes_without_a_word(
    stages: Stages, clock: Clock, shown: list[Shown], caplog: pytest.LogCaptureFixture
) -> None:
    with stages.stage("gather", 2) as stage:
        clock.wall += 2
        stage.advance()
    assert shown == []
    assert caplog.messages == []


def test_a_longer_stage_shows_a_bar_from_then_on_and_leaves_a_line(
    stages: Stages, clock: Clock, shown: list[Shown], caplog: pytest.LogCaptureFixture
) -> None:
    with stages.stage("render", 1000) as stage:
        stage.advance(997, hit=True)
        clock.wall += 2.5
        stage.advance(label="a.md", seconds=1, hit=False)
        stage.advance(label="b.md", seconds=1, hit=False)
        assert not shown[0].is_closed
    (bar,) = shown
    assert (bar.title, bar.total) == ("render 1,000 pages", 1000)
    assert bar.states == [(998, "a.md"), (999, "b.md")]
    assert bar.is_closed
    assert caplog.messages == ["render 1,000 pages: 997 as before, 2 made, 2.5 s"]


def test_a_stage_that_fails_takes_its_bar_away_and_is_in_the_profile(
    stages: Stages, clock: Clock, shown: list[Shown], caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        with stages.stage("render") as stage:
            clock.wall += 3
            stage.advance()
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    assert [bar.is_closed for bar in shown] == [True]
    assert caplog.messages == []
    assert stages.profile().stages[0].spent.wall == 3


def test_a_log_that_takes_debug_messages_gets_a_line_for_each_stage(
    stages: Stages, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="mkdocs.stages_of_a_test")
    with stages.stage("assets", 12, unit="files") as stage:
        stage.advance(12)
    assert caplog.messages == ["assets 12 files: 0.0 s"]


def test_a_quiet_log_shows_no_bar(
    stages: Stages, clock: Clock, shown: list[Shown], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="mkdocs.stages_of_a_test")
    with stages.stage("render") as stage:
        clock.wall += 3
        stage.advance()
    assert shown == []
    assert caplog.messages == []


def test_the_profile_has_each_stage_once_with_what_it_took_in_all(stages: Stages, clock: Clock) -> None:
    for _ in range(2):
        with stages.stage("search"):
            clock.wall += 1
            with stages.stage("analyse", 3) as stage:
                stage.advance(2, hit=True)
                stage.advance(label="a.md", seconds=0.5, hit=False)
                clock.wall += 1
    clock.wall += 1
    profile = stages.profile()
    search, analyse = profile.stages
    assert profile.spent == Seconds(5, 2.5, 10)
    assert (search.name, search.depth, search.spent) == ("search", 0, Seconds(4, 2, 8))
    assert (analyse.name, analyse.depth, analyse.spent) == ("analyse", 1, Seconds(2, 1, 4))
    assert (analyse.count, analyse.hits, analyse.misses) == (6, 4, 2)
    assert analyse.slowest == [(0.5, "a.md"), (0.5, "a.md")]


def test_the_ten_slowest_items_are_kept() -> None:
    profile = StageProfile("render")
    for number in range(100):
        profile.add_slow((number * 37) % 100, f"{(number * 37) % 100}.md")
    assert sorted(profile.slowest) == [(seconds, f"{seconds}.md") for seconds in range(90, 100)]


PROFILED = Profile(
    Seconds(4.0, 2.5, 3.0),
    (
        StageProfile("configure", spent=Seconds(0.5, 0.5, 0.0)),
        StageProfile(
            "render", 0, Seconds(3.0, 1.0, 3.0), 1200, 1198, 2, [(0.25, "notes/快.md"), (1.5, "notes/慢.md")]
        ),
        StageProfile("math", 1, Seconds(1.0, 1.0, 0.0), 3),
    ),
    150_000_000,
)


def test_the_profile_as_text() -> None:
    assert PROFILED.table() == (
        "stage      wall s  CPU s  workers  share  items  as before  made\n"
        "configure    0.50   0.50     0.00    12%\n"
        "render       3.00   4.00     3.00    75%  1,200      1,198     2\n"
        "  math       1.00   1.00     0.00    25%      3\n"
        "all          4.00   5.50     3.00   100%\n"
        "\n"
        "Peak memory of one process: 150 MB\n"
        "\n"
        "Slowest in render:\n"
        "     1.500 s  notes/慢.md\n"
        "     0.250 s  notes/快.md\n"
    )


def test_the_profile_as_json() -> None:
    read = json.loads(PROFILED.json())
    assert {name: value for name, value in read.items() if name != "stages"} == {
        "wall_seconds": 4.0,
        "own_seconds": 2.5,
        "workers_seconds": 3.0,
        "peak_memory_bytes": 150_000_000,
    }
    assert [stage["name"] for stage in read["stages"]] == ["configure", "render", "math"]
    assert read["stages"][1] == {
        "name": "render",
        "depth": 0,
        "wall_seconds": 3.0,
        "own_seconds": 1.0,
        "workers_seconds": 3.0,
        "items": 1200,
        "hits": 1198,
        "misses": 2,
        "slowest": [{"label": "notes/慢.md", "seconds": 1.5}, {"label": "notes/快.md", "seconds": 0.25}],
    }


def test_the_environment_asks_for_the_profile(
    stages: Stages, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with stages.stage("configure"):
        pass
    stages.tell({})
    assert caplog.messages == []
    stages.tell({PROFILE: "1", PROFILE_JSON: str(tmp_path / "profile.json")})
    assert caplog.messages[0].startswith("Where the time went:\nstage ")
    assert json.loads((tmp_path / "profile.json").read_text())["stages"][0]["name"] == "configure"


def test_a_profile_that_cannot_be_written_is_a_warning(
    stages: Stages, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stages.tell({PROFILE_JSON: str(tmp_path / "no" / "profile.json")})
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert caplog.messages[0].startswith("The profile cannot be written: ")


def test_counting_from_the_start_has_a_stage_before_the_first(log: logging.Logger) -> None:
    profile = Stages(log, from_start=True).profile()
    assert [stage.name for stage in profile.stages] == ["start"]
    spent = profile.stages[0].spent
    assert 0 < spent.own <= profile.spent.own
    assert 0 < spent.wall <= profile.spent.wall


def _burn(seconds: float, item: int) -> int:
    """Use that much CPU time."""
    begun = Seconds.now()
    while begun.until(Seconds.now()).own < seconds:
        pass
    return item


def test_the_cpu_time_of_workers_counts(log: logging.Logger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    stages = Stages(log)
    with stages.stage("render"):
        assert list(Processes(2, pytest.fail).map(_burn, 0.01, range(20))) == list(range(20))
    assert stages.profile().stages[0].spent.workers >= 0.15


def _on_terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Make standard error look like a terminal 60 columns wide; return what is drawn on it."""
    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=True, width=60, color_system=None, _environ={})
    monkeypatch.setattr(bars, "Console", lambda **_: console)
    monkeypatch.setattr(sys, "stderr", drawn)
    return drawn


def _lines(drawn: io.StringIO) -> list[str]:
    """Return what was drawn, each state of the bar in a line of its own."""
    return drawn.getvalue().replace("\r\x1b[2K", "\n").splitlines()


def test_a_terminal_shows_stage_counts_and_the_page_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _on_terminal(monkeypatch)
    threads = threading.active_count()
    bar = bars.bar_on_terminal("render 8 pages", 8)
    assert bar is not None
    bar.show(3, "notes/[笔记].md")
    assert threading.active_count() == threads  # else the next stage could not fork
    bar.close()
    line = next(line for line in _lines(drawn) if "3/8" in line)
    assert line.startswith("render 8 pages ━")
    assert line.rstrip().endswith("3/8 notes/[笔记].md")


def test_the_log_goes_on_above_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _on_terminal(monkeypatch)
    handler = logging.StreamHandler(drawn)
    logger = logging.getLogger("mkdocs.above_the_bar")
    logger.addHandler(handler)
    try:
        bar = bars.bar_on_terminal("render", 8)
        assert bar is not None
        bar.show(3, "")
        logger.warning("[a link] is broken")
        assert handler.stream is not drawn
        bar.close()
        assert handler.stream is drawn
    finally:
        logger.removeHandler(handler)
    assert "[a link] is broken" in _lines(drawn)


def test_a_file_or_pipe_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert bars.bar_on_terminal("render", 8) is None
