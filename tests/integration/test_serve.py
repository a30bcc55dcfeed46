"""`mkdocs serve`: what is saved in the editor reaches the open browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from support.serving import mkdocs_serve
from support.snippets import record_of
from techdigest.diagnostics import Diagnostics
from techdigest.markdown.collect import collect_library
from techdigest.notes.library import read_library
from techdigest.snippets.records import write_record

CONFIG = """\
site_name: 直播
theme: {name: techdigest}
plugins: [techdigest, cjksearch]
"""
INSTANT = """\
site_name: x
theme: {name: material, font: false, features: [navigation.instant]}
plugins: [techdigest]
"""
NOTE = """\
---
title: 正在写的笔记
date: 2026-11-01
---

第一稿。
"""


def test_an_edited_note_reaches_the_open_browser(tmp_path: Path, page: Page) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    note = tmp_path / "docs" / "notes" / "draft.md"
    note.parent.mkdir(parents=True)
    note.write_text(NOTE, encoding="utf-8")
    with mkdocs_serve(tmp_path) as url:
        page.goto(url + "draft/")
        expect(page.locator("article")).to_contain_text("第一稿")
        note.write_text(NOTE.replace("第一稿", "第二稿").replace("正在写的", "改好的"), encoding="utf-8")
        expect(page.locator("article")).to_contain_text("第二稿", timeout=30_000)
        page.goto(url)
        expect(page.locator("main")).to_contain_text("改好的笔记")


def test_a_new_record_reaches_the_open_browser(tmp_path: Path, page: Page) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        CONFIG + "markdown_extensions: [pymdownx.superfences]\n", encoding="utf-8"
    )
    note = tmp_path / "docs" / "notes" / "draft.md"
    note.parent.mkdir(parents=True)
    note.write_text(NOTE + "\n```python {.run id=one}\nassert True\n```\n", encoding="utf-8")
    unheard = Diagnostics()
    library = read_library(tmp_path / "docs", unheard)
    (snippet,) = collect_library(library, tmp_path / "docs", ["pymdownx.superfences"], {}, unheard).snippets
    with mkdocs_serve(tmp_path) as url:
        page.goto(url + "draft/")
        expect(page.locator("#snippet-one .td-state")).to_have_text("从未运行：尚无记录")
        write_record(tmp_path / "docs" / "records", record_of("one", fingerprint=snippet.fingerprint), None)
        expect(page.locator("#snippet-one .td-state")).to_contain_text("已在 CPU 上验证", timeout=30_000)


def test_an_error_shows_in_the_page_until_it_is_mended(tmp_path: Path, page: Page) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    note = tmp_path / "docs" / "notes" / "draft.md"
    note.parent.mkdir(parents=True)
    note.write_text(NOTE, encoding="utf-8")
    with mkdocs_serve(tmp_path) as url:
        page.goto(url + "draft/")
        note.write_text(NOTE.replace("正在写的笔记", "[<b>没写完"), encoding="utf-8")
        panel = page.locator(".panel.errors")
        expect(panel).to_contain_text("error[front-matter-yaml]", timeout=30_000)
        expect(panel).to_contain_text("notes/draft.md:")
        expect(panel).not_to_contain_text("上一个正确的版本")  # all else is as it should be
        note.with_name("another.md").write_text(NOTE.replace("正在写的", "另一篇"), encoding="utf-8")
        other = page.context.new_page()
        other.goto(url + "archive/")
        expect(other.locator("main")).to_contain_text("另一篇笔记", timeout=30_000)
        expect(other.locator(".panel.errors")).to_contain_text("notes/draft.md:")  # still, by that build, too
        note.write_text(
            NOTE.replace("---\n\n", "template: missing.html\n---\n\n第三稿。\n"), encoding="utf-8"
        )
        expect(panel).to_contain_text("missing.html", timeout=30_000)
        expect(panel).to_contain_text("上一个正确的版本")
        expect(page.locator("article")).to_contain_text("第一稿")
        note.write_text(NOTE.replace("第一稿", "第四稿"), encoding="utf-8")
        expect(page.locator("article")).to_contain_text("第四稿", timeout=30_000)
        expect(panel).to_have_count(0)


def test_pages_loaded_by_scripts_reload_where_they_are_scrolled_to(tmp_path: Path, page: Page) -> None:
    (tmp_path / "mkdocs.yml").write_text(INSTANT)
    docs, text = tmp_path / "docs", "# Long\n\n" + "A paragraph.\n\n" * 300
    docs.mkdir()
    (docs / "index.md").write_text("# Home\n\n[to the long page](long.md)\n")
    (docs / "long.md").write_text(text)
    with mkdocs_serve(tmp_path) as url:
        page.goto(url)
        page.evaluate("window.mark = true")
        page.get_by_role("link", name="to the long page").click()
        expect(page.locator("article h1")).to_contain_text("Long")
        assert page.evaluate("window.mark")  # the script has loaded it
        page.evaluate("scrollTo(0, 3210)")
        (docs / "long.md").write_text(text + "The end.\n")
        expect(page.locator("article")).to_contain_text("The end.", timeout=30_000)
        page.wait_for_function("document.readyState === 'complete' && Math.abs(scrollY - 3210) < 1")
        page.evaluate("new Promise(done => setTimeout(done, 300))")
        assert page.evaluate("Math.abs(scrollY - 3210) < 1")
