"""Papers that a page names: which text becomes a link, and where links lead."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from support.papers import brief
from support.rendering import Renderer
from support.three_dots import Case, read_cases
from techdigest.notes.model import DigestItem

CASES = read_cases(Path(__file__).parent / "paper_links.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_papers_are_linked_as_the_fixture_says(case: Case, citing: Renderer) -> None:
    assert brief(citing.html(case.given)) == case.expected, case.title


def test_every_place_has_an_id_and_the_first_the_name_of_the_paper(citing: Renderer) -> None:
    html = citing.html("arXiv:1706.03762\n\n[x](https://arxiv.org/abs/1706.03762) [@vaswani2017attention]")
    places = re.findall(r'id="((?:paper|cite)-[^"]*)"', html)
    assert places == ["paper-vaswani2017attention", *(f"cite-vaswani2017attention-{n}" for n in (2, 3))]
    assert re.findall(r'href="#((?:paper|cite)-[^"]*)"', html) == places


@pytest.mark.parametrize(
    "own", ["## A {#paper-vaswani2017attention}", '<div id="paper-vaswani2017attention"></div>']
)
def test_an_id_that_the_author_has_given_is_not_given_twice(citing: Renderer, own: str) -> None:
    html = citing.html(own + "\n\narXiv:1706.03762")
    assert html.count('id="paper-vaswani2017attention"') == 1
    assert html.count('id="paper-vaswani2017attention_2"') == 1
    assert 'href="#paper-vaswani2017attention_2"' in html


def test_a_link_with_an_id_of_its_own_keeps_it_and_is_led_back_to(citing: Renderer) -> None:
    html = citing.html("[x](https://arxiv.org/abs/1706.03762){#mine}")
    assert '<a href="https://arxiv.org/abs/1706.03762" id="mine">x</a>' in html
    assert 'href="#mine"' in html


def test_where_papers_have_no_pages_a_name_leads_to_the_list(citing: Renderer) -> None:
    citing.page = replace(citing.page, paper_url=None)
    html = citing.html("arXiv:1706.03762")
    assert (
        '<a class="td-paper" data-reference="ref-vaswani2017attention" href="#ref-vaswani2017attention"'
        in html
    )
    assert "/papers/" not in html


def test_a_page_that_names_no_paper_is_the_same_with_and_without_papers(citing: Renderer) -> None:
    text = "# A\n\nSome *text* with [a link](https://a.example/), $x$ and `code`.\n\n- 1. 《书》\n"
    with_papers = citing.html(text)
    citing.context.registry = type(citing.context.registry)()
    assert citing.html(text) == with_papers


def test_a_digest_item_shows_the_papers_of_its_section(citing: Renderer) -> None:
    items = [DigestItem(title=name, anchor=name, line=1, domains=("d",)) for name in ("a", "b", "c")]
    citing.page = replace(citing.page, items=tuple(items), domain_links={"d": ("D", "/d/")})
    html = citing.html(
        "[@bloom1970space]\n\n## a {#a}\n\n[@fan2014cuckoo]\n\n### x\n\n[@vaswani2017attention]\n\n"
        "## b {#b}\n\n[x][y]\n\n[y]: https://research.example/pubs/43438?a=1&b=2\n\n## c {#c}\n\nnone[^n]\n\n"
        "[^n]: [@bloom1970space]"
    )
    shown = [
        re.findall(r'<a class="td-paper" data-reference="ref-([^"]*)" href="([^"]*)">([^<]*)</a>', meta)
        for meta in re.findall(r'<p class="td-item-meta".*?</p>', html)
    ]
    assert shown == [
        [
            ("fan2014cuckoo", "/papers/fan2014cuckoo/", "Fan et al. 2014"),
            ("vaswani2017attention", "/papers/vaswani2017attention/", "Vaswani et al. 2017"),
        ],
        [("verma2015large", "/papers/verma2015large/", "Verma et al.")],
        [],
    ]
