"""Ids of headings: what they were there, what they are here, and that links to them go on working."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from support.growth import is_linear
from support.sources import imported, post
from techdigest.importers.heading_ids import id_of, renamed_ids
from techdigest.importers.importing import Options

TWICE = "## 第一节\n\n## Some - thing & more!\n\n## 第一节\n\n### 第一节\n\nText\n----\n\n## `Text`\n"


def site_ids(body: str) -> list[str]:
    """Return the ids that Python-Markdown gives to the headings of a body."""
    md = Markdown(
        extensions=["toc", "attr_list"], extension_configs={"toc": {"slugify": lambda text, _: id_of(text)}}
    )
    md.convert(body)
    found: list[str] = []

    def add(tokens: list[dict[str, object]]) -> None:
        for token in tokens:
            found.append(str(token["id"]))
            add(token["children"])  # type: ignore[arg-type]  # of the same kind

    add(md.toc_tokens)  # type: ignore[attr-defined]  # the extension's
    return found


def test_repeated_headings_have_other_ids() -> None:
    assert renamed_ids(TWICE, "github") == {
        "第一节-1": "第一节_1",
        "第一节-2": "第一节_2",
        "text-1": "text_1",
    }
    assert set(renamed_ids(TWICE, "github").values()) <= set(site_ids(TWICE))
    assert renamed_ids(TWICE, "") == {}


def test_ids_of_kramdowns_own_parser_are_of_english_letters() -> None:
    assert renamed_ids("## 1. 第一节\n\n## 二 Ab 3\n\n## 三\n", "kramdown") == {
        "section": "1-第一节",
        "ab-3": "二-ab-3",
        "section-1": "三",
    }


def test_ids_that_authors_gave_stay_and_are_taken() -> None:
    body = "## A {#first}\n\n## B\n{: #second .x}\n\n## First\n\n## First\n"
    assert renamed_ids(body, "github") == {"first-1": "first_2"}
    assert renamed_ids("## A\n\n## A\n\n## A-1\n", "github") == {}  # `a-1` is the id of the third here


@given(st.lists(st.sampled_from(["A", "A-1", "A_1", "A 1", "一", "B {#a}", "a!", "**A**"]), max_size=8))
def test_ids_here_are_those_of_the_site(titles: list[str]) -> None:
    body = "".join(f"## {title}\n\n" for title in titles)
    ids = site_ids(body)
    assert set(renamed_ids(body, "github").values()) <= set(ids)
    assert set(renamed_ids(body, "kramdown").values()) <= set(ids)


def test_many_equal_headings_take_linear_time() -> None:
    assert is_linear(lambda size: renamed_ids("## A\n\n" * (size // 6), "github"), 4_000, 64_000)


@pytest.mark.parametrize(
    ("config", "anchor", "found"),
    [
        ("", "第一节-1", "#第一节_1"),
        ("", "some---thing--more", "#some---thing--more"),
        ("kramdown: {input: kramdown}", "section-1", "#第一节_1"),
    ],
)
def test_links_to_headings_go_on_working(tmp_path: Path, config: str, anchor: str, found: str) -> None:
    files = {
        "_config.yml": config,
        "_posts/2020-01-01-a.md": post("title: A", f"{TWICE}\n[x](#{anchor})\n"),
        "_posts/2020-01-01-b.md": post(
            "title: B", f"[x]({{% post_url 2020-01-01-a %}}#{anchor})\n\n中文的正文在这里，足够长。\n"
        ),
    }
    _, notes = imported(tmp_path, files, Options(default_lang="zh-Hans"))
    assert f"\n[x]({found})\n" in notes["a/index.md"].text
    assert f"[x](../a/index.md{quote(found, safe='#')})" in notes["b/index.md"].text
