"""`mkdocs serve` builds again and again in one process: each build starts clean."""

from __future__ import annotations

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from support.small_site import SmallSite
from techdigest.markdown.extension import TechDigestExtension

NOTE = "---\ntitle: {title}\ndate: 2026-01-0{day}\n{more}---\n\n{text}\n"


def note(title: str, day: int = 1, text: str = "正文，用简体中文写成。", more: str = "") -> str:
    """A note's file."""
    return NOTE.format(title=title, day=day, text=text, more=more)


def test_an_edited_note_reaches_its_page_and_every_listing(site: SmallSite) -> None:
    site.write("notes/a.md", note("旧标题"))
    site.write("notes/b.md", note("乙", day=2))
    site.build()
    site.write("notes/a.md", note("新标题", text="改过的正文，也用简体中文写成。", more="tags: [新标签]\n"))
    site.build()
    assert "改过的正文" in site.read("a/index.html")
    assert "新标题" in site.read("index.html")
    assert site.has("tags/新标签/index.html")
    assert site.places_of("旧标题") == []


def test_a_deleted_note_disappears(site: SmallSite) -> None:
    site.write("notes/b.md", note("乙", day=2))
    gone = site.write("notes/a.md", note("删掉的", more="tags: [只在这里]\n"))
    site.build()
    assert site.has("tags/只在这里/index.html")
    gone.unlink()
    site.build()
    assert site.places_of("删掉的") == []
    assert not site.has("tags/只在这里/index.html")


def test_a_note_that_becomes_private_disappears(site: SmallSite) -> None:
    site.write("notes/b.md", note("乙", day=2))
    site.write("notes/a.md", note("藏起来"))
    site.build()
    site.write("notes/a.md", note("藏起来", more="draft: true\n"))
    site.build()
    assert site.places_of("藏起来") == []


def test_messages_of_one_build_are_gone_in_the_next(site: SmallSite) -> None:
    site.write("notes/a.md", note("甲").replace("2026-01-01", "gestern"))
    site.build()
    assert len(site.messages) == 1
    site.build()
    assert len(site.messages) == 1
    site.write("notes/a.md", note("甲"))
    site.build()
    assert site.messages == []


def test_building_one_configuration_twice_adds_the_extension_once_and_gives_the_same(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TECHDIGEST_FRESH", "1")  # else what has not changed may not be built at all
    site.write("notes/a.md", note("甲", text="公式 $x^2$，用简体中文写成。"))
    site.build()
    config = load_config(config_file=str(site.root / "mkdocs.yml"))
    first = site.files()
    for _ in range(2):
        build(config)
        assert sum(isinstance(entry, TechDigestExtension) for entry in config.markdown_extensions) == 1
        assert site.files() == first
    config.plugins.on_shutdown()


def test_what_was_found_is_said_when_the_build_fails(site: SmallSite) -> None:
    site.write("notes/a.md", note("甲").replace("2026-01-01", "gestern"))
    site.write("page.md", "---\ntemplate: missing.html\n---\n\n# 页面\n")
    with pytest.raises(Exception, match=r"missing\.html"):
        site.build()
    assert any("notes/a.md:3: " in message for message in site.messages)
