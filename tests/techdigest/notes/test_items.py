from __future__ import annotations

import re
import time
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.three_dots import Case, read_cases
from techdigest.diagnostics import Diagnostics
from techdigest.notes.items import annotate, read_items
from techdigest.notes.model import DigestItem

CASES = read_cases(Path(__file__).with_name("items.md"))
IDS = [f"{case.id} {case.title}" for case in CASES]


def shown(item: DigestItem) -> str:
    parts = [str(item.line), item.anchor, repr(item.title)]
    parts += [source.url + (f" ({source.title})" if source.title else "") for source in item.sources]
    if item.domains:
        parts.append(f"[{', '.join(item.domains)}]")
    return " ".join([*parts, *item.papers])


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_items(case: Case) -> None:
    found = Diagnostics()
    items = read_items(case.given, path="a.md", diagnostics=found)
    lines = [shown(item) for item in items]
    lines += [f"! {line}" for diagnostic in found for line in diagnostic.render().split("\n")]
    assert "\n".join(lines) == case.expected


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_annotated_headings_carry_their_anchor_on_the_page(case: Case) -> None:
    items = read_items(case.given)
    text = annotate(case.given, items)
    assert text.count("\n") == case.given.count("\n")
    page = markdown.markdown(text, extensions=["attr_list", "fenced_code", "toc"])
    for item in items:
        assert f'id="{item.anchor}"' in page
    assert page.count("td-item") == len(items)
    for heading in re.findall("<h2[^>]*td-item[^>]*>", page):
        assert not re.search("source|domain|paper", heading)


def test_annotating_twice_changes_nothing_more() -> None:
    body = '## A {#a .wide source="https://example.com/a" data-x="1"}\n\n## B {source=https://example.com/b}'
    items = read_items(body)
    text = annotate(body, items)
    assert text == '## A {#a .td-item .wide data-x="1"}\n\n## B {#b .td-item}'
    assert annotate(text, items) == text


def test_anchors_do_not_change_when_items_change_places() -> None:
    first = "## 1. Alpha\n\nSource: https://example.com/a\n\n"
    second = "## 2. Beta\n\nSource: https://example.com/b\n\n"
    anchors = {item.anchor for item in read_items(first + second)}
    moved = second.replace("2.", "1.") + first.replace("1.", "2.")
    assert {item.anchor for item in read_items(moved)} == anchors == {"alpha", "beta"}


def test_front_matter_decides_what_is_a_digest() -> None:
    body = "## [A](https://example.com/a)\n\nText.\n\n## B\n\nText.\n"
    assert read_items(body) == ()
    assert [item.title for item in read_items(body, is_digest=True)] == ["A"]
    two = "## A\n\nSource: https://example.com/a\n\n## B\n\nSource: https://example.com/b\n"
    assert len(read_items(two)) == 2
    assert read_items(two, is_digest=False) == ()


def test_the_text_of_an_item_is_its_own_without_the_source_line() -> None:
    body = "## A\n\nSource: https://example.com/a\n\nFirst **bold** text.\n\n### Inner\n\nMore.\n\n## B\nVia: https://b.org\n"
    assert [item.text for item in read_items(body)] == ["First bold text.\n\nInner\n\nMore.", ""]


def test_an_unsafe_source_is_reported_on_its_line_of_the_file() -> None:
    found = Diagnostics()
    body = '## A {source="data:text/html,x"}\n## B {source="https://b.org"}\n## C {source="https://c.org"}\n'
    read_items(body, path="a.md", body_line=7, diagnostics=found)
    assert [(diagnostic.line, diagnostic.code) for diagnostic in found] == [(7, "item-source")]


BITS = [
    "## ",
    "A",
    "1. ",
    "\n",
    "\n\n",
    "原文：",
    "Source: ",
    "https://a.org/x",
    "<https://b.org>",
    "[t](https://c.org)",
]
BITS += [
    "```",
    "~~~",
    "---",
    "{",
    "}",
    "#x",
    'source="https://d.org"',
    "`Cloud`",
    "- ",
    "TL;DR",
    " ",
    "<!--",
    "-->",
]


@given(st.lists(st.sampled_from(BITS), max_size=60).map("".join))
def test_no_body_raises_anchors_are_unique_and_lines_are_headings(body: str) -> None:
    items = read_items(body)
    assert len({item.anchor for item in items}) == len(items)
    lines = body.split("\n")
    for item in items:
        assert lines[item.line - 1].startswith("##") or lines[item.line].startswith("-")
        assert item.sources
        assert item.title
    text = annotate(body, items)
    assert text.count("\n") == body.count("\n")
    assert annotate(text, items) == text


@pytest.mark.parametrize(
    "unit",
    ["[", "## a {", "## a", "原文：[", "- `a` ", "- `a`\n", "```\n", "~~~~a\n", "<!--\n", "a\n---\n", " "],
)
def test_items_are_found_in_linear_time(unit: str) -> None:
    body = (
        "## TL;DR\n"
        + unit * (100_000 // len(unit))
        + "\n## A\nSource: https://a.org\n## B\nSource: https://b.org"
    )
    start = time.process_time()
    annotate(body, read_items(body))
    assert time.process_time() - start < 5
