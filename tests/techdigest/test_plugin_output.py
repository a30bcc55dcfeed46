"""Feeds, sitemap, llms.txt, metadata for search and stock templates, and builds that repeat."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from support.small_site import SmallSite

HOSTILE = "</title><script>alert(1)</script>&\\\"'"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def note(title: str, day: str, text: str = "正文，用简体中文写成，讲数据结构。", more: str = "") -> str:
    """A note's file."""
    return f'---\ntitle: "{title}"\ndate: {day}\n{more}---\n\n{text}\n'


def test_every_language_has_a_feed_of_what_its_listings_show(site: SmallSite) -> None:
    site.write("notes/a.md", note("甲", "2026-01-01"))
    site.write("notes/b.en.md", note("Bee", "2026-01-02"))
    site.build()
    for prefix in ("", "zh-Hant/", "en/"):
        root = ElementTree.fromstring(site.read(f"{prefix}feed.xml"))
        ids = [node.text for node in root.findall("a:entry/a:id", ATOM)]
        assert ids == ["https://example.org/en/b/", "https://example.org/a/"]
        assert root.findtext("a:updated", namespaces=ATOM) == "2026-01-02T00:00:00Z"
    assert 'type="application/atom+xml"' in site.read("en/b/index.html")


def test_an_authors_own_files_stay(site: SmallSite) -> None:
    site.write("notes/a.md", note("甲", "2026-01-01"))
    site.write("robots.txt", "mine")
    site.write("feed.xml", "<mine/>")
    site.build()
    assert site.read("robots.txt") == "mine"
    assert site.read("feed.xml") == "<mine/>"


def test_folders_and_pages_of_an_author_may_have_the_names_of_what_we_write(site: SmallSite) -> None:
    site.write("notes/a.md", note("甲", "2026-01-01"))
    for name in ("feed.xml/x.txt", "llms.txt/index.md", "robots.txt/x.txt", "en/feed.xml/index.md"):
        site.write(name, "# mine\n")
    site.write("archive.md", "# 我的归档\n\n自己写的一页。\n")
    site.write("domains/index.md", "# 我的领域\n\n自己写的一页。\n")
    site.write("tags.png/x.txt", "mine")
    site.build()
    assert site.messages == []
    assert site.has("feed.xml/x.txt")
    assert site.has("llms.txt/index.html")
    assert "我的归档" in site.read("archive/index.html")
    assert "我的领域" in site.read("domains/index.html")
    assert "甲" in site.read("index.html")


@pytest.mark.parametrize("prefix", ["", "zh-Hant/", "en/"])
def test_listings_lead_to_the_items_of_a_digest_and_to_nothing_else_in_it(
    site: SmallSite, prefix: str
) -> None:
    site.write("domains.yml", "cloud: {names: {en: Cloud}, keywords: [pod]}\n")
    items = "".join(
        f'## {n}. Item {n} {{domain="cloud"}}\n\nSource: <https://a.example/{n}>\n\nText.\n\n' for n in (1, 2)
    )
    site.write(
        "notes/d.en.md", note("Digest", "2026-01-01", f"Opening.\n\n## TL;DR\n\n1. One\n2. Two\n\n{items}")
    )
    site.build()
    for listing in ("index.html", "archive/index.html", "domains/cloud/index.html"):
        anchors = re.findall(r'href="[^"#]*d/#([^"]*)"', site.read(prefix + listing))
        assert dict.fromkeys(anchors) == {"item-1": None, "item-2": None}


def test_a_page_shows_how_long_its_text_and_code_take(site: SmallSite) -> None:
    code = "word " * 2200  # ten minutes of prose, five of code
    site.write("notes/a.md", note("甲", "2026-01-01", f"{'字' * 800}\n\n```\n{code}\n```"))
    site.build()
    assert "约 7 分钟" in site.read("a/index.html")
    assert "约 7 分钟" in site.read("index.html")


def test_without_a_site_url_there_is_a_message_and_no_feed(site: SmallSite) -> None:
    site.write("notes/a.md", note("甲", "2026-01-01"))
    site.build(site_url="")
    assert not site.has("feed.xml")
    assert "application/atom+xml" not in site.read("a/index.html")
    assert "](a/)" in site.read("llms.txt")
    assert len(site.messages) == 1
    assert "no-site-url" in site.messages[0]


def test_the_sitemap_has_the_dates_of_the_notes_and_their_languages(site: SmallSite) -> None:
    site.write("notes/a/index.md", note("甲", "2026-01-01", more="updated: 2026-02-03\n"))
    site.write("notes/a/index.en.md", note("A", "2026-01-01"))
    site.write("about.md", "# 关于\n\n没有日期的页面。\n")
    site.build()
    urls = {
        node.findtext("s:loc", namespaces=SITEMAP): node
        for node in ElementTree.fromstring(site.read("sitemap.xml")).findall("s:url", SITEMAP)
    }
    a = urls["https://example.org/a/"]
    assert a.findtext("s:lastmod", namespaces=SITEMAP) == "2026-02-03"
    assert {link.get("hreflang"): link.get("href") for link in a.findall("x:link", SITEMAP)} == {
        "zh-Hans": "https://example.org/a/",
        "en": "https://example.org/en/a/",
        "x-default": "https://example.org/a/",
    }
    about = urls["https://example.org/about/"]
    assert about.findtext("s:lastmod", namespaces=SITEMAP) is None
    assert urls["https://example.org/"].findtext("s:lastmod", namespaces=SITEMAP) == "2026-02-03"
    packed = (site.root / "site" / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed).decode() == site.read("sitemap.xml")


