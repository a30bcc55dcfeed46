"""Citations in Markdown: what is one, what is not, and what is said of unknown keys."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support import papers
from support.papers import brief
from support.rendering import Renderer
from support.three_dots import Case, read_cases
from techdigest.papers.registry import Registry

CASES = read_cases(Path(__file__).parent / "citations.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_citations_become_what_the_fixture_says(case: Case, citing: Renderer) -> None:
    assert brief(citing.html(case.given)) == case.expected, case.title


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_without_papers_nothing_is_a_citation(case: Case, renderer: Renderer) -> None:
    html = renderer.html(case.given)
    assert "td-cite" not in html
    assert "td-reference" not in html
    assert renderer.found == []


def test_the_link_leads_to_the_entry_and_the_first_place_has_the_name_of_the_paper(citing: Renderer) -> None:
    assert citing.html("[@bloom1970space] [@bloom1970space]").startswith(
        '<p><span class="td-cites" data-search-exclude="">[<a class="td-cite" href="#ref-bloom1970space" '
        'id="paper-bloom1970space" role="doc-biblioref">1</a>]</span> '
        '<span class="td-cites" data-search-exclude="">[<a class="td-cite" href="#ref-bloom1970space" '
        'id="cite-bloom1970space-2" role="doc-biblioref">1</a>]</span></p>\n<section '
    )


def test_an_unknown_key_is_told_of_once_with_its_line_and_the_keys_that_are_near(citing: Renderer) -> None:
    citing.html("[@fan2014cuckoo]\n\n[@fan2014cukoo, p. 3]\nand [@fan2014cukoo]")
    [diagnostic] = citing.diagnostics
    assert (diagnostic.path, diagnostic.line) == ("notes/demo/index.md", 7)
    assert diagnostic.code == "citation-unknown"
    assert "`fan2014cukoo`" in diagnostic.message
    assert "@fan2014cuckoo" in diagnostic.hint
    assert "techdigest papers add" in diagnostic.hint


def test_titles_of_contents_do_not_show_citations(citing: Renderer) -> None:
    citing.html("# A [@fan2014cuckoo] B")
    assert [(entry["id"], entry["name"]) for entry in citing.toc] == [("a-b", "A B")]


def test_text_that_belongs_to_no_page_is_cited_nowhere(citing: Renderer) -> None:
    assert citing.html_without_page("[@fan2014cuckoo]") == "<p>[@fan2014cuckoo]</p>"


PIECES = [
    "[@fan2014cuckoo]",
    "[@",
    "]",
    "[see -@bloom1970space, p. 1; @nobody]",
    "`[@fan2014cuckoo]`",
    "$a_{[@fan2014cuckoo]}$",
    "《Attention Is All You Need》",
    "arXiv:1706.03762",
    "[x](https://arxiv.org/abs/1706.03762)",
    "<code>arXiv:1706.03762</code>",
    "<b>",
    "</b>",
    "*",
    "_",
    "\n",
    "\n\n",
    "    ",
    "## ",
    "> ",
    "- ",
    "|",
    "[^1]",
    "\n[^1]: ",
    "\\",
    "\x02wzxhzdk:0\x03",
    "\ufffc",
    "字",
    "```\n",
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25).map("".join))
def test_no_text_stops_the_page_or_changes_its_code_and_formulas(citing: Renderer, text: str) -> None:
    with_papers = papers.without_prose(citing.html(text))
    registry, citing.context.registry = citing.context.registry, Registry()
    without = papers.without_prose(citing.html(text))
    citing.context.registry = registry
    assert with_papers == without


@pytest.mark.parametrize(
    "token",
    [
        "[@fan2014cuckoo] ",
        "[@x",
        "[@fan2014cuckoo; ",
        "@fan2014cuckoo;",
        "[@a]: ",
        "[@a; @b]\n",
        "[-@",
        "arXiv:1706.03762 ",
        "《Attention Is All You Need》",
        "《Attention",
        "[x](https://arxiv.org/abs/1706.03762)\n\n",
        "<br>\n",
        "*a* arXiv:1706.03762\n",
    ],
    ids=repr,
)
def test_repeated_citations_take_no_longer_than_other_text(citing: Renderer, token: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        citing.html((token * size)[:size])
        return time.process_time() - start

    assert seconds(60_000) < 8
