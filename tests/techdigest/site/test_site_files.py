"""llms.txt, the sitemap, redirects, and listings for themes that are not ours."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from support.site_library import catalogue, note
from techdigest.notes.model import DigestItem, Lang
from techdigest.site.listings import listing_views
from techdigest.site.llms import llms_txt
from techdigest.site.plain import listing_markdown
from techdigest.site.redirects import redirect_files, redirect_page
from techdigest.site.sitemap import Location, sitemap


def test_llms_txt_lists_each_note_under_its_own_language_with_items_below_digests() -> None:
    items = (DigestItem("Item [1]", "item", 1, text="What it says."),)
    notes = [
        note("a", "zh-Hans", title="笔记", description="说明", date=date(2026, 1, 1)),
        note("a", "en", title="Note", description="About", date=date(2026, 1, 1)),
        note("d", "zh-Hans", title="摘要", description="期刊", date=date(2025, 1, 1), items=items),
    ]
    text = llms_txt(
        catalogue(*notes), site_url="https://e.org/", site_name="Site", site_description="What it is"
    )
    assert text == (
        "# Site\n\n> What it is\n\n"
        "## 简体中文\n\n"
        "- [笔记](https://e.org/a/): 说明\n"
        "- [摘要](https://e.org/d/): 期刊\n"
        "  - [Item \\[1\\]](https://e.org/d/#item): What it says.\n\n"
        "## English\n\n"
        "- [Note](https://e.org/en/a/): About\n"
    )


def test_the_sitemap_gives_dates_and_languages_and_escapes() -> None:
    versions: dict[Lang, str] = {"zh-Hans": "https://e.org/a/", "en": "https://e.org/en/a/?x=1&y=2"}
    text = sitemap(
        [Location("https://e.org/a/", date(2026, 1, 2), versions, "zh-Hans"), Location("https://e.org/b/")]
    )
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    first, second = ElementTree.fromstring(text).findall("s:url", names)
    assert first.findtext("s:lastmod", namespaces=names) == "2026-01-02"
    assert {node.get("hreflang"): node.get("href") for node in first.findall("x:link", names)} == {
        "zh-Hans": "https://e.org/a/",
        "en": "https://e.org/en/a/?x=1&y=2",
        "x-default": "https://e.org/a/",
    }
    assert second.findtext("s:lastmod", namespaces=names) is None
    assert second.findall("x:link", names) == []


@pytest.mark.parametrize(
    ("alias", "files"),
    [
        ("/old/path/", ["old/path/index.html"]),
        ("/2022/07/15/第0期/", ["2022/07/15/第0期/index.html"]),
        ("/%E7%AC%AC0%E6%9C%9F", ["第0期/index.html"]),
        ("/old.html", ["old.html"]),
        ("/../../etc/passwd", ["etc/passwd/index.html"]),
        ("/a/%2e%2e/%2e%2e/b", ["b/index.html"]),
        ("/", []),
        ("/a\\..\\b", []),
        ("/a%00b", []),
        ("/a?b", []),
        ("布谷鸟过滤器", []),
        ("https://e.org/old/", []),
    ],
)
def test_only_aliases_that_are_addresses_become_redirects_and_none_leaves_the_site(
    alias: str, files: list[str]
) -> None:
    assert list(redirect_files(note("a", aliases=(alias,)))) == files


def test_a_redirect_escapes_the_title() -> None:
    page = redirect_page(note("a", title="<script>x</script>"), url="../a/", canonical="https://e.org/a/")
    assert "<script>" not in page
    assert 'content="0; url=../a/"' in page
    assert '<link rel="canonical" href="https://e.org/a/">' in page


def test_a_listing_without_our_theme_is_plain_and_escaped() -> None:
    one = note("a", title="<b> & *x*", tags=("x_y",), date=date(2026, 1, 1))
    views = listing_views(catalogue(one), latest=3)
    text = listing_markdown(views["en/tags/x_y.md"], lambda url: f"../../../{url}")
    assert "<b>" not in text
    assert '<a href="../../../a/" lang="zh-Hans">&lt;b&gt; &amp; *x*</a> <time>2026-01-01</time>' in text
    assert text.startswith("# x&#95;y\n")
