"""One import at a time: the second one says so, and touches nothing."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.sources import plant, post
from techdigest.cli import main
from techdigest.commands.import_lock import LOCK, BusyError, alone_in
from techdigest.scaffold import make_site

NOTES = "content/notes"
RECORD = "content/imports/blog.json"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_site(tmp_path / "site", "Site", datetime.date(2026, 1, 31))
    plant(tmp_path / "blog", {"source/_posts/one.md": post("title: 一", "中文的正文在这里。\n")})
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments])


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_import_says_in_one_line_that_another_is_at_work_and_touches_nothing(site: Path) -> None:
    with alone_in(site / NOTES):
        before = files(site)
        result = run("../blog")
        assert result.exit_code == 2
        assert [line for line in result.output.splitlines() if "another import is at work" in line] == [
            f"Error: {site / NOTES}: another import is at work here; wait until it has ended."
        ]
        assert files(site) == before
        assert run("../blog", "--dry-run").exit_code == 0  # which writes nothing
        assert files(site) == before
    assert run("../blog").exit_code == 0


def test_nothing_is_taken_back_meanwhile(site: Path) -> None:
    run("../blog")
    with alone_in(site / NOTES):
        before = files(site)
        result = run("--undo", RECORD)
        assert (result.exit_code, "another import is at work" in result.output) == (2, True)
        assert files(site) == before
    assert run("--undo", RECORD).exit_code == 0


def test_nothing_of_the_lock_stays_and_what_a_killed_import_left_is_free(site: Path) -> None:
    (site / NOTES / LOCK).touch()
    assert run("../blog").exit_code == 0
    assert not (site / NOTES / LOCK).exists()
    with alone_in(site / "new/place"):
        assert (site / "new/place").is_dir()
    assert not (site / "new").exists()
    with pytest.raises(KeyError), alone_in(site / NOTES):
        raise KeyError
    assert not (site / NOTES / LOCK).exists()


def test_a_lock_whose_file_is_another_one_by_now_is_none(tmp_path: Path) -> None:
    with alone_in(tmp_path):
        (tmp_path / LOCK).unlink()
        (tmp_path / LOCK).touch()
        with alone_in(tmp_path):
            pass
    with pytest.raises(BusyError), alone_in(tmp_path), alone_in(tmp_path):
        pass
