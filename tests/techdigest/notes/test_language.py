from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.notes.language import detect, is_markdown, split_suffix
from techdigest.notes.model import LANGUAGES, Lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("这是一篇关于集群联邦的笔记。", "zh-Hans"),
        ("這是一篇關於叢集聯邦的筆記。", "zh-Hant"),
        ("A note on cluster federation.", "en"),
        ("在 Kubernetes 上运行 Ray", "zh-Hans"),
        ("在 Kubernetes 上執行 Ray，用 operator 管理 cluster", "zh-Hant"),
        ("The 集群 (cluster) is where all of it runs", "en"),
        ("Kubernetes Operator 的分布式 Tracing 怎么做", "zh-Hans"),
        ("体云", "zh-Hans"),  # rare in the other script
        ("《紅樓夢》是一部中国小说，这里只引用书名，其余都是简体字", "zh-Hans"),
    ],
)
def test_language_and_script_are_told_by_the_text(text: str, lang: Lang) -> None:
    assert detect(text, "en" if lang != "en" else "zh-Hant") == lang


@pytest.mark.parametrize("text", ["", "123 …", "これは日本語で書かれた文章です。", "한국어"])
@pytest.mark.parametrize("default", LANGUAGES)
def test_what_is_no_language_of_the_site_is_the_default(text: str, default: Lang) -> None:
    assert detect(text, default) == default


def test_text_without_a_sign_of_its_script_follows_a_chinese_default() -> None:
    assert detect("人工", "zh-Hant") == "zh-Hant"
    assert detect("人工", "zh-Hans") == "zh-Hans"
    assert detect("人工", "en") == "zh-Hans"


def test_code_and_addresses_do_not_make_a_text_english() -> None:
    text = "用 `kubectl get pods --all-namespaces -o wide` 看，见 https://example.com/a/very/long/english/address"
    assert detect(text, "en") == "zh-Hans"


@pytest.mark.parametrize(
    ("name", "stem", "lang"),
    [
        ("index.md", "index", None),
        ("index.en.md", "index", "en"),
        ("index.zh-Hant.md", "index", "zh-Hant"),
        ("a.zh-Hans.md", "a", "zh-Hans"),
        ("a.zh.md", "a", "zh-Hans"),
        ("a.zh-CN.md", "a", "zh-Hans"),
        ("a.zh_TW.md", "a", "zh-Hant"),
        ("a.zh-HK.markdown", "a", "zh-Hant"),
        ("node.js.md", "node.js", None),
        ("v1.2.md", "v1.2", None),
        ("en.md", "en", None),
    ],
)
def test_a_suffix_names_the_language(name: str, stem: str, lang: Lang | None) -> None:
    assert is_markdown(name)
    assert split_suffix(name) == (stem, lang)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_every_text_has_a_language(text: str, default: Lang) -> None:
    assert detect(text, default) in LANGUAGES
