"""How far a command is: shown on a terminal, and only of what takes long."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.sources import plant, post
from techdigest.cli import main
from techdigest.commands import progress as progress_module
from techdigest.commands.progress import progress
from techdigest.scaffold import make_site


class Screen:
    """Draws bars on a list."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def bar(self, title: str, total: int | None) -> Screen:
        self.seen.append(f"{title} of {total}")
        return self

    def show(self, done: int, label: str) -> None:
        self.seen.append(f"{done}{label}")

    def close(self) -> None:
        self.seen.append("gone")


def test_a_bar_is_drawn_after_two_seconds_one_for_each_stage_and_none_stays() -> None:
    screen, clock = Screen(), [0.0]
    with progress(screen.bar, lambda: clock[0]) as told:
        told("reading", 1, 0)
        clock[0] = 1.9
        told("reading", 2, 0)
        assert screen.seen == []
        clock[0] = 2.1
        told("reading", 3, 0)
        told("converting", 1, 9)
        told("converting", 2, 9)
    assert screen.seen == ["reading of None", "3", "gone", "converting of 9", "1", "2", "gone"]


def test_where_no_bar_can_be_drawn_it_is_asked_for_once() -> None:
    asked = []
    clock = iter(range(0, 100, 10))
    with progress(lambda title, _total: asked.append(title), lambda: float(next(clock))) as told:
        for done in range(5):
            told("reading", done, 5)
    assert asked == ["reading"]


def test_all_that_may_take_long_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a screen where two seconds have always gone by; elsewhere not a word of it is printed."""
    make_site(tmp_path / "site", "Site", datetime.date(2026, 1, 31))
    plant(tmp_path / "blog", {"source/_posts/one.md": post("title: 一", "中文的正文在这里。\n")})
    monkeypatch.chdir(tmp_path / "site")
    commands = {
        "import": ["import", "../blog"],
        "check": ["import", "--check", "../blog"],
        "undo": ["import", "--undo", "content/imports/blog.json"],
        "export": ["export", "../out", "--to", "hexo"],
    }
    stages = {}
    for name, command in commands.items():
        screen = Screen()
        monkeypatch.setattr(progress_module, "_SILENT", -1.0)
        monkeypatch.setattr(progress.__wrapped__, "__defaults__", (screen.bar, lambda: 0.0))  # type: ignore[attr-defined] # of contextmanager
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
        assert not any(stage in result.output for stage in ("reading", "converting", "removing", "\x1b"))
        stages[name] = {line.split(" of ")[0] for line in screen.seen if " of " in line}
    assert stages == {
        "import": {"reading", "converting"},
        "check": {"reading", "converting", "comparing"},
        "undo": {"removing"},
        "export": {"reading", "exporting"},
    }
