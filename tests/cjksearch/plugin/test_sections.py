"""HTML to sections. Each case of the fixture file is a sentence, the HTML, and the sections as YAML."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cjksearch.pages import Section, sections
from support.growth import is_linear

FIXTURES = Path(__file__).parent / "fixtures" / "sections.md"
_CASE = re.compile(r"^(?P<name>\S.*)\n\.\n(?P<html>(?s:.*?))\n\.\n(?P<expected>(?s:.*?))\n\.$", re.MULTILINE)


def cases() -> list[object]:
    text = FIXTURES.read_text("utf-8")
    return [
        pytest.param(
            case["html"], case["expected"], id=f"{FIXTURES.name}:{text.count(chr(10), 0, case.start()) + 1}"
        )
        for case in _CASE.finditer(text)
    ]


@pytest.mark.parametrize(("source", "expected"), cases())
def test_the_sections_of_html_are_as_the_fixture_says(source: str, expected: str) -> None:
    found = [[part.anchor, part.level, part.heading, part.text] for part in sections(source)]
    assert found == yaml.safe_load(expected)


def test_every_case_of_the_fixture_file_is_read() -> None:
    assert 3 * len(cases()) == FIXTURES.read_text("utf-8").splitlines().count(".")


words = st.text(alphabet="集群联邦abc<>&; \n\"'=/-!?[]h2ipdv\u200b", max_size=40)
TAGS = """<p> </p> <div/data-search-exclude> </div> <h2/id=x> </h2> <b> </b> <!-- --> <a <script> </script>
    <svg/> <li> </ul> <![CDATA[ &#1 <h1 " > <br> <pre>"""
fragments = st.sampled_from(TAGS.split())


@given(st.lists(words | fragments, max_size=40).map("".join))
@settings(deadline=None)
def test_any_string_is_understood(source: str) -> None:
    found = sections(source)
    assert found[0].anchor == ""
    assert found[0].level == 0
    assert all(part.anchor and part.level for part in found[1:])


@given(st.lists(st.text(alphabet="集群联邦abc<>&;\"'", min_size=1), min_size=1, max_size=8))
def test_text_comes_back_as_it_was_written(lines: list[str]) -> None:
    source = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    assert sections(source) == [Section("", 0, "", "\n".join(lines))]


@given(st.text(alphabet="集群联邦 ab\n", min_size=1), st.text(alphabet="集群联邦 ab\n"))
def test_what_is_excluded_never_reaches_the_text(shown: str, hidden: str) -> None:
    source = f"<p>{shown}</p><div data-search-exclude>{hidden}<i>SECRET</div>"
    assert sections(source) == sections(f"<p>{shown}</p>")


HOSTILE = [
    "<a ",
    "[",
    "<!--",
    "<![",
    "<div>",
    "</div>",
    "<h2 id=x>",
    '<a x="',
    "<p",
    "&#",
    "&#9",
    "<b><div>",
    "</b>",
]


@pytest.mark.parametrize(
    "piece", [*HOSTILE, "<ul><li>", " \n", "<a b='", "<svg>", "<script>", "<h2 id=x><p>", "集\n"]
)
def test_hostile_html_takes_linear_time(piece: str) -> None:
    assert is_linear(lambda size: sections(piece * (size // len(piece))), 20_000, 200_000)
