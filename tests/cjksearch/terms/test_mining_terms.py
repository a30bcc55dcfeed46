"""Pairs of terms mined from texts: what is found, where a term begins, and what is no pair."""

from __future__ import annotations

from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.index.rules import rules_for
from cjksearch.index.unit import Unit
from cjksearch.terms import Parallel, Passage, mine, translations
from support.growth import is_linear


def pairs(*texts: str, english: str = "", threshold: float = 0.65) -> set[tuple[str, str]]:
    """The pairs of a document whose English translation is `english`."""
    passages = [Passage(f"a#{i}", text, "zh-Hans", "a") for i, text in enumerate(texts)]
    return {
        (pair.han, pair.latin)
        for pair in mine([*passages, Passage("a#en", english, "en", "a")], threshold=threshold)
    }


@pytest.mark.parametrize(
    ("text", "han", "latin"),
    [
        ("更常见的做法是无效动作掩码（invalid action masking）。", "无效动作掩码", "invalid action masking"),
        ("按最大余额法(largest remainder)分配。", "最大余额法", "largest remainder"),
        ("用比较并交换（compare-and-swap）写入", "比较并交换", "compare-and-swap"),
        ("它叫“度量学习”（metric learning）", "度量学习", "metric learning"),
        ("Bloom filter（布隆过滤器，BF）很省空间", "布隆过滤器", "Bloom filter"),
        ("这里用 action masking，即动作掩码。", "动作掩码", "action masking"),
    ],
)
def test_a_term_that_the_text_explains_begins_where_it_begins(text: str, han: str, latin: str) -> None:
    assert pairs(text, english=f"It is {latin}.") == {(han, latin)}


def test_both_scripts_are_one_pair_with_both_spellings() -> None:
    found = mine(
        [
            Passage("a", "这是度量学习（metric learning）。", "zh-Hans"),
            Passage("b", "這是度量學習（metric learning）。", "zh-Hant"),
        ]
    )
    assert [(pair.han, pair.count, pair.places) for pair in found] == [("度量学习", 2, ("a", "b"))]
    assert found[0].spellings == (("zh-Hans", "度量学习"), ("zh-Hant", "度量學習"))


def test_a_second_english_name_in_the_bracket_is_a_pair_too() -> None:
    text = "这就是计数过滤器（counting filter，也叫 counting Bloom filter）。"
    assert pairs(text) == {("计数过滤器", "counting filter"), ("计数过滤器", "counting Bloom filter")}


def test_a_single_word_needs_the_translation_or_other_places_to_bear_it_out() -> None:
    text = "每个元素的一小段指纹（fingerprint）。指纹很短。"
    assert pairs(text) == set()
    assert pairs(text, english="Each item leaves a fingerprint.") == {("指纹", "fingerprint")}
    others = [text.replace("每个元素", other) for other in ("每只鸟", "每个桶", "这里")]
    assert pairs(text, *others) == {("指纹", "fingerprint")}


@pytest.mark.parametrize(
    "text",
    [
        "亚太区（ap-southeast-1）",  # an identifier
        "内存（GB）",  # an abbreviation says too little
        "在环境里保证至少一个有效动作（例如 no-op）",
        "随时有效的检验（always valid）",  # the English says what the 的 before belongs to
        "共享的参数（Go、JVM、OpenMP）",  # examples
        "时间戳（startTime）",
        "运行笔记里的代码（run）",
        "看 KubeFed（简体）",
        "代码（the）",
        "我们写的版本（alpha）",
        "把它搬回去（undo）",
    ],
)
def test_a_remark_in_brackets_is_no_pair(text: str) -> None:
    assert pairs(text, english=text) == set()


def test_what_stands_behind_several_names_is_a_remark() -> None:
    text = "Smitty Jones（首次贡献者）\nAnna Smith（首次贡献者）\n首次贡献者"
    assert pairs(text, english="Smitty Jones and Anna Smith") == set()


