"""What an answer is worth to the benchmark."""

from __future__ import annotations

import pytest
from bench.search.score import Judgement, group, judge, place, summary


@pytest.mark.parametrize(
    ("address", "page", "anchor"),
    [
        ("notes/borg/index.en", "notes/borg/index.en", ""),
        ("/notes/borg/#how-it-works", "notes/borg", "how-it-works"),
        ("notes/borg/index", "notes/borg", ""),
        ("README", "", ""),
        ("dm/README/", "dm", ""),
        ("a/index.html#x", "a", "x"),
        ("notes/%E9%9B%86/#%E7%BE%A4", "notes/集", "群"),
        ("notes/reindex", "notes/reindex", ""),
    ],
)
def test_an_address_names_a_page_and_an_anchor(address: str, page: str, anchor: str) -> None:
    assert place(address) == (page, anchor)


def test_the_rank_counts_pages_and_not_their_sections() -> None:
    assert judge(["b"], ["a/#one", "a/#two", "a/", "b/#x"]).rank == 2


def test_the_first_of_several_relevant_pages_counts() -> None:
    assert judge(["c", "b"], ["a/", "b/", "c/"]).rank == 2


def test_ten_pages_count_however_many_sections_they_have() -> None:
    before = [f"p{page}/#s{section}" for page in range(9) for section in range(5)]
    assert judge(["x"], [*before, "x/"]).rank == 10
    assert judge(["x"], [*before, "y/", "x/"]).rank == 0


def test_a_page_has_full_credit_where_another_section_of_it_was_asked_for() -> None:
    assert judge(["a#one"], ["a/#two"]) == Judgement(1, section=False, empty=False)
    assert judge(["a#one"], ["a/"]) == Judgement(1, section=False, empty=False)
    assert judge(["a#one", "a#two"], ["a/#two"]) == Judgement(1, section=True, empty=False)


def test_no_section_is_judged_where_none_was_named() -> None:
    assert judge(["a"], ["a/#two"]).section is None
    assert judge(["a#one", "a"], ["a/#two"]).section is None


def test_an_empty_answer_is_told_from_a_wrong_one() -> None:
    assert judge(["a"], []) == Judgement(0, None, empty=True)
    assert judge(["a"], ["b/"]) == Judgement(0, None, empty=False)


def test_shares_are_of_all_questions_and_of_sections_of_those_that_name_one() -> None:
    own = summary(
        [
            Judgement(1, section=True, empty=False),
            Judgement(2, section=False, empty=False),
            Judgement(0, section=None, empty=True),
            Judgement(1, section=None, empty=False),
        ]
    )
    assert (own.first, own.ten, own.mrr, own.section, own.empty) == (0.5, 0.75, 0.625, 0.5, 1)


def test_questions_are_grouped_by_half_and_class_and_those_without_a_half_are_known_items() -> None:
    queries = [
        {"qid": "1", "class": "title"},
        {"qid": "2", "class": "question", "half": "tune"},
        {"qid": "3", "class": "question", "half": "report"},
        {"qid": "4", "class": "title"},
    ]
    assert group(queries) == {
        "known items": {"title": ["1", "4"]},
        "our own questions, half: tune": {"question": ["2"]},
        "our own questions, half: report": {"question": ["3"]},
    }
