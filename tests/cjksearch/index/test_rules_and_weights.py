"""Other wordings, weights of terms, and impacts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.index.impact import LEVELS, slug
from cjksearch.index.rules import rules_for
from cjksearch.index.unit import Unit
from cjksearch.index.weight import Weigher
from support.plain_index import impacts


def test_a_wording_leads_to_the_one_the_site_uses() -> None:
    rules = rules_for({"集群": 2})
    assert ("丛集", "集群") in rules["丛集"]
    assert all(other == "集群" for pairs in rules.values() for _, other in pairs)


def test_a_rule_is_kept_only_if_the_site_has_all_of_the_other_wording() -> None:
    assert "记忆" not in rules_for({"内外": 1})
    assert ("记忆体", "内存") in rules_for({"内存": 1})["记忆"]


def test_a_wording_the_site_hardly_uses_is_not_looked_for_in_place_of_a_common_one() -> None:
    rules = rules_for({"集群": 100, "丛集": 2})
    assert "集群" not in rules
    assert ("丛集", "集群") in rules["丛集"]


def test_inflections_of_an_english_word_are_one_other_wording() -> None:
    rules = rules_for({"agent": 9, "智能": 3})
    assert [other for wording, other in rules["智能"] if wording == "智能体"] == ["agent"]


def test_a_chinese_wording_leads_to_chinese_before_english() -> None:
    rules = rules_for({"伺服": 9, "服器": 9, "server": 30})
    assert [other for wording, other in rules["服务"] if wording == "服务器"] == ["伺服器", "server"]


def test_an_english_word_is_not_looked_for_where_the_site_mostly_has_a_chinese_one() -> None:
    rules = rules_for({"服务": 90, "务器": 90, "server": 30})
    assert rules["server"] == [("server", "服务器")]
    assert [other for wording, other in rules["伺服"] if wording == "伺服器"] == ["服务器"]
    rules = rules_for({"服务": 2, "务器": 2, "server": 30})
    assert ("服务器", "server") in rules["服务"]


def test_a_mainland_site_is_not_asked_for_a_word_that_means_something_else_there() -> None:
    words: tuple[str, ...] = (
        "集群",
        "软件",
        "硬件",
        "网络",
        "内存",
        "硬盘",
        "磁盘",
        "芯片",
        "端口",
        "鼠标",
        "打印",
        "屏幕",
    )
    words += ("算法", "编程", "宏定", "函数", "变量", "字符", "数组", "指针", "线程", "异步", "性能", "缓存")
    other: tuple[str, ...] = (
        "丛集",
        "软体",
        "硬体",
        "网路",
        "快取",
        "硬碟",
        "磁碟",
        "晶片",
        "滑鼠",
        "列印",
        "萤幕",
        "程式",
    )
    other += ("函式", "变数", "字元", "阵列", "巨集", "效能", "专案", "档案", "资料", "回圈", "预设", "巢状")
    request = {"请求": 5, "要求": 9}
    here = rules_for({**dict.fromkeys(words, 5), **request})
    there = rules_for({**dict.fromkeys(other, 5), **request})
    assert ("请求", "要求") not in here.get("请求", [])
    assert ("请求", "要求") in there["请求"]
    assert ("要求", "请求") in here["要求"]


def test_function_words_and_pairs_across_words_weigh_less_than_words_as_rare() -> None:
    units = 5
    postings = dict.fromkeys(("如何", "动作", "效动", "的集", "how", "action"), units)
    postings |= dict.fromkeys("如何效的集", 60) | {"动": 60, "作": 12}
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
    together = Weigher({"聚簇": 9, "聚": 12, "簇": 9}, 100)
    apart = Weigher({"聚簇": 9, "聚": 80, "簇": 80}, 100)
    assert together.weigh("聚簇") > apart.weigh("聚簇")


@given(st.integers(0, 500), st.integers(500, 1000))
def test_a_weight_fits_in_a_byte_and_falls_with_frequency(df: int, units: int) -> None:
    weigher = Weigher({"word": df, "more": df + 1}, units)
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
