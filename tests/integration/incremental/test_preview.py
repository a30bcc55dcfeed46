"""The preview's builds give way to newer changes, and what they were about to do is done by a later one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jinja2 import TemplateNotFound
from mkdocs.commands.build import build
from mkdocs.config import load_config

from support.site_folders import tree
from techdigest.mkdocs_build import session
from techdigest.mkdocs_build.giving_way import Superseded
from techdigest.mkdocs_build.preview import IncrementalPreview

NOTE = """\
---
title: {title}
date: 2026-11-01
---

{text}

## A section

As [Systems](beta.md#a-section) says.
"""


class Site:
    """A site of three notes that its preview has built."""

    def __init__(self, root: Path) -> None:
        self.root = root
        settings = {
            "site_name": "Preview",
            "site_url": "https://example.org/",
            "theme": {"name": "techdigest"},
            "plugins": ["techdigest", "cjksearch"],
        }
        (root / "mkdocs.yml").write_text(yaml.safe_dump(settings))
        for title in ("alpha", "beta", "gamma"):
            self.write(title, "The first text.")
        self.build("site")
        self.preview = IncrementalPreview(lambda: self.build("site"), root / "site")

    def write(self, title: str, text: str, *, file: str = "") -> Path:
        path = self.root / "docs" / "notes" / f"{file or title}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTE.format(title=title, text=text))
        return path

    def build(self, folder: str) -> None:
        config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.root / folder))
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url="http://127.0.0.1:8000/")

    def page(self, slug: str) -> str:
        return (self.root / "site" / "en" / slug / "index.html").read_text()

    def is_as_built_anew(self, monkeypatch: pytest.MonkeyPatch) -> bool:
        monkeypatch.setenv("TECHDIGEST_CACHE", str(self.root / "no-cache-yet"))
        self.build("anew")
        return tree(self.root / "site") == tree(self.root / "anew")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("TECHDIGEST_JOBS", "1")
    monkeypatch.setattr(session, "_latest", {})
    return Site(tmp_path)


def never() -> bool:
    return False


def after(questions: int) -> Callable[[], bool]:
    """A question that is answered by yes from its `questions`th time on."""
    asked = iter(range(questions))
    return lambda: next(asked, None) is None


def test_a_build_that_gives_way_changes_nothing_and_the_next_one_makes_up_for_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, gave_way = tree(site.root / "site"), 0
    for questions in range(0, 200, 3):
        edited = site.write(f"renamed {questions}", "The second text.", file="alpha")
        try:
            site.preview.rest(after(questions))
            break
        except Superseded:
            gave_way += 1
            assert tree(site.root / "site") == before
        made = site.preview.first(frozenset({edited}))
        assert made == ["en/alpha/index.html"]
        assert f"renamed {questions}" in site.page("alpha")
        before = tree(site.root / "site")
    assert gave_way > 5  # it is asked before each stage, and between any two pages
    assert "renamed" in (site.root / "site" / "en" / "archive" / "index.html").read_text()
    assert site.is_as_built_anew(monkeypatch)


@pytest.mark.parametrize("what", ["gives way", "fails"])
def test_a_page_is_made_by_what_the_last_whole_build_knew(
    site: Site, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    text = site.write("alpha", "The second text.").read_text()
    if what == "gives way":
        site.write("beta two", "The second text.", file="beta")
        with pytest.raises(Superseded):
            site.preview.rest(after(8))
    else:
        site.write("beta", "The second text.").write_text(
            text.replace("date:", "template: missing.html\ndate:")
        )
        with pytest.raises(TemplateNotFound):
            site.preview.rest(never)
    gamma = site.write("gamma", "The third text.")
    assert site.preview.first(frozenset({gamma})) == ["en/gamma/index.html"]
    assert "The third text." in site.page("gamma")
    page = site.page("gamma")
    site.write("beta", "The first text.")
    site.write("alpha", "The first text.")
    site.preview.rest(never)
    assert site.page("gamma") == page
    assert site.is_as_built_anew(monkeypatch)
