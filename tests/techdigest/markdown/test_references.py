"""The list of references at the end of a page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from support.papers import ATTENTION, BLOOM, BORG
from support.rendering import Renderer
from techdigest.notes.model import Lang


def keys(html: str) -> list[str]:
    """The papers of the list, in order."""
    return re.findall(r'<li class="td-reference" id="ref-([^"]*)">', html)


def entry(html: str, key: str) -> str:
    """The HTML of one entry."""
    return html.partition(f'<li class="td-reference" id="ref-{key}">')[2].partition("</li>")[0]


def test_the_list_ends_the_page_with_all_papers_in_the_order_of_the_text(citing: Renderer) -> None:
    citing.page = replace(citing.page, papers=(BORG, BLOOM))
    html = citing.html(
        "[@vaswani2017attention], doi:10.1145/362686.362692, $x$[^n]\n\n[^n]: [@fan2014cuckoo]"
    )
    assert keys(html) == ["vaswani2017attention", "bloom1970space", "fan2014cuckoo", "verma2015large"]
    assert html.index('class="footnote"') < html.index('class="td-references"') < html.index("td-glyphs-box")


def test_an_entry_says_who_wrote_what_and_where_it_can_be_read(citing: Renderer) -> None:
    assert entry(citing.html("[@fan2014cuckoo]"), "fan2014cuckoo") == (
        '<span class="td-reference__authors">Bin Fan, David G. Andersen, Michael Kaminsky, '
        "Michael D. Mitzenmacher</span>. "
        '<a class="td-reference__title" href="/papers/fan2014cuckoo/">Cuckoo Filter: Practically Better Than '
        'Bloom</a>. <span class="td-reference__venue">CoNEXT</span>, '
        '<span class="td-reference__year">2014</span>. '
        '<a class="td-reference__id" href="https://doi.org/10.1145/2674005.2674994" rel="noopener">'
        "doi:10.1145/2674005.2674994</a> "
        '<a aria-label="Back to where reference 1 is mentioned" class="td-reference__back" '
        'href="#paper-fan2014cuckoo" role="doc-backlink">↩</a>'
    )


def test_many_authors_are_summed_up_and_titles_escaped(citing: Renderer) -> None:
    citing.page = replace(citing.page, papers=(ATTENTION, BORG))
    html = citing.html("x")
    assert ">Vaswani, Shazeer, Parmar et al.</span> <a " in entry(html, "vaswani2017attention")
    assert ">Abhishek Verma et al.</span> <a " in entry(html, "verma2015large")
    assert "with &lt;Borg&gt;</a>. <a " in entry(html, "verma2015large")
    assert (
        'href="https://research.example/pubs/43438?a=1&amp;b=2" rel="noopener">research.example</a>'
        in entry(html, "verma2015large")
    )


def test_each_place_has_its_own_way_back(citing: Renderer) -> None:
    html = citing.html("[@bloom1970space]\n\n[@bloom1970space]")
    assert re.findall(r'aria-label="([^"]*)" class="td-reference__back" href="#([^"]*)"', html) == [
        ("Back to mention 1 of reference 1", "paper-bloom1970space"),
        ("Back to mention 2 of reference 1", "cite-bloom1970space-2"),
    ]


def test_of_very_many_ways_back_the_first_ten_are_shown(citing: Renderer) -> None:
    for mentions, shown in ((10, 10), (11, 10), (300, 10)):
        html = entry(citing.html("[@bloom1970space]\n\n" * mentions), "bloom1970space")
        assert html.count("td-reference__back") == shown
        assert html.endswith("↩10</a> …" if mentions > shown else "↩10</a>")


@pytest.mark.parametrize(
    ("lang", "heading"), [("zh-Hans", "参考文献"), ("zh-Hant", "參考文獻"), ("en", "References")]
)
def test_the_heading_speaks_the_language_of_the_page(citing: Renderer, lang: Lang, heading: str) -> None:
    citing.page = replace(citing.page, lang=lang)
    html = citing.html("[@bloom1970space]")
    assert f'<h2 id="td-references">{heading}</h2>' in html
    assert 'aria-labelledby="td-references" class="td-references" data-search-exclude=""' in html


def test_where_papers_have_no_pages_titles_are_no_links(citing: Renderer) -> None:
    citing.page = replace(citing.page, paper_url=None)
    html = citing.html("[@bloom1970space]")
    assert f'<cite class="td-reference__title">{BLOOM.title}</cite>. ' in html


@pytest.mark.parametrize("text", ["# T\n\n## A\n\n[@bloom1970space]", "## A\n\n[@bloom1970space]"])
def test_the_table_of_contents_ends_with_the_list(citing: Renderer, text: str) -> None:
    citing.html(text)
    sections = citing.toc[0]["children"] if citing.toc[0]["level"] == 1 else citing.toc
    assert [(section["id"], section["name"]) for section in sections] == [
        ("a", "A"),
        ("td-references", "References"),
    ]


def test_a_page_without_headings_has_no_table_of_contents(citing: Renderer) -> None:
    citing.html("[@bloom1970space]")
    assert citing.toc == []
