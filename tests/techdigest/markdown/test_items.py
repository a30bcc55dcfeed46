"""The line of domains and sources below the heading of a digest item."""

from __future__ import annotations

from dataclasses import replace

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
