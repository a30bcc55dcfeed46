"""Naming a page's language."""

from __future__ import annotations

import pytest

from cjksearch.pages import canonical, detect


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh_SG", "zh-Hans"), ("zh-Hans-TW", "zh-Hans"),
        ("zh-TW", "zh-Hant"), ("zh_hk", "zh-Hant"), ("ZH-HANT", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"),
        ("en", "en"), ("EN_us", "en-US"), ("pt-BR", "pt-BR"), ("", ""),
    ],
)  # fmt: skip
def test_chinese_tags_become_one_of_two(tag: str, name: str) -> None:
    assert canonical(tag) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("集群的调度器按剩余资源打分。", "zh-Hans"),
        ("叢集的排程器按剩餘資源打分。", "zh-Hant"),
        ("用 kubectl 在 Kubernetes cluster 里 debug 一个 pending 的 pod", "zh-Hans"),
        ("The scheduler (调度器) scores nodes by what is left of their resources.", "en"),
        ("", "en"),
        ("2026-11-23 !?", "en"),
    ],
)
def test_chinese_is_told_by_its_characters(text: str, name: str) -> None:
    assert detect(text) == name


def test_other_texts_are_in_the_themes_language_unless_that_is_chinese() -> None:
    assert detect("Der Planer bewertet Knoten.", fallback="de") == "de"
    assert detect("The scheduler scores nodes.", fallback="zh-Hans") == "en"