def test_translations_side_by_side_give_pairs_by_position() -> None:
    chinese, english = ("k8s", "长尾分布", "超卖"), ("k8s", "heavy tail", "over-commitment")
    tags = Parallel("a", chinese, english, kind="tags")
    title = Parallel("a", ("无效动作掩码：为什么",), ("Invalid action masking: why",))
    heading = Parallel("a#1", ("误判率",), ("The false positive rate",), "zh-Hans", "a")
    body = Passage("a", "The false positive rate and invalid action masking.", "en", "a")
    found = {(pair.han, pair.latin) for pair in mine([body], [tags, title, heading], threshold=0.6)}
    assert found == {
        ("长尾分布", "heavy tail"),
        ("超卖", "over-commitment"),
        ("无效动作掩码", "invalid action masking"),
        ("误判率", "false positive rate"),
    }


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("实践清单", "In practice"),
        ("用代码验证", "Checked by code"),
        ("使用时的提醒", "When you use it"),
        ("判断", "Tell"),
        ("装载率和误判率", "Load and false positives"),
    ],
)
def test_headings_that_say_it_differently_are_no_terms(chinese: str, english: str) -> None:
    body = Passage("a", english, "en", "a")
    assert mine([body], [Parallel("a", (chinese,), (english,), "zh-Hans", "a")]) == []


def test_tags_in_another_order_say_nothing() -> None:
    moved = Parallel("a", ("长尾分布", "k8s"), ("k8s", "heavy tail"), kind="tags")
    assert mine([], [moved]) == []


def test_the_surer_of_two_forms_of_a_term_stays() -> None:
    words = ("用", "叫", "按")
    good = [Passage(word, f"{word}范围扫描（range scan）", "zh") for word in words]
    found = mine([*good, Passage("q", "全表范围扫描（range scan）", "zh")], threshold=0)
    assert [pair.han for pair in found] == ["范围扫描"]


def test_the_order_of_texts_does_not_matter_but_for_places() -> None:
    given = [
        Passage("a", "这是度量学习（metric learning）。", "zh-Hans"),
        Passage("b", "用发布层（launch layer）放量", "zh-Hans"),
        Passage("c", "這是度量學習（metric learning）。", "zh-Hant"),
    ]
    there, back = ([(p.han, p.latin, p.confidence) for p in mine(g)] for g in (given, given[::-1]))
    assert there == back


def test_terms_of_a_site_lead_a_query_to_the_other_language() -> None:
    said = "聚簇索引（clustered index）存放行。"
    units = [Unit(str(i), f"{i}/", f"{i}", text=said) for i in range(3)]
    units.append(Unit("en", "en/", "Tables", text="Rows lie in a clustered index."))
    assert translations(units) == (("聚簇索引", "clustered index"),)
    rules = rules_for(
        {"珊瑚": 3, "瑚索": 3, "索引": 3, "coral": 4, "index": 4}, [("珊瑚索引", "coral index")]
    )
    assert rules["珊瑚"] == [("珊瑚索引", "coral index")]
    assert ("coral index", "珊瑚索引") in rules["coral"]


PIECES = st.sampled_from(
    [
        *"（）()、的是\n“”𠀀\ud800a -，叫：\u202e١",
        "，即",
        "invalid action",
        "masking",
        "无效动作",
        "掩码",
        "學習",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_is_mined_and_what_is_found_stands_in_it(text: str) -> None:
    for pair in mine([Passage("a", text, "zh")], threshold=0):
        assert 0 <= pair.confidence <= 1
        assert pair.places == ("a",)
        assert all(spelling in text for _, spelling in pair.spellings)


@given(st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES, max_size=8).map("".join))
def test_any_lines_can_stand_side_by_side(chinese: str, english: str) -> None:
    for kind in get_args(Literal["tags", "lines"]):
        mine([], [Parallel("a", (chinese,), (english,), kind=kind)])


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "掩码（",
        "掩码（mask）",
        "a，即",
        "a b-",
        "掩",
        "掩码（masking masking）",
        "mask（掩码）",
        "，即掩码",
    ],
)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    assert is_linear(lambda times: mine([Passage("a", unit * times, "zh")]), 2_000, 16_000)
