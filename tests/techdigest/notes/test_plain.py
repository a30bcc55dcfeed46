from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.notes.plain import heading_text, inline_to_plain, to_plain
from techdigest.notes.reading import reading_minutes


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Title\n\nText.", "Title\n\nText."),
        ("## 标题 ## {#id .class}", "标题"),
        ("**粗体**和 _斜体_，~~删~~ ==亮==", "粗体和 斜体，删 亮"),
        ("snake_case_name 与_汉字_不变", "snake_case_name 与_汉字_不变"),
        ("Run `kubectl get` on `a_b*c` and `<div>`", "Run kubectl get on a_b*c and <div>"),
        ('[文字](https://example.com/a_(b) "t") 和 <https://b.org> 与 https://c.org/d。', "文字 和 与 。"),
        ("![图](a.png) ![[b.png]] [[页|别名]] [[页]]", "别名 页"),
        ('<p style="x">段落</p><!-- 注释 --><script>x</script>', "段落 x"),
        ("前文\n\n<!-- 注释\n还是注释 -->\n\n后文", "前文\n\n后文"),
        ("1 < 2 and 3 > 2 &amp; &lt;b&gt;", "1 < 2 and 3 > 2 & <b>"),
        ("公式 $a_1 + b$、\\(x\\)、\\\\(y\\\\)、$$z$$ 与 $5、$6", "公式 、 、 、 与 $5、$6"),
        ("$$\na\n$$\n后文", "后文"),
        ("```python\nx = 1\n```\n后文", "后文"),
        ("- [x] 完成\n  * 子项\n1. 一\n> 引用", "完成\n子项\n一\n引用"),
        ("| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |", "甲 乙\n\n1 2"),
        ('!!! note "标题"\n    内容', "标题\n内容"),
        ("正文[^1]\n\n[^1]: 脚注", "正文\n\n脚注"),
        ("*[HTML]: Hyper Text\n[ref]: https://a.org\n[TOC]\n***\n后文", "后文"),
        ("<img\nsrc=x\nalt=y> 图后", "图后"),
        ("\\*不是强调\\*", "*不是强调*"),
    ],
)
def test_markdown_becomes_text(markdown: str, text: str) -> None:
    assert to_plain(markdown) == text


def test_a_heading_keeps_its_words_and_loses_its_markup() -> None:
    assert heading_text("## 1. Why `List<String>` & *not* [x](y)? {#why}") == "1. Why List<String> & not x?"
    assert heading_text("## The filter [@fan2014cuckoo, p. 3]") == "The filter"
    assert (
        heading_text("## [@team](https://x.example) writes [me@x.example]") == "@team writes [me@x.example]"
    )
    assert heading_text("# The set $S_n$ of {a, b}") == "The set S_n of {a, b}"
    assert inline_to_plain("<script>alert(1)</script> &lt;b&gt;") == "alert(1) <b>"


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        ("", 1),
        ("字" * 400, 1),
        ("字" * 4000, 10),
        ("word " * 2200, 10),
        ("字" * 2000 + " word" * 1100, 10),
        ("```\n" + "word " * 2200 + "\n```", 5),
        ("$$" + "x + " * 1000 + "$$\n" + "<p>" * 1000, 1),
        ("Don't re-read it's " * 220, 3),
    ],
)
def test_reading_time_is_right_for_both_scripts(body: str, minutes: int) -> None:
    assert reading_minutes(body) == minutes


@given(st.text(st.sampled_from("[]()<>{}`$\\*_~=|!#-+ \nab中:/&;\"'"), max_size=300))
def test_no_text_raises_and_lines_do_not_multiply(text: str) -> None:
    plain = to_plain(text)
    assert plain.count("\n") <= text.count("\n")
    inline_to_plain(text)
    assert reading_minutes(text) >= 1


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "<a ",
        "[[",
        "![",
        "](",
        "`",
        "$",
        "$$",
        "\\(",
        "\\[",
        "{",
        "{:",
        "*",
        "_",
        "<!--",
        " ",
        "- ",
        "| ",
        "-",
        "&",
        "#",
        "http://",
        "\n> ",
    ],
)
def test_fifty_kilobytes_of_one_mark_take_linear_time(unit: str) -> None:
    start = time.process_time()
    to_plain(unit * (100_000 // len(unit)) + "x")
    heading_text("## " + unit * (100_000 // len(unit)) + "x")
    assert time.process_time() - start < 3
