"""Text copied from a rendered page: each of its losses, found again or marked as a guess."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.growth import is_linear
from support.hostile import PASTED
from support.three_dots import Case, read_cases
from techdigest.importers.model import Outcome
from techdigest.importers.pasted import split_posts, to_markdown

CASES = read_cases(Path(__file__).with_name("pasted.md"))


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_pasted_text_becomes_markdown(case: Case) -> None:
    assert to_markdown(case.given).text == case.expected


def test_each_guess_is_a_finding_and_has_its_comment_beside_it() -> None:
    for case in CASES:
        converted = to_markdown(case.given)
        guesses = [each for each in converted.found if each.outcome is Outcome.GUESSED]
        comments = converted.text.count("<!-- imported: ")
        lost = sum(each.text == "Image Not Showing" for each in converted.found)
        assert comments == len(guesses) + lost, case.title
        assert all(each.why and each.line for each in guesses)


def test_what_was_left_out_is_reported_line_by_line() -> None:
    found = to_markdown("茶很好喝。\n\n阅读全文\n\nLicense\n\n• licensed under CC BY\n\n评论", 11).found
    assert [(each.line, each.text, each.outcome) for each in found] == [
        (13, "阅读全文", Outcome.DROPPED),
        (15, "License", Outcome.DROPPED),
        (17, "• licensed under CC BY", Outcome.DROPPED),
        (19, "评论", Outcome.DROPPED),
    ]


def test_words_of_boilerplate_within_a_text_are_text() -> None:
    assert to_markdown("评论\n\n是这篇的主题。").text.endswith("评论\n\n是这篇的主题。")
    assert to_markdown("评论").text == "评论"


def test_each_line_knows_the_line_it_comes_from() -> None:
    converted = to_markdown("一、茶\n\n第一段。\n\n  • 甲\n  • 乙\n", 5)
    places = dict(zip(converted.text.split("\n"), converted.origins, strict=True))
    assert {text: line for text, line in places.items() if text} == {
        "## 一、茶": 5,
        "第一段。": 7,
        "- 甲": 9,
        "- 乙": 10,
    }


POSTS = """[茶] 第一壶

2024-03-02

水要滚。

[茶] 第二壶

水不要滚。

简介

只是说说。

[Tea] The third pot

No water at all.
"""


def test_titles_that_begin_with_brackets_divide_a_file() -> None:
    first, second, third = split_posts(POSTS)
    assert [part.title for part in (first, second, third)] == [
        "[茶] 第一壶",
        "[茶] 第二壶",
        "[Tea] The third pot",
    ]
    assert (first.date, first.body, first.line, first.number) == ("2024-03-02", "水要滚。", 5, 1)
    assert second.body == "水不要滚。\n\n简介\n\n只是说说。"
    assert (third.title_line, third.line, third.number) == (15, 17, 3)
    guesses = [each for part in (first, second, third) for each in part.found if each.rule == "pasted-title"]
    assert [each.outcome for each in guesses] == [Outcome.GUESSED] * 3
    assert all("brackets" in each.why for each in guesses)


SECTIONS = """读书 - 茶经

一、主旨

讲的是茶。

二、内容

略。

三、引申

还有别的书。

Boiling: a short story

没有分节的一篇。

铁壶入门

简介

铁壶是铁做的。

读书 - 壶经

一、主旨

讲的是壶。

一句题外话

二、内容

也略。
"""


def test_sections_that_are_counted_again_divide_a_file_and_sections_that_go_on_do_not() -> None:
    parts = split_posts(SECTIONS)
    assert [part.title for part in parts] == [
        "读书 - 茶经",
        "Boiling: a short story",
        "铁壶入门",
        "读书 - 壶经",
    ]
    assert "一句题外话" in parts[-1].body


def test_a_file_of_one_post_is_one_post() -> None:
    text = "Teapots\ntags: kettles, cups\n\n简介\n\n一把壶。\n\n参考\n\n另一把壶。"
    (part,) = split_posts(text)
    assert (part.title, part.tags, part.number, part.line) == ("Teapots", ("kettles", "cups"), 0, 4)
    assert part.body.startswith("简介")


def test_without_a_title_the_first_words_serve_and_stay_in_the_text() -> None:
    (part,) = split_posts("茶要慢慢喝,喝快了就烫嘴。\n\n所以要等。")
    assert part.title == "茶要慢慢喝"
    assert part.body.startswith("茶要慢慢喝,喝快了")
    assert [each.outcome for each in part.found] == [Outcome.GUESSED]


def test_posts_of_a_file_have_all_of_its_lines_but_titles_and_what_was_found() -> None:
    for text in (POSTS, SECTIONS):
        parts = split_posts(text)
        taken = {part.title for part in parts} | {each.text for part in parts for each in part.found}
        bodies = "\n".join(part.body for part in parts).split("\n")
        assert [line for line in text.split("\n") if line and line not in taken] == [
            line for line in bodies if line and line not in taken
        ]


MARKS = "一1. 第章•-|\t$\\[]()`#*_<>:：。=+/\n\n  aAb{};"


@given(st.text(alphabet=MARKS, max_size=300), st.integers(1, 9))
@settings(deadline=None, max_examples=60)
def test_any_text_is_read_without_an_exception_and_with_a_line_for_each_line(text: str, first: int) -> None:
    for part in split_posts(text, first):
        converted = to_markdown(part.body, part.line)
        assert len(converted.origins) == converted.text.count("\n") + 1 or not converted.text
        assert all(first <= line <= first + text.count("\n") for line in converted.origins)


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=60)
def test_text_of_any_characters_is_read(text: str) -> None:
    for part in split_posts(text):
        to_markdown(part.body, part.line)


PIECES = ["茶", "壶", "水", "tea", "cup", "一、甲", "•", "1", "2", "x = f(y)", "def f(x):", "|", "$$", "#"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=12)


@given(st.lists(WORDS, max_size=12))
@settings(deadline=None, max_examples=60)
def test_no_letter_of_a_text_is_lost(lines: list[list[str]]) -> None:
    text = "\n".join(" ".join(line) for line in lines)
    wanted = sorted(filter(str.isalpha, text))
    converted = to_markdown(text)
    kept = [
        line
        for line in converted.text.split("\n")
        if "<!-- imported" not in line and not line.strip().startswith("```")
    ]
    assert sorted(filter(str.isalpha, "".join(kept))) == wanted


@pytest.mark.parametrize("piece", PASTED)
def test_time_grows_with_the_text(piece: str) -> None:
    def work(length: int) -> None:
        for part in split_posts(piece * (length // len(piece))):
            to_markdown(part.body, part.line)

    assert is_linear(work, 3_000, 24_000)


def test_a_word_above_code_is_a_language_only_where_it_is_a_common_one() -> None:
    assert to_markdown("Golang\nx := f(y)\nreturn x").text == "```go\nx := f(y)\nreturn x\n```"
    assert "tea" in to_markdown("tea\nx = f(y)").text.replace("```tea", "")  # which Pygments knows, too
