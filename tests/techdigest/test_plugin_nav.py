"""The navigation holds the plain pages of the page's own language."""

from __future__ import annotations

from typing import Any

from support.small_site import SmallSite

HANS = "用简体中文写成的一页。"
ENGLISH = "A page written in English."


# A theme that says nothing but the navigation: titles in order, sections in brackets.
TEMPLATE = """\
{%- for item in nav recursive -%}
{%- if item.children %}[{{ item.title }}:{{ loop(item.children) }}]{% else %}{{ item.title }};{% endif -%}
{%- endfor %}
{{ page.previous_page.title }}<{{ page.title }}>{{ page.next_page.title }}
home {{ nav.homepage.url if nav.homepage else "-" }}
"""


def build(site: SmallSite, **options: Any) -> None:
    """Build with that theme."""
    theme = site.root / "theme"
    theme.mkdir()
    (theme / "main.html").write_text(TEMPLATE, encoding="utf-8")
    site.build(theme={"name": None, "custom_dir": str(theme)}, **options)


def nav(site: SmallSite, page: str) -> str:
    """The navigation of a page."""
    return site.read(page).split("\n")[0]


def fill(site: SmallSite) -> None:
    """A guide in two languages, a page in one, and a note."""
    site.write("guide/index.md", f"# 指南\n\n{HANS}\n")
    site.write("guide/index.en.md", f"# Guide\n\n{ENGLISH}\n")
    site.write("guide/math.md", f"# 公式\n\n{HANS}\n")
    site.write("guide/math.en.md", f"# Math\n\n{ENGLISH}\n")
    site.write("about.md", f"# 关于\n\n{HANS}\n")
    site.write("notes/a.md", f"---\ntitle: 笔记\ndate: 2026-01-01\n---\n\n{HANS}\n")


def test_each_language_has_its_own_navigation_named_by_its_index_pages(site: SmallSite) -> None:
    fill(site)
    build(site)
    assert site.messages == []
    assert nav(site, "index.html") == "关于;[指南:指南;公式;]"
    assert nav(site, "guide/math/index.html") == "关于;[指南:指南;公式;]"
    assert nav(site, "en/guide/math/index.html") == "[Guide:Guide;Math;]"
    assert nav(site, "en/index.html") == "[Guide:Guide;Math;]"
    assert nav(site, "zh-Hant/index.html") == ""


def test_a_written_navigation_is_translated_and_keeps_its_own_words(site: SmallSite) -> None:
    fill(site)
    build(site, nav=[{"文档": [{"开始": "guide/index.md"}, "guide/math.md"]}, {"关于本站": "about.md"}])
    assert site.messages == []
    assert nav(site, "index.html") == "[文档:开始;公式;]关于本站;"
    assert nav(site, "en/index.html") == "[Guide:Guide;Math;]"


def test_previous_and_next_stay_in_the_language(site: SmallSite) -> None:
    fill(site)
    build(site)
    assert "\n指南<公式>\n" in site.read("guide/math/index.html")
    assert "\nGuide<Math>\n" in site.read("en/guide/math/index.html")
    assert "\n<Guide>Math\n" in site.read("en/guide/index.html")


def test_the_home_of_a_language_is_its_own(site: SmallSite) -> None:
    fill(site)
    build(site)
    assert "\nhome en/" in site.read("en/guide/index.html")


def test_where_no_page_is_translated_the_navigation_is_mkdocs_own(site: SmallSite) -> None:
    site.write("guide/index.md", f"# 指南\n\n{HANS}\n")
    site.write("english.md", f"# English\n\n{ENGLISH}\n")
    site.write("notes/a.md", f"---\ntitle: 笔记\ndate: 2026-01-01\n---\n\n{HANS}\n")
    build(site)
    assert nav(site, "en/index.html") == nav(site, "a/index.html") == "English;[Guide:指南;]"
