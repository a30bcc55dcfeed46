"""`techdigest export`: what it writes, and what it refuses."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from techdigest.cli import main
from techdigest.scaffold import make_site


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_site(tmp_path / "site", "Site", datetime.date(2026, 1, 31))
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def export(out: Path, to: str) -> Result:
    return CliRunner().invoke(main, ["export", str(out), "--to", to])


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_notes_of_a_new_site_are_written_for_hugo(site: Path, tmp_path: Path) -> None:
    before = files(site)
    result = export(tmp_path / "out", "hugo")
    assert result.exit_code == 0, result.output
    notes = list((site / "content/notes").rglob("*.md"))
    assert result.output.startswith(f"{len(notes)} notes for hugo: ")
    written = files(tmp_path / "out")
    assert "hugo.toml" in written
    assert {f"content/posts/{path.parent.name}/{path.name}" for path in notes} <= written
    assert files(site) == before


def test_a_folder_that_is_not_empty_is_left_alone(site: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.md").write_text("mine")
    result = export(tmp_path / "out", "hexo")
    assert result.exit_code == 2
    assert "is not empty" in result.output
    assert files(tmp_path / "out") == {"mine.md"}
    assert export(tmp_path / "out", "wordpress").exit_code == 2
