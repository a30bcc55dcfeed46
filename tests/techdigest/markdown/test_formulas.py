"""Formulas in Markdown: what is one, what is not, and what is said of broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.rendering import Renderer
from support.three_dots import Case, read_cases

CASES = read_cases(Path(__file__).parent / "formulas.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_formulas_become_what_the_fixture_says(case: Case, renderer: Renderer) -> None:
    assert renderer.short(case.given) == case.expected, case.title
