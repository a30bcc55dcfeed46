"""What is the same in several languages is found once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cjksearch.index.documents import card
from cjksearch.index.unit import Unit
from cjksearch.local import LocalIndex
from cjksearch.static import write
from cjksearch.static.codec import steps
from cjksearch.static.directory import editions

Client = Callable[..., Any]

LANGS = {"en": "en/", "zh-Hans": "", "zh-Hant": "zh-Hant/"}
SAME = [
    Unit(
        f"{prefix}books/{name}/",
        f"{prefix}books/{name}/",
        title,
        text="Fan, Andersen · 2014",
        lang=lang,
        kind="book",
        edition_of=name,
    )
    for name, title in (("cuckoo", "Cuckoo Filter"), ("bloom", "Bloom Filter"))
    for lang, prefix in LANGS.items()
]
NOTE = Unit("note/", "note/", "布谷鸟过滤器", text="cuckoo filter", lang="zh-Hans", kind="page")
UNITS = sorted([*SAME, NOTE], key=lambda unit: unit.url)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("editions")
    write(UNITS, out, labels={"kind": {"book": {"en": "Book", "zh-Hans": "书"}}})
    return out


@pytest.fixture(scope="module")
def search(client: Client, folder: Path) -> Callable[..., Any]:
    def run(query: str, **options: object) -> Any:
        answer = client("search", folder=str(folder), queries=[{"query": query, "options": options}])
        assert "error" not in answer, answer
        return answer["answers"][0]

    return run


@pytest.mark.parametrize(("language", "prefix"), LANGS.items())
def test_the_edition_in_the_readers_language_is_found(
    search: Callable[..., Any], language: str, prefix: str
) -> None:
    answer = search("filter", language=language)
    books = {f"{prefix}books/cuckoo/", f"{prefix}books/bloom/"}
    assert {hit["url"] for hit in answer["hits"]} == books | {"note/"}
    assert answer["total"] == len(answer["hits"]) == 3
    assert search("cuckoo", language=language)["hits"][0]["url"] == f"{prefix}books/cuckoo/"


def test_another_languages_edition_is_found_where_the_readers_does_not_pass_the_filters(
    search: Callable[..., Any],
) -> None:
    answer = search("filter", language="zh-Hans", filters={"lang": ["en"]})
    assert {hit["url"] for hit in answer["hits"]} == {"en/books/cuckoo/", "en/books/bloom/"}
    assert search("filter", language="fr", filters={"kind": ["book"]})["total"] == 2


@pytest.mark.parametrize("filters", [{}, {"lang": ["en"]}, {"lang": ["en", "zh-Hant"]}, {"kind": ["page"]}])
def test_editions_count_once_in_each_facet_and_in_each_language(
    search: Callable[..., Any], filters: dict[str, list[str]]
) -> None:
    counts = search("filter", language="zh-Hans", filters=filters, counts=True, limit=0)["counts"]
    for facet, values in counts.items():
        for value, count in values.items():
            asked = filters | {facet: [value]}
            assert count == search("filter", language="zh-Hans", filters=asked)["total"], (facet, value)


def test_the_directory_counts_texts_not_editions_and_names_kinds(client: Client, folder: Path) -> None:
    known = client("search", folder=str(folder), queries=[])["facets"]
    facets = {facet["name"]: facet for facet in known}
    kinds = {value["value"]: value for value in facets["kind"]["values"]}
    assert kinds["book"]["count"] == 2
    assert kinds["book"]["label"] == {"en": "Book", "zh-Hans": "书"}
    assert {value["value"]: value["count"] for value in facets["lang"]["values"]} == {
        "en": 2, "zh-Hans": 3, "zh-Hant": 2,
    }  # fmt: skip


def test_later_pages_of_results_neither_repeat_nor_leave_out_a_text(search: Callable[..., Any]) -> None:
    pages = [search("filter", language="zh-Hant", limit=1, offset=at)["hits"] for at in range(4)]
    assert [len(page) for page in pages] == [1, 1, 1, 0]
    assert len({hit["title"] for page in pages for hit in page}) == 3


def test_only_texts_in_several_languages_are_in_the_directory() -> None:
    alone = Unit("a", "a", "A", lang="en", edition_of="alone")
    again = Unit("b", "b", "A", lang="en", edition_of="alone")
    assert editions([card(unit) for unit in (NOTE, alone, again)], [0, 8, 16]) == []
    langs, *columns = editions([card(unit) for unit in (alone, *SAME[3:])], [1, 8, 16, 24])
    assert (langs, columns) == (["en", "zh-Hans", "zh-Hant"], [steps([9]), steps([17]), steps([25])])
    assert json.dumps(columns) == "[[9], [17], [25]]"


def test_the_local_index_finds_a_text_once_too(tmp_path: Path) -> None:
    index = LocalIndex.build(UNITS, tmp_path / "index")
    hits = index.search("cuckoo filter")
    assert [hit.title for hit in hits].count("Cuckoo Filter") == 1
    assert [hit.url for hit in index.search("cuckoo", lang="zh-Hant")] == ["zh-Hant/books/cuckoo/"]
    assert {hit.title for hit in index.search("kind:book")} == {"Cuckoo Filter", "Bloom Filter"}
