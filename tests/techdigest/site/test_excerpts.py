"""Short texts for listings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.site.excerpts import excerpt


def test_a_short_text_is_kept() -> None:
    assert excerpt("  一句话。\n\n另一句。 ") == "一句话。 另一句。"


def test_a_long_text_ends_with_a_sentence() -> None:
    assert excerpt("第一句很长很长很长。第二句也是。" * 3, length=20) == "第一句很长很长很长。第二句也是。"
    assert excerpt('One, e.g. this. "Two!" Three is longer. Four', length=30) == 'One, e.g. this. "Two!"'


def test_a_long_sentence_ends_between_words_with_an_ellipsis() -> None:
    assert excerpt("one two three four five six", length=16) == "one two three four…"
    assert excerpt("一二三四五，六七；八九", length=9) == "一二三四五，六七…"


@pytest.mark.parametrize(("letter", "most"), [("字", 160), ("a", 200)])
def test_a_letter_takes_less_room_than_a_han_character(letter: str, most: int) -> None:
    assert excerpt(letter * 500) == letter * most + "…"


@given(st.text(), st.integers(10, 100))
def test_an_excerpt_is_one_line_of_bounded_length(text: str, length: int) -> None:
    shown = excerpt(text, length)
    assert len(shown) <= length * 5 / 4 + 1
    assert shown == " ".join(shown.split())
