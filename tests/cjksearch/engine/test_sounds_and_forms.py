"""What was not quite said: characters that sound like the right ones, other forms, other wordings."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cjksearch.index.unit import Unit
from cjksearch.static import write
from support.reference_search import ReferenceIndex

Client = Callable[..., Any]

UNITS = [
    Unit("clustered", "clustered/", "聚簇索引", "", "聚簇索引按主键排列整行数据。"),
    Unit("clustered-2", "clustered/#2", "聚簇索引", "二级索引", "它存主键，再回到聚簇索引。"),
    Unit("bloom", "bloom/", "布隆过滤器", "", "过滤器可能误判，从不漏判。"),
    Unit("bloom-2", "bloom/#2", "布隆过滤器", "散列函数", "布隆过滤器用几个散列函数。"),
    Unit("park", "park/", "城市公园", "", "草坪、湖水、长椅，以及散步的人。"),
    Unit("one", "one/", "A pipeline", "", "One pipeline is enough for a small team."),
    Unit("many", "many/", "Many pipelines", "", "Several pipelines share a few workers."),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sounds")
    write(UNITS, out)
    return out


@pytest.fixture(scope="module")
def search(client: Client, folder: Path) -> Callable[[str], Any]:
    return lambda query: ask(client, folder, query)


def ask(client: Client, folder: Path, query: str) -> Any:
    """Return the answer to a query whose words are all finished."""
    given = {"query": query, "options": {"prefix": False, "limit": 50}}
    said = client("search", folder=str(folder), queries=[given])
    assert "error" not in said, said
    return said["answers"][0]


def urls(answer: Any) -> list[str]:
    return [hit["url"] for hit in answer["hits"]]


def about_sounds(answer: Any) -> list[str]:
    """Return the files of sounds and readings that were fetched for an answer."""
    return [name for name in answer["requests"] if Path(name).parent.name in ("r", "s")]


@pytest.mark.parametrize(
    ("query", "expected", "suggestion"),
    [
        ("聚促索引", "clustered/", "聚簇索引"),
        ("聚簇所引", "clustered/", "聚簇索引"),
        ("过虑器", "bloom/", "过滤器"),
        ("布龙过滤器", "bloom/", "布隆过滤器"),
        ("什么是聚促索引", "clustered/", "什么是聚簇索引"),
        ("MySQL 聚促索引？", "clustered/", "MySQL 聚簇索引？"),
        ("佈龍過濾器", "bloom/", "佈隆過濾器"),
        ("ＭｙＳＱＬ　聚促索引 過濾器", "clustered/", "ＭｙＳＱＬ　聚簇索引 過濾器"),
    ],
)
def test_a_character_that_sounds_like_the_right_one_finds_the_page_and_is_put_right(
    search: Callable[[str], Any], folder: Path, query: str, expected: str, suggestion: str
) -> None:
    answer = search(query)
    assert urls(answer)[0] == expected
    assert answer["suggestion"] == suggestion
    assert about_sounds(answer) != []
    assert ReferenceIndex(folder).search(query, prefix=False)[0][0] == expected


@pytest.mark.parametrize("query", [
    "聚簇索引", "过滤器", "布隆過濾器", "散列函数", "pipelines", "piplines", "城市", "索引 pipeline", "索",
])  # fmt: skip
def test_a_right_query_is_not_asked_how_it_sounds(search: Callable[[str], Any], query: str) -> None:
    assert about_sounds(search(query)) == []


def test_a_site_without_pairs_that_occur_twice_is_asked_for_no_sounds(client: Client, tmp_path: Path) -> None:
    write([Unit("1", "a/", "聚簇", "", "The rest is English."), Unit("2", "b/", "Pages")], tmp_path)
    answer = ask(client, tmp_path, "聚促索引")
    assert about_sounds(answer) == []
    assert list(tmp_path.glob("*/[rs]")) == []
    assert urls(answer) == ["a/"]


def test_a_rare_pair_of_the_site_is_not_taken_for_a_mistake(client: Client, tmp_path: Path) -> None:
    often = [Unit(f"w{n}", f"w{n}/", "事务", "", "事务提交。") for n in range(9)]
    write([*often, Unit("thing", "thing/", "事物", "", "新的事物。")], tmp_path)
    answer = ask(client, tmp_path, "事物")
    assert urls(answer) == ["thing/"]
    assert "suggestion" not in answer


def test_a_known_pair_gives_way_to_one_ten_times_as_frequent_where_little_else_is_met(
    client: Client, tmp_path: Path
) -> None:
    often = [Unit(f"w{n}", f"w{n}/", "事务", "", "事务提交。") for n in range(12)]
    others = [Unit(f"o{n}", f"o{n}/", "公园", "", "草坪。") for n in range(40)]
    write([*often, *others, Unit("thing", "thing/", "世界", "", "新的事物。")], tmp_path)
    found = urls(ask(client, tmp_path, "事物 湖水"))
    assert {unit.url for unit in often} <= set(found)
    assert set(found) == {url for url, _ in ReferenceIndex(tmp_path).search("事物 湖水", prefix=False)}


@pytest.mark.parametrize(("query", "first", "then"), [
    ("pipeline", "one/", "many/"), ("pipelines", "many/", "one/"), ("Pipelines?", "many/", "one/"),
])  # fmt: skip
def test_the_form_that_is_asked_for_comes_first_and_others_are_found(
    search: Callable[[str], Any], query: str, first: str, then: str
) -> None:
    assert urls(search(query)) == [first, then]


@pytest.mark.parametrize(("query", "first", "suggestion"), [
    ("piplines", "many/", "pipelines"), ("pipleines", "many/", "pipelines"), ("pipelien", "one/", "pipeline"),
])  # fmt: skip
def test_a_misspelt_form_leads_to_that_form(
    search: Callable[[str], Any], query: str, first: str, suggestion: str
) -> None:
    answer = search(query)
    assert (urls(answer)[0], answer["suggestion"]) == (first, suggestion)
    assert set(urls(answer)) == {"one/", "many/"}


@pytest.mark.parametrize(
    "query",
    [
        "clustered index",
        "clustered indexes",
        "Clustered Indexes",
        "how do clustered indexes work",
        "clusters",
    ],
)
def test_english_words_in_whatever_form_find_the_chinese_page(
    search: Callable[[str], Any], folder: Path, query: str
) -> None:
    expected = ReferenceIndex(folder).search(query, prefix=False)
    assert urls(search(query)) == [url for url, _ in expected]
    if query != "clusters":
        assert expected[0][0] == "clustered/"


def test_a_regional_word_counts_more_than_a_translation_and_that_more_than_a_synonym(
    client: Client, tmp_path: Path
) -> None:
    titles = {"own/": "默认", "regional/": "預設", "translation/": "default", "synonym/": "缺省"}
    write([Unit(url, url, title, lang="zh-Hant") for url, title in reversed(titles.items())], tmp_path)
    assert urls(ask(client, tmp_path, "默认")) == list(titles)


def test_a_wording_of_letters_and_characters_is_met(client: Client, tmp_path: Path) -> None:
    write([Unit("stick", "stick/", "随身碟"), Unit("disk", "disk/", "硬盘")], tmp_path)
    assert urls(ask(client, tmp_path, "U盘"))[0] == "stick/"
    assert ReferenceIndex(tmp_path).search("U盘", prefix=False)[0][0] == "stick/"


def test_a_word_of_another_region_is_no_mistake(client: Client, tmp_path: Path) -> None:
    units = [
        Unit("group", "group/", "集群联邦", "", "集群调度。"),
        Unit("some", "some/", "从集", "", "从集。"),
    ]
    write([*units, Unit("else", "else/", "从集", "", "集群。")], tmp_path)
    answer = ask(client, tmp_path, "叢集")
    assert urls(answer)[0] == "group/"
    assert "suggestion" not in answer
    assert about_sounds(answer) == []


WORDS = st.sampled_from([
    *("聚簇", "聚促", "聚集", "叢集", "集群", "集裙", "索引", "锁引", "过滤器", "过虑器", "過濾器", "過慮"),
    *("缓存", "快取", "缓村", "事务", "事物", "事務", "默认", "預設", "缺省", "U盘", "隨身碟"),
    *("龍", "𠮷", "𠮷野"),
    *("pipeline", "pipelines", "piplines", "clustered", "clustering", "clusters", "index", "indexes"),
    *("indexed", "default", "cache", "caching", "transaction", "transactions", "trasnactions", "filters"),
    *("的", "如何", "。", " ", " "),
])  # fmt: skip
TEXTS = st.lists(st.one_of(WORDS, WORDS.map("{} ".format)), max_size=12).map("".join)
CORPORA = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=30)


@settings(max_examples=15)
@given(corpus=CORPORA, queries=st.lists(TEXTS, min_size=1, max_size=8), prefix=st.booleans())
@example([("𠮷野", "", "事务事务 𠮷"), ("事务", "", "𠮷")], ["𠮷野", "𠮷", "𠮷 事物", "𠮷野 事物"], False)
@example([("过滤器", "", "過濾")] * 3, ["過慮器", "龍過慮 pipeline"], True)
# A site that has neither 过 nor 虑 does not fold 過慮: it is no less unknown than 过虑, and another pair.
@example([("聚簇", "", ""), ("缓存", "聚簇", "")], ["過慮聚簇过虑器"], False)
def test_both_sides_rank_texts_of_such_words_alike(
    resident: Client,
    tmp_path_factory: pytest.TempPathFactory,
    corpus: list[tuple[str, str, str]],
    queries: list[str],
    prefix: bool,
) -> None:
    units = [Unit(str(n), f"p{n // 2}/#{n}", *texts) for n, texts in enumerate(corpus)]
    folder = tmp_path_factory.mktemp("such")
    write(units, folder)
    given = [{"query": q, "options": {"limit": 99, "prefix": prefix, "excerpts": False}} for q in queries]
    said = resident("search", folder=str(folder), queries=given)
    assert "error" not in said, said
    reference = ReferenceIndex(folder)
    for query, answer in zip(queries, said["answers"], strict=True):
        expected = dict(reference.search(query, prefix))
        scores = [expected.get(hit["url"], 0.0) for hit in answer["hits"]]
        assert [hit["score"] for hit in answer["hits"]] == pytest.approx(scores, abs=0.0006), query
        assert all(a >= b - 1e-9 for a, b in pairwise(scores)), query
        assert answer["total"] == pytest.approx(len(expected), abs=1), query
