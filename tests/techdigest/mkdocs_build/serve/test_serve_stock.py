"""MkDocs' own builder empties the site before it fills it; readers see the last good one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from techdigest.mkdocs_build.serve import StockPreview


class Site:
    """A folder that a test's builder fills, and its preview."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("a/index.html", "old")
        self.write("b.css", "same")
        self.write("c.html", "gone soon")
        self.build: Callable[[], None] = lambda: None
        self.preview = StockPreview(self._build, folder)

    def _build(self) -> None:
        self.build()

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)

    def served(self) -> dict[str, str]:
        files = [path for path in self.preview.root.rglob("*") if path.is_file()]
        return {path.relative_to(self.preview.root).as_posix(): path.read_text() for path in files}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.preview.close()
    assert not site.preview.root.exists()


def test_each_build_is_compared_with_the_one_before(site: Site) -> None:
    def build() -> None:
        site.write("a/index.html", "neu")
        site.write("b.css", "same")
        (site.folder / "c.html").unlink()
        site.write("d.html", "new")

    site.build = build
    site.preview.first(frozenset())
    changed = site.preview.rest(lambda: False)
    assert (changed.written, changed.removed) == (("a/index.html", "d.html"), ("c.html",))
    assert site.served() == {"a/index.html": "neu", "b.css": "same", "d.html": "new"}


def test_a_build_that_changes_nothing_changes_nothing(site: Site) -> None:
    changed = site.preview.rest(lambda: False)
    assert (changed.written, changed.removed) == ((), ())


def test_what_comes_back_is_new(site: Site) -> None:
    site.build = (site.folder / "c.html").unlink
    site.preview.rest(lambda: False)
    site.build = partial(site.write, "c.html", "gone soon")
    assert site.preview.rest(lambda: False).written == ("c.html",)
    assert site.served()["c.html"] == "gone soon"


def test_a_build_that_fails_half_way_leaves_what_is_served(site: Site) -> None:
    def build() -> None:
        (site.folder / "c.html").unlink()
        site.write("a/index.html", "half")
        raise ValueError("half way")

    before = site.served()
    site.build = build
    with pytest.raises(ValueError, match="half way"):
        site.preview.rest(lambda: False)
    assert site.served() == before
    site.build = partial(site.write, "a/index.html", "whole")
    changed = site.preview.rest(lambda: False)
    assert (changed.written, changed.removed) == (("a/index.html",), ("c.html",))
