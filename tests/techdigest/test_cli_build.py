"""`techdigest build` is `mkdocs build`, with more to ask of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import mkdocs.__main__
import pytest
from click.testing import CliRunner, Result

from techdigest.cli import main

CONFIG = "site_name: Small\ntheme: mkdocs\nplugins: [incremental]\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A site of two pages, in which one is; what commands do to the environment is undone."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n\nSee [the other](other.md).\n")
    (tmp_path / "docs" / "other.md").write_text("# Other\n")
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    with mock.patch.dict(os.environ, SOURCE_DATE_EPOCH="1790000000"):  # themes print the time of the build
        yield tmp_path


def build(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", *arguments])


def stock(*arguments: str) -> Result:
    return CliRunner().invoke(mkdocs.__main__.cli, ["build", *arguments])


def _files(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_site_is_the_one_of_mkdocs_wherever_it_goes(site: Path) -> None:
    assert build("-d", "ours", "--jobs", "1").exit_code == 0
    (site / "mkdocs.yml").write_text(CONFIG.replace("[incremental]", "[]"))
    assert stock("-d", "theirs").exit_code == 0
    assert _files(site / "ours") == _files(site / "theirs")
    assert "other/index.html" in _files(site / "ours")


@pytest.mark.parametrize(
    ("arguments", "config", "status"),
    [
        ([], CONFIG, 0),
        (["--strict"], CONFIG, 0),
        (["--strict"], CONFIG + "nav: [index.md, absent.md]\n", 1),
        ([], CONFIG + "theme: absent\n", 1),
        ([], "site_name: [\n", 1),
        (["-f", "absent.yml"], CONFIG, 2),
        (["--unknown"], CONFIG, 2),
    ],
)
def test_the_exit_status_is_that_of_mkdocs(
    site: Path, arguments: list[str], config: str, status: int
) -> None:
    (site / "mkdocs.yml").write_text(config)
    assert build(*arguments).exit_code == status
    assert stock(*arguments).exit_code == status


@pytest.mark.parametrize(
    ("arguments", "told", "environment"),
    [
        ([], ["build"], {}),
        (
            ["-f", "my.yml", "-d", "out", "--strict", "-q", "-v"],
            ["build", "--config-file=my.yml", "--site-dir=out", "--strict", "--quiet", "--verbose"],
            {},
        ),
        (["--jobs", "3"], ["build"], {"TECHDIGEST_JOBS": "3"}),
        (["--jobs", "auto"], ["build"], {"TECHDIGEST_JOBS": "auto"}),
        (["--jobs", "dask://127.0.0.1:8786"], ["build"], {"TECHDIGEST_JOBS": "dask://127.0.0.1:8786"}),
        (["--fresh"], ["build"], {"TECHDIGEST_FRESH": "1"}),
        (["--profile"], ["build"], {"TECHDIGEST_PROFILE": "1"}),
        (["--profile-json", "where.json"], ["build"], {"TECHDIGEST_PROFILE_JSON": "where.json"}),
    ],
)
def test_options_are_those_of_mkdocs_or_go_by_the_environment(
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    told: list[str],
    environment: dict[str, str],
) -> None:
    heard: list[Any] = []

    def listen(arguments: list[str], **_: object) -> None:
        found = {name: value for name, value in os.environ.items() if name.startswith("TECHDIGEST_")}
        heard.extend((arguments, found))
        raise SystemExit(7)

    for name in [name for name in os.environ if name.startswith("TECHDIGEST_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(mkdocs.__main__.cli, "main", listen)
    assert build(*arguments).exit_code == 7
    assert heard == [told, environment]


@pytest.mark.parametrize("jobs", ["0", "many", "-2"])
def test_jobs_that_are_no_number_are_refused_before_anything_is_built(site: Path, jobs: str) -> None:
    result = build("--jobs", jobs)
    assert result.exit_code == 2
    assert f"Invalid value for --jobs: '{jobs}' is no executor" in result.stderr
    assert not (site / "site").exists()


def _counts(result: Result, stage: str) -> dict[str, str]:
    """The counts of a stage in the table of the profile."""
    rows = (line.split() for line in result.stderr.splitlines())
    return next(
        dict(zip(("items", "as before", "made"), row[5:], strict=True)) for row in rows if row[:1] == [stage]
    )


def test_the_profile_says_what_was_made_and_fresh_makes_everything_again(site: Path) -> None:
    assert build("--jobs", "1").exit_code == 0
    (site / "docs" / "other.md").write_text("# Another\n")
    again = build("--jobs", "1", "--profile")
    assert _counts(again, "render") == {"items": "2", "as before": "1", "made": "1"}
    assert again.stdout == ""
    fresh = build("--jobs", "1", "--profile", "--fresh")
    assert _counts(fresh, "render") == {"items": "2", "as before": "0", "made": "2"}
    slowest = fresh.stderr.partition("Slowest in render:\n")[2].split()
    assert {"index.md", "other.md"} < set(slowest)
