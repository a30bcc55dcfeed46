"""Other wordings, weights of terms, and impacts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.index.impact import LEVELS, impacts, slug
from cjksearch.index.rules import rules_for, wordings
from cjksearch.index.unit import Unit
from cjksearch.index.weight import Weigher


def test_a_wording_leads_to_the_one_the_site_uses() -> None:
    rules = rules_for({"集群": [0, 1]})
    assert ("丛集", "集群") in rules["丛集"]
    assert all(other == "集群" for pairs in rules.values() for _, other in pairs)


def test_a_rule_is_kept_only_if_the_site_has_all_of_the_other_wording() -> None:
    assert "记忆" not in rules_for({"内外": [0]})
    assert ("记忆体", "内存") in rules_for({"内存": [0]})["记忆"]


def test_a_wording_the_site_hardly_uses_is_not_looked_for_in_place_of_a_common_one() -> None:
    rules = rules_for({"集群": range(100), "丛集": range(2)})
    assert "集群" not in rules
    assert ("丛集", "集群") in rules["丛集"]


def test_no_group_of_wordings_says_the_same_twice() -> None:
    for group in wordings():
        assert len(set(group)) == len(group) > 1
        assert all(word == word.strip().lower() for word in group)


@pytest.mark.parametrize(
    ("wording", "other"),
    [
        ("丛集", "集群"),
        ("软体", "软件"),
        ("网路", "网络"),
        ("伺服器", "服务器"),
        ("记忆体", "内存"),
        ("布署", "部署"),
        ("映像档", "镜像"),
        ("执行绪", "线程"),
        ("资料库", "数据库"),
        ("k8s", "kubernetes"),
    ],
)
def test_regional_words_are_known_in_both_directions(wording: str, other: str) -> None:
    assert any({wording, other} <= set(group) for group in wordings())


def test_function_words_and_pairs_across_words_weigh_less_than_words_as_rare() -> None:
    units = range(5)
    postings = dict.fromkeys(("如何", "动作", "效动", "的集", "how", "action"), units)
    postings |= {character: range(60) for character in "如何效的集"} | {"动": range(60), "作": range(12)}
    weigher = Weigher(postings, 100)
    assert weigher.weigh("动作") == weigher.weigh("action")
    assert (
        weigher.weigh("如何")
        == weigher.weigh("how")
        < weigher.weigh("的集")
        <= weigher.weigh("效动")
        < weigher.weigh("动作")
    )


def test_a_pair_that_is_mostly_together_is_a_word() -> None:
    together = Weigher({"聚簇": range(9), "聚": range(12), "簇": range(9)}, 100)
    apart = Weigher({"聚簇": range(9), "聚": range(80), "簇": range(80)}, 100)
    assert together.weigh("聚簇") > apart.weigh("聚簇")


@given(st.integers(0, 500), st.integers(500, 1000))
def test_a_weight_fits_in_a_byte_and_falls_with_frequency(df: int, units: int) -> None:
    weigher = Weigher({"word": range(df), "more": range(df + 1)}, units)
    assert 0 <= weigher.weigh("more") <= 255
    assert (weigher.weigh("word") == 0) == (df == 0)
    assert df == 0 or weigher.weigh("word") >= weigher.weigh("more")


def test_a_heading_says_more_than_a_title_and_a_title_more_than_the_body() -> None:
    unit = Unit("1", "x/#y", "title", "heading", "body text here and there")
    terms = impacts(unit).terms
    assert terms["head"] > terms["titl"] > 0
    assert terms["head"] > terms["bodi"]
    assert all(1 <= impact <= LEVELS for impact in terms.values())


def test_the_impacts_of_a_unit_do_not_depend_on_its_neighbours() -> None:
    unit = Unit("1", "x/", "题目", "", "正文")
    assert impacts(unit) == impacts(unit)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("notes/clustered-indexes/#a", "notes clustered-indexes"),
        ("2024/2024-05-31-configure-ssh/", " configure-ssh"),
        ("a/b/c/index.html", "b c"),
        ("guide.html?x=1", "guide"),
        ("%E9%9B%86%E7%BE%A4/", "集群"),
        ("%ff%00/", "\ufffd\x00"),
        ("", ""),
    ],
)
def test_the_words_of_an_address_are_those_of_its_last_two_steps(url: str, words: str) -> None:
    assert slug(url) == words
