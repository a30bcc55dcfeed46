"""Lists indented by the width of their markers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.rendering import Renderer
from support.three_dots import Case, read_cases
from techdigest.markdown.lists import indent_lists

CASES = read_cases(Path(__file__).parent / "lists.md")
LINES = st.lists(
    st.sampled_from(["", "a", "- a", "1. a", "   b", "  - c", "    d", "```", "> e", "      f", "* * *"])
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_lists_are_indented_as_the_fixture_says(case: Case) -> None:
    assert "\n".join(indent_lists(case.given.split("\n"))) == case.expected, case.title


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_lists_that_are_indented_enough_are_left_alone(case: Case) -> None:
    assert "\n".join(indent_lists(case.expected.split("\n"))) == case.expected, case.title


@given(LINES)
def test_only_spaces_at_the_start_of_lines_are_added(lines: list[str]) -> None:
    indented = indent_lists(lines)
    assert [line.lstrip(" ") for line in indented] == [line.lstrip(" ") for line in lines]
    assert all(len(new) >= len(old) for new, old in zip(indented, lines, strict=True))


def test_a_figure_in_an_item_indented_by_three_stays_in_its_list(renderer: Renderer) -> None:
    html = renderer.short(
        '1. one\n\n   <p align="center">\n   <img src="a.png">\n   </p>\n\n   $$x$$\n\n2. two\n'
    )
    assert html.count("<ol>") == 1
    assert html.index("<figure") < html.index("⟦⟦x⟧⟧") < html.index("two")


def test_a_site_may_keep_to_four_spaces(renderer: Renderer) -> None:
    renderer.context.commonmark_lists = False
    assert renderer.html("1. one\n\n   text\n") == "<ol>\n<li>one</li>\n</ol>\n<p>text</p>"


def test_numbers_go_on_behind_what_stands_between_them(renderer: Renderer) -> None:
    html = renderer.short("1. one\n\nText.\n\n2. two\n3. three\n")
    assert html.count("<ol") == 2
    assert '<ol start="2">' in html


def test_bullets_and_numbers_are_two_lists(renderer: Renderer) -> None:
    for between in ("\n", "\n\n"):
        html = renderer.short(f"- a{between}1. b\n2. c{between}- d\n")
        assert (html.count("<ul>"), html.count("<ol>"), html.count("<li>")) == (2, 1, 4)


def test_numbers_within_bullets_stay_there(renderer: Renderer) -> None:
    html = renderer.short("- a\n  1. b\n  2. c\n- d\n")
    assert (html.count("<ul>"), html.count("<ol>"), html.count("<li>")) == (1, 1, 4)