@pytest.mark.parametrize("theme", ["techdigest", "material", "mkdocs"])
def test_a_script_in_a_title_is_text_everywhere(site: SmallSite, theme: str) -> None:
    more = f'description: "{HOSTILE}"\ntags: ["{HOSTILE}"]\nseries: "{HOSTILE}"\n'
    site.write("notes/a.md", note(HOSTILE, "2026-01-01", more=more))
    site.write("notes/b.md", note("乙" + HOSTILE, "2026-01-02", more=f'series: "{HOSTILE}"\n'))
    site.write("page.md", f'---\ntitle: "{HOSTILE}"\n---\n\n页面。\n')
    site.build(theme={"name": theme}, plugins=["techdigest", "cjksearch"])
    for name in site.files():
        if name.endswith((".html", ".xml")):
            text = (site.root / "site" / name).read_text(encoding="utf-8")
            assert "<script>alert" not in text, name
            assert "\"'>" not in text.partition("</title>")[0], name
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in site.read("a/index.html")


def test_a_script_in_a_heading_does_not_reach_the_page_its_title_or_a_listing(site: SmallSite) -> None:
    digest = "# 摘 <script>alert(1)</script>\n\n## <script>alert(2)</script>\n\n原文：https://e.org/a\n\n"
    site.write("notes/d.md", digest + "## B\n\n原文：https://e.org/b\n")
    site.build(plugins=["techdigest", "cjksearch"])
    for name in site.files():
        if name.endswith((".html", ".xml")):
            assert "<script>alert" not in site.read(name), name


def test_the_search_is_told_what_a_note_is(site: SmallSite) -> None:
    site.write("domains.yml", "rl:\n  names: {zh-Hans: 强化学习, en: RL}\n  keywords: [mask]\n")
    digest = '## 一 {#one domains=rl source="https://e.org/a"}\n\n条目一。\n\n## 二\n\n原文：https://e.org/b\n\n条目二。\n'
    site.write("notes/a.md", note("甲 & 乙", "2026-01-01", digest, more="domains: [rl]\ntags: [过滤器]\n"))
    site.build(plugins=["techdigest", {"cjksearch": {"units": "units.jsonl"}}])
    lines = (site.root / "units.jsonl").read_text(encoding="utf-8")
    assert '"title":"甲 & 乙"' in lines.replace(": ", ":")
    assert '"item"' in lines
    assert "archive" not in lines
    assert site.messages == []


def test_two_builds_are_byte_identical_wherever_and_whenever(site: SmallSite) -> None:
    site.write(
        "domains.yml", "rl:\n  names: {zh-Hans: 强化学习}\n  keywords: [mask]\ncloud:\n  names: {en: Cloud}\n"
    )
    for number in range(6):
        more = f"tags: [t{number % 3}, 过滤器, x]\ndomains: [rl, cloud]\naliases: [/o{number}/]\n"
        site.write(
            f"notes/n{number}/index.md", note(f"笔记{number}", f"2026-01-0{number // 2 + 1}", more=more)
        )
    site.write("notes/n1/index.en.md", note("Note 1", "2026-01-01", "Text with $x^2$ and more."))
    site.write("about.md", "# 关于\n\n没有日期的页面。\n")
    site.write("notes/undated.md", "# 无日期\n\n没有日期的笔记。\n")
    site.build(plugins=["techdigest", "cjksearch"])
    elsewhere = {
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "4711",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "86400",
        "NO_MKDOCS_2_WARNING": "1",
    }
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(site.root / "mkdocs.yml"), "-d", "again"],
        env=os.environ | elsewhere,
        cwd=site.root,
        check=True,
    )
    assert len(site.files()) > 50
    assert site.files("again") == site.files()


def test_a_strict_build_fails_when_something_was_found_and_passes_when_not(site: SmallSite) -> None:
    site.write("notes/a.md", note("甲", "2026-01-01"))
    site.build()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(site.root / "mkdocs.yml")]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    clean = subprocess.run(command, env=env, cwd=site.root, capture_output=True, text=True, check=False)
    assert clean.returncode == 0, clean.stderr
    site.write("notes/b.md", note("乙", "not a date"))
    strict = subprocess.run(command, env=env, cwd=site.root, capture_output=True, text=True, check=False)
    assert strict.returncode == 1
    assert "notes/b.md:3: " in strict.stderr
    assert Path(site.root / "site" / "b" / "index.html").exists()
