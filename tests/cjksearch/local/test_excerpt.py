"""The passage that shows why a text was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cjksearch.local.excerpt import excerpt, fold


def test_a_short_text_is_its_own_excerpt_on_one_line() -> None:
    assert excerpt("集群\n联邦", ["联邦"]) == "集群 联邦"


def test_the_passage_with_the_most_different_words_wins() -> None:
    text = "集群。" * 100 + "這裡同時有叢集與排程。" + "排程。" * 100
    assert "叢集與排程" in excerpt(text, ["丛集", "排程"], width=30)


def test_without_the_words_the_beginning_is_shown() -> None:
    assert excerpt("甲" * 500, ["乙"], width=10) == "甲" * 10 + "…"


@given(st.text(max_size=300), st.lists(st.text(max_size=4), max_size=4))
def test_any_text_and_words_give_a_passage_of_the_text(text: str, needles: list[str]) -> None:
    passage = excerpt(text, needles, width=40)
    assert len(passage) <= 42
    assert passage.strip("…").strip() in " ".join(text.split())


@given(st.text())
def test_folding_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(text)
