"""Where the plugin puts notes, pages and listings."""

from __future__ import annotations

import re

import pytest

from support.small_site import SmallSite

NOTE = "---\ntitle: {title}\ndate: 2026-01-0{day}\n{more}---\n\n{text}\n"
HANS = "这是一篇用简体中文写的笔记，讲的是数据结构。"
HANT = "這是一篇用繁體中文寫的筆記，講的是資料結構。"
ENGLISH = "This is a note in English about data structures."


def note(title: str, text: str, day: int = 1, more: str = "") -> str:
    """A note's file."""
    return NOTE.format(title=title, day=day, more=more, text=text)


def hrefs(html: str) -> set[str]:
    """The addresses of all links on a page."""
    return set(re.findall(r'<a [^>]*?href="([^"]+)"', html))


def test_each_language_has_its_own_addresses(site: SmallSite) -> None:
    site.write("notes/filter/index.md", note("过滤器", HANS))
    site.write("notes/filter/index.zh-Hant.md", note("過濾器", HANT))
    site.write("notes/filter/index.en.md", note("Filters", ENGLISH))
    site.write("notes/only.md", note("Only English", ENGLISH))
    site.build()
    assert site.messages == []
    for path, lang, title in [
        ("filter", "zh-Hans", "过滤器"),
        ("zh-Hant/filter", "zh-Hant", "過濾器"),
        ("en/filter", "en", "Filters"),
        ("en/only", "en", "Only English"),
    ]:
        html = site.read(f"{path}/index.html")
        assert f'<html lang="{lang}"' in html
        assert f"<title>{title} - Small site</title>" in html
    assert not site.has("notes/filter/index.html")
    assert not site.has("only/index.html")


def test_the_switcher_and_hreflang_name_the_same_note(site: SmallSite) -> None:
    site.write("notes/filter/index.md", note("过滤器", HANS))
    site.write("notes/filter/index.en.md", note("Filters", ENGLISH))
    site.build()
    html = site.read("en/filter/index.html")
    found = dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', html))
    assert found["zh-Hans"] == found["x-default"] == "https://example.org/filter/"
    assert found["en"] == "https://example.org/en/filter/"
    assert "../../filter/" in hrefs(html)


def test_plain_pages_keep_their_address_and_suffixed_ones_move_below_their_language(site: SmallSite) -> None:
    site.write("guide/index.md", f"# 指南\n\n{HANS}\n")
    site.write("guide/index.en.md", f"# Guide\n\n{ENGLISH}\n")
    site.write("guide/math.en.md", f"# Math\n\n{ENGLISH} See [the guide](index.en.md).\n")
    site.build()
    assert site.messages == []
    assert site.has("guide/index.html")
    assert site.has("en/guide/index.html")
    assert "../" in hrefs(site.read("en/guide/math/index.html"))


def test_links_between_notes_are_written_as_files(site: SmallSite) -> None:
    site.write(
        "notes/a/index.md",
        note("甲", f"{HANS} [乙](../b.md) 与 [英文](index.en.md)，[指南](../../guide.md)。"),
    )
    site.write("notes/a/index.en.md", note("A", f"{ENGLISH} [B](../b.md)"))
    site.write("notes/b.md", note("乙", f"{HANS} [甲](a/index.md#x) [没有](missing.md)"))
    site.write("guide.md", "# 指南\n\n[甲](notes/a/index.md)\n")
    site.build()
    assert {"../b/", "../en/a/", "../guide/"} <= hrefs(site.read("a/index.html"))
    assert "../../b/" in hrefs(site.read("en/a/index.html"))
    assert "../a/#x" in hrefs(site.read("b/index.html"))
    assert "../a/" in hrefs(site.read("guide/index.html"))
    assert len(site.messages) == 1
    assert "'notes/b.md' contains a link 'missing.md'" in site.messages[0]


