"""A build that hands over what pages gave, now or before, gets the index that MkDocs' own events give."""

from __future__ import annotations

import pickle
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cjksearch.index.documents import by_page, digest_of
from cjksearch.index.unit import Unit
from cjksearch.pages.store import read_units, write_documents
from cjksearch.plugin import CjkSearchPlugin
from support.search_cache import MemoryCache
from support.search_site import build_site

HINTS = """---
search:
  boost: 0
  labels: {domain: {cloud: {en: Cloud}}}
  facets: {domain: [cloud]}
---
# 页

写前日志（write-ahead log）保证写前日志（write-ahead log）不丢。
"""


def content(folder: Path) -> dict[str, bytes]:
    paths = [*(folder / "site" / "cjksearch").rglob("*"), folder / ".cache/cjksearch/units.jsonl"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> MemoryCache:
    """Let builds ask for the results of pages, and hand them over at the end, as bytes."""
    cache = MemoryCache()
    kept: dict[str, tuple[Any, bytes]] = {}
    collect, finish = CjkSearchPlugin.on_page_context, CjkSearchPlugin.on_post_build

    def on_page_context(self: CjkSearchPlugin, context: Any, **about: Any) -> None:
        page = about["page"]
        kept[page.file.src_uri] = page, pickle.dumps(self.page_results(page))
        collect(self, context, **about)

    def on_post_build(self: CjkSearchPlugin, **about: Any) -> None:
        self.cache = cache
        self.forget_page_results()
        for page, result in kept.values():
            units = pickle.loads(result).units
            self.take_page_results(page, digest_of(units), partial(pickle.loads, result))
        finish(self, **about)

    monkeypatch.setattr(CjkSearchPlugin, "on_page_context", on_page_context)
    monkeypatch.setattr(CjkSearchPlugin, "on_post_build", on_post_build)
    return cache


def test_results_of_pages_give_the_files_that_events_give(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    pages = {
        "index.md": "# 首页\n\n写前日志\n",
        "a.md": HINTS,
        "b.md": "---\nsearch: {exclude: true}\n---\n# B\n",
    }
    build_site(tmp_path / "events", pages=pages)
    said = caplog.text.count("search.boost")
    cache: MemoryCache = request.getfixturevalue("handed_over")
    for _ in range(2):
        build_site(tmp_path / "results", pages=pages)
        assert content(tmp_path / "results") == content(tmp_path / "events")
    assert cache.values
    assert caplog.text.count("search.boost") == said + 2


UNITS = [Unit(f"{n}", f"p{n // 3}/#{n}", f"页 {n}", text=f"正文 {n}\n" * (n % 4)) for n in range(12)]


def test_lines_of_units_are_copied_from_the_file_and_written_where_it_is_not_ours(tmp_path: Path) -> None:
    path, cache = tmp_path / "units.jsonl", MemoryCache()
    assert write_documents(list(by_page(UNITS)), path, cache)
    assert not write_documents(list(by_page(UNITS)), path, cache)
    changed = [*UNITS[6:9], Unit("new", "new/", "新"), *UNITS[:6]]
    assert write_documents(list(by_page(changed)), path, cache)
    assert list(read_units(path)) == changed
    path.write_text('{"id": "x", "url": "x"}\n', "utf-8")
    assert write_documents(list(by_page(changed)), path, cache)
    assert list(read_units(path)) == changed
    path.unlink()
    assert write_documents(list(by_page(UNITS)), path, cache)
    assert list(read_units(path)) == UNITS
    cache.values.clear()
    assert not write_documents(list(by_page(UNITS)), path, cache)
