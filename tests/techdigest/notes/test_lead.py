"""The opening paragraph, from which descriptions are made."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.notes.fences import read_lines
from techdigest.notes.items import read_items
from techdigest.notes.lead import lead


@pytest.mark.parametrize(
    "above",
    [
        "# 标题",
        "标题\n====",
        "小节\n---",
        "- [甲](a.md)\n- [乙](b.md)\n接着上一项",
        "1. 一\n2. 二",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
        "原文：<https://a.example/>",
        "**本文翻译自**：[A post](https://a.example/)\n[English](https://b.example/)",
        "$$\na + b\n$$",
        "\\begin{aligned}\nx &= y\n\\end{aligned}",
        "![图](a.png)",
        "```\ncode\n```",
        "    indented code",
        "<!-- 注释\n还是注释 -->",
        '<div align="center"><img src="a.png"></div>',
        '!!! note "提示"\n    说明',
        "[ref]: https://a.example/",
        "[^1]: 脚注",
        "[TOC]",
        "---",
        "{% raw %}",
    ],
)
def test_what_is_no_prose_is_passed_over(above: str) -> None:
    text = f"{above}\n\n正文从**这里**开始，\n有 two\nlines。\n\n第二段。"
    assert lead(read_lines(text)) == "正文从这里开始，有 two lines。"


def test_formulas_are_kept_as_tex_and_displays_end_the_paragraph() -> None:
    text = "记 $x_1 < n$ 为 \\(k\\)，$\\min(\\lambda, q^{-1})$ 如下。\n$$\nx\n$$\n后文。"
    assert lead(read_lines(text)) == r"记 x_1 < n 为 k，\min(\lambda, q^{-1}) 如下。"


def test_prose_may_hold_links_and_follow_a_source_line() -> None:
    assert lead(read_lines("来源：<https://a.example/>\n见[这里](b.md)，还有更多。")) == "见这里，还有更多。"
    assert lead(read_lines("The paper, [Borg](https://a.example/), is old.")) == "The paper, Borg, is old."


def test_a_text_without_prose_has_no_lead() -> None:
    assert lead(read_lines("")) == ""
    assert lead(read_lines("# Links\n\n- [a](a.md)\n\n[b](https://b.example/)")) == ""


def test_an_item_leads_with_its_prose() -> None:
    body = "".join(
        f"## {n}\n\n原文：<https://a.example/{n}>\n\n第 {n} 项，$k$ 个。\n\n后文。\n\n" for n in "一二"
    )
    assert [item.lead for item in read_items(body)] == ["第 一 项，k 个。", "第 二 项，k 个。"]


@given(st.text(st.sampled_from("[]()<>{}`$\\*_=|!#-: \nab中：1."), max_size=200))
def test_a_lead_is_one_line(text: str) -> None:
    assert lead(read_lines(text)) == " ".join(lead(read_lines(text)).split())


@pytest.mark.parametrize(
    "unit", ["[", "[a](", "$", "`", "：", "- ", "a\n", "https://a ", "<a ", "=", "a [x](b)\n"]
)
def test_a_lead_takes_linear_time(unit: str) -> None:
    start = time.process_time()
    lead(read_lines(unit * 50_000))
    assert time.process_time() - start < 5  # seconds; what is quadratic takes minutes
