"""Hostile text takes linear time and is shown; ordinary text, however long, is left to Markdown."""

from __future__ import annotations

import time

import pytest

from support.rendering import Renderer
from techdigest.markdown.guard import hostile_blocks

SIZE = 50_000  # characters
REPEATED = [
    "[",
    "[[",
    "![",
    "[a](",
    "[a][",
    "(a)[",
    "[^",
    "*[",
    "[a\n",
    "[a](b (",
    '[a](b "c) ',
    "[x](<",
    "![a](b",
]
REPEATED += ["<a ", "<div ", "<b\n", '<a "', '<a href="', "<![", "<![CDATA[", "<http://", "<img "]
REPEATED += [
    "``a`",
    "*a*",
    "**a**",
    "*_",
    "{",
    "# a {",
    "# a\n",
    "a\n=\n",
    "---\n",
    "==\n",
    "-\n",
    "*[a]: b\n",
]
REPEATED += ["??? a\n", '=== "a"\n', "a\n: b\n", "a[^1] \n\n[^1]: x\n\n"]
DEEP = [">" * 10_000, "1. " * 5_000, "- " * 5_000 + "a", ": " * 5_000, "*" * SIZE + "a" + "*" * SIZE]
DEEP += ["".join(f"{' ' * (4 * depth)}- a\n\n" for depth in range(200))]
DEEP += ["".join(f"{' ' * (4 * depth)}!!! note\n\n" for depth in range(200))]
DEEP += ['<div markdown="1">\n' * 1000 + "a" + "\n</div>" * 1000]


@pytest.mark.parametrize("token", REPEATED, ids=repr)
def test_repeated_tokens_are_shown_as_they_stand_and_quickly(renderer: Renderer, token: str) -> None:
    start = time.process_time()
    html = renderer.html("before\n\n" + (token * SIZE)[:SIZE] + "\n\nafter **all**\n")
    assert (
        time.process_time() - start < 8
    )  # seconds, many times what it takes; without the guard it is minutes
    assert "<p>before</p>" in html
    assert "after <strong>all</strong>" in html
    assert (7, "too-hostile") in renderer.found


@pytest.mark.parametrize(
    "text",
    ["```\n{}", "```\n{}\n````", "~~~\n{}\n~~~~", "> ```\n{}\n```", "```\n{}\n> ```", "- ```\n{}\n```"],
    ids=repr,
)
def test_no_unfinished_fence_hides_hostile_text(renderer: Renderer, text: str) -> None:
    start = time.process_time()
    renderer.html(text.format("[" * SIZE))
    assert time.process_time() - start < 8


def test_code_may_hold_anything(renderer: Renderer) -> None:
    html = renderer.html("```json\n" + '{"a": [' * 20_000 + "\n```\n")
    assert "td-unread" not in html
    assert not renderer.found


@pytest.mark.parametrize("text", DEEP, ids=lambda text: repr(text[:12]))
def test_deep_nesting_never_exhausts_the_stack(renderer: Renderer, text: str) -> None:
    renderer.html("before\n\n" + text + "\n\nafter\n")
    assert {code for _, code in renderer.found} <= {"too-hostile"}


@pytest.mark.parametrize(
    "token", ["&", "\\", "|", "$", "~", "a b ", "字", "<br>", "`a` ", "(", "\t", "a\n", "- a\n"]
)
def test_repetition_alone_is_not_hostile(renderer: Renderer, token: str) -> None:
    start = time.process_time()
    renderer.html("x\n\n" + (token * 10_000)[:10_000])
    assert time.process_time() - start < 8
    assert not renderer.found


def test_hostile_text_is_escaped_and_the_rest_of_the_page_keeps_its_lines(renderer: Renderer) -> None:
    html = renderer.html("[<script>\n" * 4000 + "\n$\\bad$\n")
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert renderer.found == [(5, "too-hostile"), (5 + 4001, "tex")]


@pytest.mark.parametrize(
    "text",
    [
        "| a | `b` | $c$ |\n" * 5000,
        "这是一个很长的段落，没有空格，也没有换行。" * 5000,
        "![dot](data:image/png;base64," + "A" * 500_000 + ")",
        'See [this](https://a.example/x_(y) "it\'s") and `that`, *really* <b>so</b>.\n\n' * 2000,
        "1. item with [a link](b.md)\n    - nested `code`\n" * 2000,
        "term\n:   definition\n\n" * 500,
        "## Heading\n\ntext[^n]\n\n" * 200 + "[^n]: note",
        "> quoted text with (brackets) and List<String>\n" * 1000,
        "    indented " + "[" * 60 + "\n" * 3,
        "a < b && c > d; vector<vector<int>> v; x[i][j]\n" * 100,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_long_ordinary_notes_are_not_hostile(text: str) -> None:
    assert hostile_blocks(text.split("\n")) == {}
