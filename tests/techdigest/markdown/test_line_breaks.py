"""Punctuation stays on the line of the formula it touches."""

from __future__ import annotations

import pytest

from support.rendering import Renderer

KEPT = '<span class="td-nowrap" style="white-space:nowrap">'


@pytest.mark.parametrize(
    ("markdown", "before", "after"),
    [
        ("设 $x$，则", f"设 {KEPT}<span", "</span>，</span>则"),
        ("之比（$x$）。然后", f"之比{KEPT}（<span", "</span>）。</span>然后"),
        ("as **$x$**, or ($x$).", f"or {KEPT}(<span", "</span>).</span>"),
    ],
)
def test_punctuation_does_not_part_from_its_formula(
    renderer: Renderer, markdown: str, before: str, after: str
) -> None:
    html = renderer.html(markdown)
    assert before in html
    assert after in html


def test_a_formula_between_words_may_stand_on_a_line_of_its_own(renderer: Renderer) -> None:
    assert "td-nowrap" not in renderer.html("设 $x$ 为 $y$ 与 `$z$`，")
