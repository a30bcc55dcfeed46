"""The modes of `mkdocs serve` are those of MkDocs."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from support.serving import mkdocs_serve

CONFIG = "site_name: x\ntheme: {name: mkdocs}\nplugins: [techdigest]\n"


def get(url: str) -> str:
    with urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


def wait_for(url: str, text: str) -> None:
    """Return once a page has a text."""
    end = time.monotonic() + 30
    while text not in (page := get(url)):
        assert time.monotonic() < end, page
        time.sleep(0.02)


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Home\n\nfirst\n")
    (docs / "other.md").write_text("# Other\n\nunlike\n")
    return docs


@pytest.mark.parametrize("mode", ["--livereload", "--clean", "--dirty"])
def test_an_edit_is_served_and_nothing_is_left_behind(docs: Path, mode: str) -> None:
    with mkdocs_serve(docs.parent, mode) as url:
        assert "first" in get(url)
        (docs / "index.md").write_text("# Home\n\nsecond\n")
        wait_for(url, "second")
        assert "unlike" in get(url + "other/")
    assert list((docs.parent / "temporary").iterdir()) == []


def test_without_live_reload_nothing_is_watched_and_pages_are_as_built(docs: Path) -> None:
    with mkdocs_serve(docs.parent, "--no-livereload") as url:
        assert "livereload" not in get(url)
        (docs / "index.md").write_text("# Home\n\nsecond\n")
        time.sleep(0.3)
        assert "first" in get(url)


def test_a_changed_configuration_is_taken_up(docs: Path) -> None:
    with mkdocs_serve(docs.parent, "--livereload") as url:
        (docs.parent / "mkdocs.yml").write_text(CONFIG.replace("site_name: x", "site_name: renamed"))
        wait_for(url, "renamed")
