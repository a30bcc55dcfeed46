"""MkDocs' own builder empties the site before it fills it; readers see the last good one."""

from __future__ import annotations

from pathlib import Path

import pytest

from techdigest.mkdocs_build.serve import StockPreview


def contents(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


def test_each_build_is_compared_with_the_one_before(tmp_path: Path) -> None:
    def build() -> None:
        (site / "a" / "index.html").write_text("neu")
        (site / "b.css").write_text("same")
        (site / "c.html").unlink()
        (site / "d.html").write_text("new")

    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a" / "index.html").write_text("old")
    (site / "b.css").write_text("same")
    (site / "c.html").write_text("gone soon")
    preview = StockPreview(build, site)
    before = preview.root
    preview.first(frozenset())
    changed = preview.rest(lambda: False)
    assert (changed.written, changed.removed) == (("a/index.html", "d.html"), ("c.html",))
    assert contents(preview.root) == {"a/index.html": "neu", "b.css": "same", "d.html": "new"}
    assert not before.exists()
    preview.close()
    assert not preview.root.exists()


def test_a_build_that_fails_half_way_leaves_what_is_served(tmp_path: Path) -> None:
    def build() -> None:
        (tmp_path / "index.html").write_text("half")
        raise ValueError("half way")

    (tmp_path / "index.html").write_text("good")
    preview = StockPreview(build, tmp_path)
    with pytest.raises(ValueError, match="half way"):
        preview.rest(lambda: False)
    assert contents(preview.root) == {"index.html": "good"}
    preview.close()
