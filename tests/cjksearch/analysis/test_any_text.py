"""The analysis takes whatever it is given."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjksearch.analysis import fold_pairs, normalise, tokenise
from cjksearch.analysis.tokenise import MAX_PARTS, MAX_WORD
from cjksearch.index.terms import count_terms
from cjksearch.static.codec import sort_key

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
# Characters that were in Unicode long before any browser that runs the client, so both sides know them alike.
COMMON = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
        st.characters(min_codepoint=0x370, max_codepoint=0x3FF, categories=["L", "N", "P", "S"]),
        st.characters(min_codepoint=0x3001, max_codepoint=0x30FF, categories=["L", "N", "P"]),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFF9D),
        st.sampled_from("._-+#\u0301\u200b\u3099\ufeff𠮷😀"),
    ),
    max_size=60,
)


@given(TEXT)
def test_any_text_gives_tokens_that_cover_parts_of_it_in_order(text: str) -> None:
    normalised = normalise(text)
    end = 0
    for token in tokenise(normalised):
        assert end <= token.start < token.end <= len(normalised)
        end = token.end
        assert token.text
        assert len(token.parts) <= MAX_PARTS


@given(TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(TEXT)
def test_no_term_holds_a_line_break_which_separates_terms_in_a_block(text: str) -> None:
    counts, length = count_terms(tokenise(normalise(text)))
    assert all("\n" not in term and term for term in counts)
    assert length >= 0


@given(st.lists(TEXT, max_size=20))
def test_terms_sort_as_javascript_compares_strings(texts: list[str]) -> None:
    units = [list(memoryview(t.encode("utf-16-le")).cast("H")) for t in sorted(texts, key=sort_key)]
    assert units == sorted(units)


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(COMMON, min_size=20, max_size=60))
def test_the_browser_agrees_on_any_common_text(client: Callable[..., Any], texts: list[str]) -> None:
    fold = fold_pairs(c for text in texts for c in normalise(text))
    for text, answer in zip(texts, client("analysis", fold=fold, texts=texts), strict=True):
        assert answer["normalised"] == normalise(text)
        expected = [[t.text, list(t.parts), t.cjk] for t in tokenise(normalise(text))]
        assert answer["tokens"] == expected


@pytest.mark.parametrize(
    "hostile", ["a", "汉", ".", "a.", "aA", "A", "-_", "1a", "\u0301", "\u200b", "[", "<a ", "+", "#", "ⓐ"]
)
def test_two_million_characters_take_a_time_that_grows_with_their_number_alone(hostile: str) -> None:
    def seconds(length: int) -> float:
        text = (hostile * length)[:length]
        began = time.process_time()
        count_terms(tokenise(normalise(text)))
        return time.process_time() - began

    seconds(1000)
    assert seconds(2_000_000) < 6  # a quadratic pattern would take hours


def test_a_long_word_is_cut_and_a_thousand_parts_are_not_kept() -> None:
    (token,) = tokenise("x" * 5000)
    assert token.text == "x" * MAX_WORD
    (token,) = tokenise(".".join(f"ab{i}" for i in range(1000)))
    assert len(token.text) == MAX_WORD
    assert len(token.parts) == MAX_PARTS


def test_the_browser_gets_only_the_pairs_its_site_can_use() -> None:
    assert fold_pairs("集群联邦") == "羣群聯联"
    assert fold_pairs("abc") == ""
