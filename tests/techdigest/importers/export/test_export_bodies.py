"""Exports: what Goldmark (Hugo) and kramdown (Jekyll) cannot read is said in their words, and comes back."""

from __future__ import annotations

import dataclasses
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.growth import is_linear
from support.importing import applied, context_for
from techdigest.importers.constructs import RULES
from techdigest.importers.export import TARGETS, Target


def back(text: str, to: str) -> str:
    """What an import makes of it."""
    return applied(RULES, text, dataclasses.replace(context_for(to), snippets=True))


@pytest.mark.parametrize(
    ("info", "hugo", "jekyll"),
    [
        ("python", "python", ""),
        ('python title="a.py"', 'python title="a.py"', '{: title="a.py"}'),
        (
            "python {.run id=a timeout=60 plot=a.svg}",
            "python {.run id=a timeout=60 plot=a.svg}",
            "{:.run id=a timeout=60 plot=a.svg}",
        ),
        ("python {.run hidden}", 'python {data-info="&#123;.run hidden&#125;"}', "{:.run hidden}"),
        (
            'python {.run claim="{\\}"}',
            'python {data-info="&#123;.run claim=&quot;&#123;&#92;&#125;&quot;&#125;"}',
            '{:.run claim="{\\\\\\}"}',
        ),
        (
            "python {.run expect='a & b'}",
            'python {data-info="&#123;.run expect=&#x27;a &amp; b&#x27;&#125;"}',
            "{:.run expect='a & b'}",
        ),
    ],
)
@pytest.mark.parametrize("margin", ["", "> "])
def test_attributes_of_code_stand_where_each_reader_finds_them(
    margin: str, info: str, hugo: str, jekyll: str
) -> None:
    code = f"{margin}```{{}}\n{margin}print(1)\n{margin}```\n"
    note = code.format(info)
    assert TARGETS["hugo"].body(note) == code.format(hugo)
    below = f"{margin}{jekyll}\n" if jekyll else ""
    assert TARGETS["jekyll"].body(note) == code.format("python") + below
    for to in ("hugo", "jekyll"):
        assert back(TARGETS[to].body(note), to) == note


@pytest.mark.parametrize(
    ("note", "jekyll"),
    [
        ("面积 $x^2$，$a_1|b$ 和 $\\|v\\|$。", "面积 $$x^2$$，$$a_1\\vert{}b$$ 和 $$\\|v\\|$$。"),
        ("$$\nx|y\n$$", "$$\nx|y\n$$"),
        ("- $x$\n\n> $|y|$", "- \\$$x$$\n\n> \\$$\\vert{}y\\vert{}$$"),  # no displays
        ("`$x$` costs $5", "`$x$` costs $5"),
        ("```\n$x$\n```\n\n    $y$", "```\n$x$\n```\n\n    $y$"),
    ],
)
def test_formulas_are_between_two_dollars_for_kramdown(note: str, jekyll: str) -> None:
    assert TARGETS["jekyll"].body(note) == jekyll
    assert back(jekyll, "jekyll") == note


@pytest.mark.parametrize(
    ("note", "jekyll"),
    [
        (r"See \(x_1\) and \\(y\\).", "See $$x_1$$ and $$y$$."),
        ("\\[\nx\n\\]", "$$\nx\n$$"),
        ("\\\\[ x \\\\]", "$$ x $$"),
        ("\\begin{align}\nx\n\\end{align}", "$$\\begin{align}\nx\n\\end{align}$$"),
    ],
)
def test_other_marks_of_formulas_become_dollars_for_kramdown(note: str, jekyll: str) -> None:
    assert TARGETS["jekyll"].body(note) == jekyll


@pytest.mark.parametrize(
    ("to", "note", "exported"),
    [
        ("jekyll", "{:toc}", "\\{:toc}"),
        ("jekyll", "a {:toc} b, `{:toc}` and {::options /}", "a \\{:toc} b, `{:toc}` and \\{::options /}"),
        ("jekyll", "## A {:#b}\n\nText.\n{: .c }", "## A {:#b}\n\nText.\n{: .c }"),
        ("hugo", "{{<>}}", "{{</**/>}}"),
        ("hugo", "{{< x\n>}} and `{{%x%}}`", "{{</* x\n*/>}} and `{{%/*x*/%}}`"),
    ],
)
def test_what_means_something_there_and_nothing_here_stays_text(to: str, note: str, exported: str) -> None:
    assert TARGETS[to].body(note) == exported
    once = back(exported, to)
    assert once.replace("\\{", "{") == note
    assert back(TARGETS[to].body(once), to) == once


def test_prices_are_no_formulas_for_hugo() -> None:
    note = "One for $5, two for $10; `$1` and $1+x$ stay, as does \\$7."
    assert TARGETS["hugo"].body(note) == note.replace("for $", "for \\$")


@given(st.text(alphabet="`~$\\[](){}|x \n>-\"'.#=:", max_size=60))
def test_any_text_has_a_form_in_which_each_reader_gets_it(text: str) -> None:
    for to in ("hugo", "jekyll"):
        assert isinstance(TARGETS[to].body(text), str)


@pytest.mark.parametrize(
    "piece", ["```a {b\n```\n", "$", "$x$ ", "\\(", "$$\n", '{data-info="', "```\n", "| $a|b$ |\n"]
)
def test_exports_take_time_in_proportion_to_the_text(piece: str) -> None:
    for target in (TARGETS["hugo"], TARGETS["jekyll"]):
        assert is_linear(partial(_exported, target, piece), 1000, 8000)


def _exported(target: Target, piece: str, count: int) -> str:
    return target.body(piece * count)
