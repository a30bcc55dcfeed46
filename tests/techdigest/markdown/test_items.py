"""The line of domains and sources below the heading of a digest item."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from support.rendering import Renderer
from techdigest.notes.model import DigestItem, Source


def test_an_item_shows_its_domains_and_sources(renderer: Renderer) -> None:
    item = DigestItem(
        title="Sharing",
        anchor="sharing",
        line=1,
        sources=(
            Source(url="https://www.a.example/post?a=1&b=2", title="A <post>"),
            Source(url="javascript:alert(1)"),
            Source(url="https://[broken"),
        ),
        domains=("cloud", "unknown"),
    )
    renderer.page = replace(
        renderer.page, items=(item,), domain_links={"cloud": ("Cloud & co", "../domains/cloud/")}
    )
    assert renderer.html("# T\n\n## Sharing\n\ntext\n\n## Other\n\ntext") == (
        '<h1 id="t">T<a class="headerlink" href="#t" title="Permanent link">&para;</a></h1>\n'
        '<h2 class="td-item" id="sharing">Sharing<a class="headerlink" href="#sharing" '
        'title="Permanent link">&para;</a></h2>\n'
        '<p class="td-item-meta" data-search-exclude="">'
        '<a class="td-chip" href="../domains/cloud/">Cloud &amp; co</a> '
        '<a class="td-source" href="https://www.a.example/post?a=1&amp;b=2" rel="noopener" '
        'title="A &lt;post&gt;">a.example</a> </p>\n'
        "<p>text</p>\n"
        '<h2 id="other">Other<a class="headerlink" href="#other" title="Permanent link">&para;</a></h2>\n'
        "<p>text</p>"
    )


def test_an_item_without_domains_and_sources_gets_no_line(renderer: Renderer) -> None:
    renderer.page = replace(renderer.page, items=(DigestItem(title="A", anchor="a", line=1),))
    assert "td-item-meta" not in renderer.html("## A")


def test_a_page_without_items_is_left_alone(renderer: Renderer) -> None:
    assert "td-item" not in renderer.html("## A")


@pytest.mark.parametrize(
    "line",
    [
        "原文链接：<https://a.example/post>",
        "原文連結：https://a.example/post",
        "**Source**: [A post](https://a.example/post), [its paper](https://b.example/)",
        "原文：<https://a.example/post>\n领域：`cloud`、`gpu`",
        "- 来源：[甲](https://a.example/)",
    ],
)
def test_a_line_that_only_names_the_source_is_shown_but_not_searched(renderer: Renderer, line: str) -> None:
    renderer.page = replace(renderer.page, items=(DigestItem(title="A", anchor="a", line=1),))
    html = renderer.html(f"## A {{#a .td-item}}\n\n{line}\n\nSee [this](https://c.example/).")
    below = html.split("</h2>\n")[1]
    assert re.match(r'<(p|ul) data-search-exclude="">', below)
    assert "a.example" in below
    assert '<p>See <a href="https://c.example/">this</a>.</p>' in below


def test_a_list_of_sources_below_a_label_is_not_searched_either(renderer: Renderer) -> None:
    renderer.page = replace(renderer.page, items=(DigestItem(title="A", anchor="a", line=1),))
    html = renderer.html("## A\n\n原文：\n\n- <https://a.example/>\n- [乙](https://b.example/)\n\n正文。")
    assert '<p data-search-exclude="">原文：</p>\n<ul data-search-exclude="">' in html
    assert html.endswith("<p>正文。</p>")


@pytest.mark.parametrize(
    "text",
    [
        "链接：断开之后，怎样重连，见[这里](https://a.example/)",
        "[A post](https://a.example/post) says so.",
        "[only a link](https://a.example/post)",
        "注意：https://a.example/",
        "- [a](https://a.example/)",
    ],
)
def test_prose_below_an_item_is_searched(renderer: Renderer, text: str) -> None:
    renderer.page = replace(renderer.page, items=(DigestItem(title="A", anchor="a", line=1),))
    assert "data-search-exclude" not in renderer.html(f"## A\n\n{text}")


def test_the_class_of_an_item_stands_once(renderer: Renderer) -> None:
    renderer.page = replace(renderer.page, items=(DigestItem(title="A", anchor="a", line=1),))
    assert '<h2 class="td-item own" id="a">' in renderer.html("## A {#a .td-item .own}")
