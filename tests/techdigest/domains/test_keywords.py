from __future__ import annotations

import sys

import pytest

from techdigest.domains import keywords
from techdigest.domains.folding import fold, tokens
from techdigest.domains.keywords import extract_keywords

TEXT = "强化学习里的无效动作要用掩码去掉，策略梯度才是对的。集群联邦让多个集群一起工作，调度器负责分配资源。"


def test_keywords_are_those_of_jieba() -> None:
    analyse = pytest.importorskip("jieba.analyse")
    expected = analyse.extract_tags(TEXT, topK=None, withWeight=True)
    found = dict(extract_keywords(TEXT, None))
    total = sum(weight for _, weight in expected)
    assert found == pytest.approx({word: weight / total for word, weight in expected})


def test_jieba_serves_where_rjieba_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    with_either = extract_keywords(TEXT)
    keywords._cutter.cache_clear()
    try:
        with monkeypatch.context() as patched:
            patched.setitem(sys.modules, "rjieba", None)
            assert extract_keywords(TEXT) == with_either
    finally:
        keywords._cutter.cache_clear()


def test_both_scripts_and_regions_give_the_same_keywords() -> None:
    assert extract_keywords("這個軟體在叢集裡用，網路很快") == extract_keywords(
        "这个软件在集群里用，网络很快"
    )


def test_english_words_count_and_stop_words_do_not() -> None:
    found = dict(extract_keywords("The scheduler of Kubernetes and the scheduler of Ray"))
    assert set(found) == {"scheduler", "kubernetes", "ray"}
    assert found["scheduler"] == max(found.values())


def test_no_words_have_no_keywords() -> None:
    assert extract_keywords("") == []
    assert extract_keywords("123 ！？ 的") == []


def test_words_fold_to_one_form() -> None:
    assert fold("ＡＰＩ 軟體 叢集") == "api 软件 集群"
    assert tokens("Clusters clustering C++ A/B 集群") == ["cluster", "cluster", "c++", "a", "b", "集", "群"]
