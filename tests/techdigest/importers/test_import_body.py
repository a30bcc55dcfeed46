"""The text under rules: code and formulas are left alone, lines are remembered."""

from __future__ import annotations

import re

from hypothesis import given, strategies

from techdigest.importers.body import Body


def test_what_is_code_or_a_formula_is_left_alone() -> None:
    body = Body("x `x` $x$ x\n```\nx\n```\n$$\nx\n$$\n<!--\nx\n-->\nx")
    body.sub(re.compile("x"), lambda match, line: f"y{line}")
    assert body.text == "y1 `x` $x$ y1\n```\nx\n```\n$$\nx\n$$\n<!--\nx\n-->\ny11"


def test_a_formula_may_follow_han_characters() -> None:
    body = Body("遍历所有$x$以计算x")
    body.sub(re.compile("x"), lambda _match, _line: "y")
    assert body.text == "遍历所有$x$以计算y"


def test_everywhere_is_everywhere() -> None:
    body = Body("x `x`")
    body.sub(re.compile("x"), lambda _match, _line: "y", everywhere=True)
    assert body.text == "y `y`"


def test_lines_are_those_of_the_file_however_much_was_replaced() -> None:
    body = Body("a\nb\nc\nd", line=10)
    body.sub(re.compile("b\nc"), lambda _match, line: f"1\n2\n3\n{line}")
    assert body.text == "a\n1\n2\n3\n11\nd"
    assert [body.line_at(body.text.index(mark)) for mark in "a123d"] == [10, 11, 12, 12, 13]
    body.sub(re.compile("1\n2\n3\n11\n"), lambda _match, _line: "")
    assert body.text == "a\nd"
    assert body.line_at(2) == 13


@given(strategies.text(alphabet="ab\n`$", max_size=60), strategies.sampled_from(["", "z", "z\nz", "\n"]))
def test_each_line_that_was_not_touched_keeps_its_number(text: str, new: str) -> None:
    body = Body(text)
    lines = {line.strip("a"): number for number, line in enumerate(text.split("\n"), 1)}
    body.sub(re.compile("a+"), lambda _match, _line: new)
    assert body.text.count("\n") == len(body._origins) - 1
    assert body._origins == sorted(body._origins)
    assert set(body._origins) <= set(lines.values()) | set(range(1, text.count("\n") + 2))
