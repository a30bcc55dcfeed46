from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.growth import is_linear
from techdigest.diagnostics import Diagnostics
from techdigest.papers.bibtex import RESERVED_SLUGS, read_bib

BIBTEX = st.lists(
    st.sampled_from(
        ["@article{", "@misc(", "@string{", "@comment{", "@", "a1", "b2", ",", "title", "author", "year", "=",
         "{", "}", '"', "#", "(", ")", "\n", "\\", "$", " and ", "others", "2014", "doi", "crossref", "cites",
         "aliases", "10.1000/x", "{T}", "a = {b},\n", " "]
    )
)  # fmt: skip
HOSTILE = {
    "braces that open": "@misc{a, title = " + "{" * 100_000,
    "braces, nested": "@misc{a, title = " + "{" * 50_000 + "x" + "}" * 50_000 + "}",
    "braces that close": "@misc{a, title = {x}, author={" + "\\}" * 50_000 + "}}",
    "quotation marks": '@misc{a, title = "' * 5_000,
    "at signs": "@" * 100_000,
    "at signs on lines of their own": "@\n" * 50_000,
    "entries that never close": "@misc{a, title = {x},\n" * 5_000,
    "entries in parentheses": "@misc(a,\n" * 5_000,
    "one key": "@misc{a, title={x}}\n" * 5_000,
    "one slug": "".join(f"@misc{{a{'-' * n}, title={{x{n}}}}}\n" for n in range(300)),
    "number signs": "@misc{a, title = {x}" + ' # "y"' * 20_000 + "}",
    "accents": "@misc{a, title = {" + "\\'" * 50_000 + "x}}",
    "dollar signs": "@misc{a, title = {" + "$^{" * 30_000 + "}}",
    "authors": "@misc{a, title={x}, author = {" + "A and " * 40_000 + "B}}",
    "one author of braces": "@misc{a, title={x}, author = {" + "{A}" * 40_000 + "}}",
    "unknown papers": "@misc{a, title={x}, cites={" + ",".join(f"k{n}" for n in range(20_000)) + "}}",
    "aliases": "@misc{a, title={x}, aliases={" + "y;" * 50_000 + "}}",
    "spaces": "@misc{a, title=" + " " * 100_000 + "{x}}",
}


@given(st.one_of(BIBTEX.map("".join), st.text()))
def test_no_text_raises_and_what_is_read_is_whole(text: str) -> None:
    found = Diagnostics()
    papers = read_bib(text, "papers.bib", found)
    assert len({paper.key for paper in papers}) == len(papers)
    slugs = {paper.slug for paper in papers}
    assert len(slugs) == len(papers)
    assert not slugs & RESERVED_SLUGS
    assert all(paper.title and paper.key and paper.slug and paper.line > 0 for paper in papers)
    assert all(0 < diagnostic.line <= text.count("\n") + 1 for diagnostic in found)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    found = Diagnostics()
    read_bib(text, "papers.bib", found)
    assert time.process_time() - started < 5
    assert all(len(diagnostic.message) < 500 for diagnostic in found)


def test_strings_that_double_stay_bounded() -> None:
    doubling = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60))
    papers = read_bib(
        '@string{s0 = "xx"}\n' + doubling + "@misc{a, title = s60}", "papers.bib", Diagnostics()
    )
    assert len(papers[0].title) <= 200_000


def test_time_grows_with_the_length_of_the_file_and_no_faster() -> None:
    def work(entries: int) -> None:
        text = "".join(
            f"@article{{k{n}, title={{The {{Title}} of {n} \\& more}}, author={{Doe, J{{\\'e}} and Li, X}}, "
            f"journal={{J}}, year=2014, doi={{10.1000/{n}}}, cites={{k{n // 2}}}}}\n"
            for n in range(entries)
        )
        assert len(read_bib(text, "papers.bib", Diagnostics())) == entries

    assert is_linear(work, 200, 2000)
