"""Which line a diagnostic names, and what stays the same whatever the text is."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.rendering import Renderer, shorten
from techdigest.markdown.delimiters import Formula, take_formulas
from techdigest.markdown.locate import Locator
from techdigest.math.typesetter import Typesetter

MARKS = [
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\\\(",
    "\\[",
    "`",
    "``",
    "*",
    "_",
    "[",
    "](",
    ")",
    "<b>",
    "<img src=x>",
    "<!--",
]
MARKS += [
    "\n",
    "\n\n",
    "    ",
    "- ",
    "> ",
    "| ",
    "# ",
    "```\n",
    "a",
    "x_1",
    "中文",
    "\\frac{a}",
    "&",
    "<",
    '"',
    "{",
    "}",
]
MARKS += [
    "\\begin{align}",
    "\\end{align}",
    "[^1]",
    "!!! note\n",
    "<script>",
    "onclick=",
    "\t",
    "\\",
    "\u3000",
    "1. ",
    "~~~",
]
# Without code, HTML and references: there, what looks like a formula may turn out to be none.
PROSE = [
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\\\(",
    "\\\\)",
    "\\[",
    "\\]",
    "\n",
    "\n\n",
    "*",
    "_",
    "- ",
    "> ",
    "1. ",
    "x_1",
    "中文",
]
PROSE += [
    "\\frac{a}",
    "&",
    "{",
    "}",
    " ",
    ",",
    "5",
    "\\begin{align}",
    "\\end{align}",
    "a",
    "\\",
    "==",
    "~~",
    ".",
]
TEXT = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=4)), max_size=30).map("".join)
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_diagnostics_name_the_line_of_the_file(renderer: Renderer) -> None:
    renderer.html(
        "one\n\n```\n$\\bad$\n```\n\ntwo $\\bad$\n\n> $$\n> x\n> \\worse\n> $$\n\n- $\\bad$\n\n![x](no.png)\n"
    )
    assert renderer.found == [(11, "tex"), (13, "tex"), (18, "tex"), (20, "image-missing")]


def test_equal_broken_formulas_are_each_reported(renderer: Renderer) -> None:
    renderer.html("$\\bad$\n\n$\\bad$ and $\\bad$ again")
    assert renderer.found == [(5, "tex"), (7, "tex")]


def test_headings_are_named_by_their_tex(renderer: Renderer) -> None:
    html = shorten(renderer.html("## The $x_1$ of `$y$`\n\n## $\\alpha$"))
    assert [(entry["id"], entry["name"]) for entry in renderer.toc] == [
        ("the-x_1-of-y", "The x_1 of $y$"),
        ("alpha", "\\alpha"),
    ]
    assert "The ⟦x_1⟧ of <code>$y$</code>" in html


def test_a_code_span_of_math_is_a_formula_only_when_asked(renderer: Renderer) -> None:
    assert renderer.short("`$x$`") == "<p><code>$x$</code></p>"
    renderer.context.code_math = True
    assert renderer.short("`$x$` and `$ not`") == "<p>⟦x⟧ and <code>$ not</code></p>"


def test_a_locator_goes_from_one_occurrence_to_the_next_and_skips_fences() -> None:
    locator = Locator("a\n```\na\n```\nb a\n\na", 10)
    assert [locator.line_of("a") for _ in range(4)] == [10, 14, 16, 16]
    assert locator.line_of("absent") == 10
    assert locator.line_of("> \n> b a") == 13


@MANY
@given(text=TEXT)
def test_no_text_raises(renderer: Renderer, text: str) -> None:
    assert isinstance(renderer.html(text), str)


@MANY
@given(text=TEXT)
def test_equal_text_gives_equal_bytes(typesetter: Typesetter, content: Path, text: str) -> None:
    pages = [Renderer(typesetter, content).html(text) for _ in range(2)]
    assert pages[0] == pages[1]


@MANY
@given(
    code=st.text(alphabet=st.sampled_from("$\\()[]ab_*<>!&'\"x {}|"), min_size=1, max_size=40).filter(
        str.strip
    )
)
def test_fenced_code_is_never_changed(renderer: Renderer, code: str) -> None:
    html = renderer.html(f"```text\n{code}\n```\n")
    shown = html[html.index("<code>") + 6 : html.index("</code>")]
    shown = shown[shown.index("</a>") + 4 :] if "</a>" in shown else shown
    for name, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        shown = shown.replace(name, character)
    assert shown.strip("\n") == code


@MANY
@given(text=st.lists(st.sampled_from(PROSE), max_size=30).map("".join))
def test_every_formula_found_is_shown_or_reported(renderer: Renderer, text: str) -> None:
    found: list[Formula] = []

    def take(source: str, column: int, formula: Formula) -> str:
        found.append(formula)
        return "X"

    take_formulas(text.split("\n"), take)
    html = renderer.html(text)
    assert html.count('data-tex="') + html.count('class="td-math-error"') == len(found)


@MANY
@given(text=TEXT)
def test_formulas_taken_out_and_put_back_are_the_text(text: str) -> None:
    pieces: list[str] = []

    def take(source: str, column: int, formula: Formula) -> str:
        pieces.append(source)
        return f"\x02{len(pieces) - 1}\x03"

    clean = text.replace("\x02", "").replace("\x03", "")
    taken = "\n".join(take_formulas(clean.split("\n"), take))
    for number, piece in enumerate(pieces):
        taken = taken.replace(f"\x02{number}\x03", piece)
    assert taken == clean