def test_images_beside_a_note_are_published_beside_its_source(site: SmallSite) -> None:
    site.write("notes/a/index.md", note("甲", f"{HANS}\n\n![图](figure.svg)"))
    site.write("notes/a/figure.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')
    site.build()
    assert site.has("notes/a/figure.svg")
    assert 'src="../notes/a/figure.svg"' in site.read("a/index.html")


def test_listings_of_every_language_link_to_notes_in_their_best_language(site: SmallSite) -> None:
    site.write("notes/a/index.md", note("甲", HANS, more="tags: [数据结构]\n"))
    site.write("notes/b/index.en.md", note("Bee", ENGLISH, day=2))
    site.build()
    assert {"a/", "en/b/"} <= hrefs(site.read("index.html"))
    assert {"../a/", "b/"} <= hrefs(site.read("en/index.html"))
    assert {"../../a/", "../../en/b/"} <= hrefs(site.read("zh-Hant/archive/index.html"))
    assert "../../a/" in hrefs(site.read("tags/数据结构/index.html"))
    english = site.read("en/index.html")
    assert 'lang="zh-Hans" hreflang="zh-Hans">甲</a>' in english


def test_an_authors_own_home_stays_and_another_with_the_homes_template_gets_the_listing(
    site: SmallSite,
) -> None:
    site.write("notes/a/index.md", note("甲", HANS))
    site.write("index.md", "# 我的首页\n\n欢迎。\n")
    site.write("index.en.md", "---\ntitle: My home\ntemplate: home.html\n---\n\nWelcome.\n")
    site.build()
    assert site.messages == []
    assert "a/" not in {href for href in hrefs(site.read("index.html")) if href.endswith("a/")}
    english = site.read("en/index.html")
    assert "../a/" in hrefs(english)
    assert "Welcome." in english


def test_without_directory_urls_all_addresses_end_in_html(site: SmallSite) -> None:
    site.write("notes/a/index.md", note("甲", f"{HANS} [乙](../b.md)"))
    site.write("notes/a/index.en.md", note("A", ENGLISH))
    site.write("notes/b.md", note("乙", HANS, day=2))
    site.build(use_directory_urls=False)
    assert site.messages == []
    assert "b.html" in hrefs(site.read("a.html"))
    assert {"a.html", "b.html", "archive/index.html"} <= hrefs(site.read("index.html"))
    assert {"en/a.html"} <= hrefs(site.read("a.html"))
    assert "https://example.org/en/a.html" in site.read("en/feed.xml")


def test_other_languages_can_lead(site: SmallSite) -> None:
    site.write("notes/a/index.md", note("A", ENGLISH))
    site.write("notes/a/index.zh-Hans.md", note("甲", HANS))
    site.build(plugins=[{"techdigest": {"languages": ["en", "zh-Hans"]}}])
    assert site.messages == []
    assert '<html lang="en"' in site.read("a/index.html")
    assert '<html lang="zh-Hans"' in site.read("zh-Hans/a/index.html")
    assert not site.has("zh-Hant/index.html")


def test_old_addresses_lead_to_the_note(site: SmallSite) -> None:
    more = "aliases: [/2022/old/, /legacy.html, 别名, /b/]\n"
    site.write("notes/a/index.md", note("甲", HANS, more=more))
    site.write("notes/b.md", note("乙", HANS))
    site.build()
    assert 'content="0; url=../../a/"' in site.read("2022/old/index.html")
    assert 'content="0; url=a/"' in site.read("legacy.html")
    assert 'href="https://example.org/a/"' in site.read("legacy.html")
    assert "乙" in site.read("b/index.html")
    assert len(site.messages) == 1
    assert "alias-taken" in site.messages[0]


def test_an_alias_takes_no_address_away(site: SmallSite) -> None:
    taken = [
        "/sitemap.xml",
        "/feed.xml/",
        "/404.html",
        "/b/index.html/",
        "/notes/x.svg",
        "/tags",
        "/llms.txt",
    ]
    more = f"aliases: [{', '.join(taken)}, /{'a' * 300}/, /ok/, /ok/index.html]\n"
    site.write("notes/a.md", note("甲", HANS, more=more))
    site.write("notes/b.md", note("乙", HANS))
    site.write("notes/x.svg", "<svg/>")
    site.build()
    assert site.has("ok/index.html")
    assert all(site.has(name) for name in ("sitemap.xml", "feed.xml", "llms.txt", "notes/x.svg"))
    assert len(site.messages) == len(taken) + 1
    assert all("alias-taken" in message for message in site.messages)


def test_a_note_in_a_language_the_site_does_not_list_is_shown_with_its_language(site: SmallSite) -> None:
    site.write("notes/a.md", note("過濾器", HANT))
    site.build(plugins=[{"techdigest": {"languages": ["en"]}}])
    assert site.messages == []
    assert '<html lang="zh-Hant"' in site.read("zh-Hant/a/index.html")
    assert 'href="zh-Hant/a/" lang="zh-Hant"' in site.read("index.html")


def test_notes_of_a_series_lead_to_each_other(site: SmallSite) -> None:
    site.write("notes/a.md", note("甲", HANS, day=1, more="series: s\n"))
    site.write("notes/b.md", note("乙", HANS, day=2, more="series: s\n"))
    site.write("notes/c.md", note("丙", HANS, day=3))
    site.build()
    assert 'rel="next" href="../b/"' in site.read("a/index.html")
    assert 'rel="prev" href="../a/"' in site.read("b/index.html")
    assert 'rel="prev"' not in site.read("c/index.html")


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_other_themes_get_plain_listings(site: SmallSite, theme: str) -> None:
    site.write("notes/a/index.md", note("<i>甲</i>", HANS, more="tags: [x]\n"))
    site.build(theme={"name": theme})
    assert site.messages == []
    assert "a/" in hrefs(site.read("index.html"))
    assert "../../a/" in hrefs(site.read("tags/x/index.html"))
    assert "<i>甲" not in site.read("tags/x/index.html")


def test_a_translation_that_is_no_note_is_not_listed_in_the_place_of_one_that_is(site: SmallSite) -> None:
    site.write("about.md", note("关于", HANS))
    site.write("about.en.md", "# About\n\nA page without a date.\n")
    site.build()
    assert 'href="../about/"' in site.read("en/index.html")
    assert 'href="about/"' not in site.read("en/index.html")
