"""The server takes MkDocs' place: what is watched, and what is not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from support.tiny_preview import TinyPreview, serving
from techdigest.mkdocs_build.serve import PreviewServer, StockPreview, preview_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    """A server that was made but does not serve."""
    (tmp_path / "docs").mkdir()
    made = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path), "/x")
    made.watch(str(tmp_path / "docs"))
    server = PreviewServer(made, TinyPreview(tmp_path / "docs", tmp_path / "site"))
    yield server
    server.shutdown()


def test_address_and_watched_paths_are_taken_over(server: PreviewServer, tmp_path: Path) -> None:
    assert server.mount_path == "/x/"
    assert list(server._watched_paths) == [str(tmp_path / "docs")]


def test_a_path_is_watched_as_long_as_anyone_wants_it(server: PreviewServer, tmp_path: Path) -> None:
    for _ in range(2):
        server.watch(str(tmp_path / "more"))
    server.unwatch(str(tmp_path / "more"))
    assert str(tmp_path / "more") in server._watched_paths
    server.unwatch(str(tmp_path / "more"))
    assert str(tmp_path / "more") not in server._watched_paths


def test_what_is_watched_while_serving_counts(tmp_path: Path) -> None:
    class Waiting(TinyPreview):
        changed = frozenset[Path]()

        def warm_up(self) -> None:
            pass

        def first(self, changed: frozenset[Path]) -> None:
            self.changed |= changed
            if late in self.changed:
                noticed.set()

    noticed, late = threading.Event(), tmp_path / "late" / "a.yml"
    for folder in ("docs", "late"):
        (tmp_path / folder).mkdir()
    with serving(Waiting(tmp_path / "docs", tmp_path / "site")) as server:
        server.watch(str(tmp_path / "late"))
        late.write_text("x")
        assert noticed.wait(10)


def test_the_cache_and_the_built_site_are_no_sources(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "temporary").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    config = load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "temporary"))
    made = LiveReloadServer(lambda: None, "127.0.0.1", 0, config.site_dir)
    server = preview_server(made, StockPreview(lambda: None, Path(config.site_dir)), config)
    server.shutdown()
    assert server._ignored == {str(tmp_path / name) for name in ("temporary", ".cache")}
