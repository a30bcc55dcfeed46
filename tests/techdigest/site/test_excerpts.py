"""Short texts for listings."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from techdigest.site.excerpts import excerpt


def test_a_short_text_is_kept() -> None:
    assert excerpt("  一句话。\n\n另一句。 ") == "一句话。 另一句。"


def test_a_long_text_ends_with_a_sentence() -> None:
    assert excerpt("第一句很长很长很长。第二句也是。" * 3, width=40) == "第一句很长很长很长。第二句也是。"


def test_a_long_sentence_ends_between_words_with_an_ellipsis() -> None:
    assert excerpt("one two three four five six", width=20) == "one two three four…"


@settings(deadline=None)  # machines are shared
@given(st.text(), st.integers(10, 100))
def test_an_excerpt_is_one_line_of_bounded_length(text: str, width: int) -> None:
    shown = excerpt(text, width)
    assert len(shown) <= width + 1
    assert shown == " ".join(shown.split())
