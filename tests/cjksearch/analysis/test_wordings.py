"""The word lists, and what they lead to."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.analysis import normalise, tokenise
from cjksearch.analysis.wordings import (
    GLOSSARY,
    REGIONAL,
    SYNONYMS,
    Kind,
    Variety,
    groups_of,
    joined,
    other_wordings,
    parse_groups,
)

LISTS = (REGIONAL, SYNONYMS, GLOSSARY)


def lines_of(name: str) -> list[str]:
    text = (files("cjksearch.analysis") / name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("name", LISTS)
def test_every_line_says_two_wordings_or_more_after_folding(name: str) -> None:
    assert len(groups_of(name)) == len(lines_of(name))
    for line, (words, _) in zip(lines_of(name), groups_of(name), strict=True):
        assert len(words) == len(line.split()), line


@pytest.mark.parametrize("name", LISTS)
def test_no_line_is_there_twice_and_no_wording_begins_two_lines(name: str) -> None:
    first = Counter(words[0] for words, _ in groups_of(name))
    assert [word for word, count in first.items() if count > 1] == []
    lines = Counter(frozenset(words) for words, _ in groups_of(name))
    assert [sorted(words) for words, count in lines.items() if count > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_every_wording_is_longer_than_a_character_and_says_something(name: str) -> None:
    for words, _ in groups_of(name):
        for word in words:
            assert len(word) > 1, words
            assert word == " ".join(word.split()) == normalise(word).lower(), words
            assert list(tokenise(word)), words
            assert "*" not in word, words


def test_only_regional_words_are_marked_as_false_friends() -> None:
    assert any(friends for _, friends in groups_of(REGIONAL))
    assert not any(friends for name in (SYNONYMS, GLOSSARY) for _, friends in groups_of(name))


def test_the_glossary_pairs_english_with_chinese_on_every_line() -> None:
    for words, _ in groups_of(GLOSSARY):
        assert words[0].isascii(), words
        assert any(not word.isascii() for word in words), words


def test_traditional_characters_fold_and_spellings_that_become_the_same_count_once() -> None:
    assert parse_groups("# 註\n\n叢集 集群 丛集\n後端 后端\nGarbage_Collection 垃圾回收*\n") == (
        (("丛集", "集群"), frozenset()),
        (("garbage collection", "垃圾回收"), frozenset({"垃圾回收"})),
    )


@given(st.text(alphabet="a_*# \n集丛", max_size=40))
def test_any_text_parses_to_groups_without_repetition(text: str) -> None:
    for words, friends in parse_groups(text):
        assert len(set(words)) == len(words) > 1
        assert friends <= set(words)


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
def test_regional_words_and_short_forms_are_known_in_both_directions(wording: str, other: str) -> None:
    assert other in other_wordings()[wording]
    assert wording in other_wordings()[other]


@pytest.mark.parametrize(
    ("wording", "other"),
    [
        ("server", "伺服器"),
        ("伺服器", "server"),
        ("garbage collection", "垃圾回收"),
        ("garbage collection", "记忆体回收"),
        ("rl", "增强学习"),
        ("masking", "遮罩"),
        ("process", "行程"),
        ("file", "档案"),
        ("document", "文件"),
        ("performance test", "效能测试"),
        ("报错", "错误"),
    ],
)
def test_english_and_colloquial_words_lead_on_to_regional_ones(wording: str, other: str) -> None:
    assert other in other_wordings()[wording]


@pytest.mark.parametrize(
    ("wording", "other"),
    [
        ("document", "档案"),
        ("file", "文档"),
        ("program", "行程"),
        ("metric", "指针"),
        ("image", "影片"),
        ("镜像", "图片"),
    ],
)
def test_a_word_with_two_senses_is_no_bridge(wording: str, other: str) -> None:
    assert other not in other_wordings()[wording]


def test_a_false_friend_is_asked_of_sites_of_its_own_side_alone() -> None:
    regional = parse_groups("请求 要求*\n文件* 檔案\n")
    glossary = parse_groups("request 请求\nfile 文件\n")
    both, mainland, elsewhere = (
        joined(regional, (), glossary, variety)
        for variety in (Variety.BOTH, Variety.MAINLAND, Variety.ELSEWHERE)
    )
    assert (tuple(both["request"]), tuple(both["file"])) == (("请求", "要求"), ("文件", "档案"))
    assert (tuple(mainland["request"]), tuple(mainland["file"])) == (("请求",), ("文件", "档案"))
    assert (tuple(elsewhere["request"]), tuple(elsewhere["file"])) == (("请求", "要求"), ("档案",))
    # The reader may still use it.
    assert tuple(mainland["要求"]) == ("请求", "request")
    assert tuple(elsewhere["文件"]) == ("档案", "file")


def test_the_chinese_words_of_an_english_one_are_not_taken_for_each_other() -> None:
    found = joined((), (), parse_groups("image img 镜像 图片\n"))
    assert tuple(found["镜像"]) == ("image", "img")
    assert tuple(found["img"]) == ("image", "镜像", "图片")


def test_what_people_say_leads_to_each_of_the_words_for_it_but_those_are_not_alike() -> None:
    found = joined((), parse_groups("搭建 部署 安装\n"), ())
    assert {word: [*others] for word, others in found.items()} == {
        "搭建": ["部署", "安装"],
        "部署": ["搭建"],
        "安装": ["搭建"],
    }


def test_a_compound_is_written_with_the_regional_forms_of_its_parts() -> None:
    found = joined(parse_groups("性能 效能\n数据 資料\n"), (), parse_groups("data_performance 数据性能\n"))
    assert tuple(found["data performance"]) == ("数据性能", "资料效能")
    assert tuple(found["资料效能"]) == ("data performance",)


def test_each_pair_says_how_its_words_are_related() -> None:
    lists = (
        parse_groups("服务器 伺服器\n"),
        parse_groups("主机 服务器\n"),
        parse_groups("server srv 服务器\n"),
    )
    found = joined(*lists)
    assert found["伺服器"]["服务器"] is Kind.REGIONAL
    assert found["server"]["伺服器"] is found["伺服器"]["server"] is Kind.TRANSLATION
    assert found["主机"]["伺服器"] is found["srv"]["server"] is Kind.SYNONYM
