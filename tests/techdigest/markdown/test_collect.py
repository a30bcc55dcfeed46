"""Runnable fences are collected with their exact lines, wherever they stand, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support.growth import is_linear
from support.snippet_pages import NAMES, OPTIONS, collected, shown_on_page
from techdigest.math.engine import Engine
from techdigest.math.typesetter import Typesetter

HOSTILE = (Path(__file__).parent / "hostile_fences.md").read_text(encoding="utf-8")
WANTED = {
    match[1]: number
    for number, line in enumerate(HOSTILE.split("\n"), start=1)
    if (match := re.search(r"[=#](want-[a-z-]+)", line))
}
CUSTOM = {"name": "mermaid", "class": "mermaid"}
FENCE = "```python {.run id=a}\nprint(1)\n```\n"


def with_superfences(**given: Any) -> dict[str, Any]:
    return OPTIONS | {"pymdownx.superfences": given}


def test_the_hostile_page_has_fences_of_both_kinds() -> None:
    assert len(WANTED) == 25
    assert HOSTILE.count("id=never-") == 11


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("front", ["kept", "without", "with byte order mark"])
@pytest.mark.parametrize("tabs", [False, True], ids=["tabs expanded", "tabs preserved"])
def test_exactly_the_wanted_fences_are_found_on_their_lines(end: str, front: str, tabs: bool) -> None:
    moved = HOSTILE.index("# A page") if front == "without" else 0
    text = "\ufeff" * (front == "with byte order mark") + HOSTILE[moved:]
    lines = HOSTILE.count("\n", 0, moved)
    fences, found = collected(
        text.replace("\n", end), options=with_superfences(preserve_tabs=tabs, custom_fences=[CUSTOM])
    )
    assert {fence.id: fence.line + lines for fence in fences} == WANTED
    assert [fence.line for fence in fences] == sorted(fence.line for fence in fences)
    assert found == [(138 - lines, "snippet-not-run")]  # behind a full-width space, which is no indentation


def test_the_code_is_free_of_what_stands_around_it() -> None:
    fences, _ = collected(HOSTILE)
    code = {fence.id: fence.code for fence in fences}
    assert code["want-list-three"] == 'if True:\n    print("want-list-three")'
    assert code["want-list-four"] == 'if True:\n    print("want-list-four")'
    assert code["want-quote"] == 'if True:\n    print("want-quote")'
    assert code["want-tab-indent"] == 'if True:\n    print("want-tab-indent")'
    assert code["want-wide"] == '# 全角\u3000空格\u3000\u3000\nprint("want-wide")'
    assert code["want-same-one"] == code["want-same-two"] == 'print("the same")'
    assert code["want-empty"] == ""
    assert code["want-long-fence"].count("```") == 1
    for name, text in code.items():
        assert name in text or name in ("want-empty", "want-same-one", "want-same-two")


def test_no_formula_is_typeset(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: Engine) -> None:
        pytest.fail("MathJax is started, which costs more than all the rest")

    monkeypatch.setattr(Engine, "_start", start)
    fences, _ = collected(f"For $x$:\n\n$$\nx^2\n$$\n\n{FENCE}")
    assert [fence.line for fence in fences] == [7]


def test_tabs_of_the_code_are_kept_where_the_site_says_so() -> None:
    text = "1. a\n\n   ```go {.run id=a}\n   func main() {\n   \tx()\n   }\n   ```\n"
    (kept,), _ = collected(text, options=with_superfences(preserve_tabs=True))
    (expanded,), _ = collected(text)
    assert kept.code == "func main() {\n\tx()\n}"
    assert "\t" not in expanded.code


def test_the_page_shows_the_code_that_is_collected(typesetter: Typesetter) -> None:
    fences, _ = collected(HOSTILE)
    assert sorted(shown_on_page(HOSTILE, typesetter)) == sorted((str(f.line), f.code) for f in fences)


@pytest.mark.parametrize(
    ("line", "line_found"),
    [
        ("```python {.run id=a", 3),
        ("```python .run id=a", 3),
        ("``` python .run {id=a}", 3),
        ("- ```python {.run id=a}", 3),
        ("~~~python { .run id=a", 3),
        ("```python {run id=a}", 3),
        ("```python foo=bar {.run}", 3),
    ],
)
def test_what_looks_like_a_runnable_fence_and_is_none_is_reported(line: str, line_found: int) -> None:
    close = "~~~" if line.startswith("~") else "```"
    fences, found = collected(f"text\n\n{line}\nprint(1)\n{close}\n")
    assert fences == []
    assert found == [(line_found, "snippet-not-run")]


def test_a_fence_that_is_not_closed_is_reported() -> None:
    assert collected(f"text\n\n{FENCE[:-4]}") == ([], [(3, "snippet-not-run")])


def test_a_fence_that_an_open_one_has_swallowed_is_reported() -> None:
    fences, found = collected("```\nnot closed\n\n" + FENCE)
    assert fences == []
    assert found == [(4, "snippet-not-run")]


def test_relaxed_headers_do_not_hide_what_is_not_run() -> None:
    fences, found = collected(
        "```python .run id=a\nprint(1)\n```\n", options=with_superfences(relaxed_headers=True)
    )
    assert (fences, found) == ([], [(1, "snippet-not-run")])


@pytest.mark.parametrize(
    "text",
    [
        '```python title="how .run works"\nx\n```\n',
        "```python {.runner id=a}\nx\n```\n",
        "`python {.run id=a}` in a line\n",
        "``` ```python {.run id=a} ``` ```\n",
        "    ```python .run id=a\n    x\n    ```\n",
        "<!--\n```python {.run id=a\n-->\n",
        "<pre>\n```python .run id=a\n</pre>\n",
        "~~~md\n```python {.run id=a\n```\n~~~\n",
    ],
)
def test_what_is_code_or_a_comment_or_speaks_of_something_else_is_left_alone(text: str) -> None:
    assert collected(text) == ([], [])


def test_a_site_without_superfences_is_told_once() -> None:
    names = [name for name in NAMES if "superfences" not in name]
    for without in (names, [*names, "fenced_code"]):
        fences, found = collected("# a\n\n" + FENCE + "\n" + FENCE, names=without)
        assert (fences, found) == ([], [(3, "snippet-no-superfences")])


def test_lines_are_those_of_the_file_although_another_extension_moves_them(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text("many\n\nlines\n\nmore\n")
    names = [*NAMES, "pymdownx.snippets", "meta"]
    options = OPTIONS | {"pymdownx.snippets": {"base_path": [str(tmp_path)]}}
    fences, found = collected('--8<-- "part.md"\n\n' + FENCE, names=names, options=options)
    assert ([fence.line for fence in fences], found) == ([3], [])
    fences, found = collected("author: one\nother: two\n\n# a\n\n" + FENCE, names=names, options=options)
    assert ([fence.line for fence in fences], found) == ([6], [])


def test_a_fence_from_another_file_is_not_given_a_line_that_it_has_not(tmp_path: Path) -> None:
    (tmp_path / "part.md").write_text(FENCE)
    names = [*NAMES, "pymdownx.snippets"]
    options = OPTIONS | {"pymdownx.snippets": {"base_path": [str(tmp_path)]}}
    text = '```python {.run id=b}\nprint(2)\n```\n\n--8<-- "part.md"\n'
    fences, found = collected(text, names=names, options=options)
    assert ([fence.id for fence in fences], found) == (["b"], [(0, "snippet-moved")])


def test_what_is_too_hostile_to_be_read_is_reported_with_the_fences_that_it_costs() -> None:
    fences, found = collected("a\n\n" + "> " * 40 + "deep\n\n" + FENCE + "\n" + FENCE.replace("=a", "=b"))
    assert [fence.id for fence in fences] == ["a", "b"]
    assert found == [(3, "too-hostile")]


def test_a_page_cannot_forge_the_marks_of_the_collector() -> None:
    comment = f"<!--\n{FENCE}-->\n"
    fences, _ = collected(comment + "td0x0x\n\n" + "<div>td" + "0" * 24 + "x0x</div>\n")
    assert fences == []


LINES = st.sampled_from(
    [
        "",
        "",
        "```python {.run id=a}",
        "```bash {.run #b needs='x'}",
        "~~~python {.run}",
        "```{.run id=c}",
        "```python {.run id=d",
        "```",
        "~~~",
        "````md",
        "````",
        "print(1)",
        "- a",
        "1. b",
        '!!! note "x"',
        '=== "tab"',
        "<!--",
        "-->",
        "text `code` <!-- a",
        "<pre>",
        "</pre>",
        "<div>",
        "</div>",
        "$$",
        "[^1]: note",
        ": term",
        "\u3000full-width",
    ]
)
INDENTS = st.sampled_from(
    ["", "", "", " ", "  ", "   ", "    ", "\t", "        ", "> ", "> > ", ">", "\u3000"]
)
PAGES = st.lists(st.tuples(INDENTS, LINES).map("".join), max_size=30).map("\n".join)


@example(" ```python {.run}\ntext `code` <!-- a\n" + FENCE + "```python {.run}\n-->")
@given(PAGES)
def test_any_page_gives_what_its_html_shows(typesetter: Typesetter, page: str) -> None:
    fences, _ = collected("# a\n\n" + page)
    assert sorted(shown_on_page("# a\n\n" + page, typesetter)) == sorted(
        (str(fence.line), fence.code) for fence in fences
    )


@given(PAGES)
def test_each_line_of_the_code_stands_where_it_is_said_to(page: str) -> None:
    lines = page.expandtabs(4).split("\n")
    for fence in collected(page)[0]:
        for number, line in enumerate(fence.code.split("\n") if fence.code else []):
            assert lines[fence.line + number].rstrip().endswith(line.lstrip(" >").rstrip())


@given(st.text(alphabet=st.sampled_from("`~{}.run id=\"'ab >-\t\n\u3000<!-"), max_size=200))
def test_any_text_is_collected_without_raising(text: str) -> None:
    for line, code in collected(text + "\n" + text + FENCE)[1]:
        assert line >= 0
        assert code.startswith("snippet-")


@settings(max_examples=5)
@given(
    st.sampled_from(
        [
            "```python {.run id=a}\n",
            FENCE,
            "```python .run x\n\n",
            "> " * 30 + "```{.run}\n",
            "{.run " * 50 + "\n",
        ]
    )
)
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    assert is_linear(lambda times: collected(piece * times), 250, 2000)
