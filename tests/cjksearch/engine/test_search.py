"""What a search finds, in the browser's engine."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cjksearch.index.unit import Unit
from cjksearch.static import write
from support.reference_search import ReferenceIndex
from support.search_units import UNITS, first

Client = Callable[..., Any]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("集群联邦", "fed"),
        ("集群聯邦", "fed"),
        ("叢集聯邦", "fed"),
        ("邦", "fed"),
        ("k8s", "fed"),
        ("无效动作", "mask"),
        ("無效動作", "mask"),
        ("action masking", "mask"),
        ("masked actions", "mask"),
        ("内存", "mem"),
        ("服务器 软件", "mem"),
        ("cuckoo", "cuckoo"),
        ("cuckooo", "cuckoo"),
        ("ckucoo filter", "cuckoo"),
        ("user name", "cuckoo"),
        ("getusername", "cuckoo"),
        ("KubeApiServer", "cuckoo"),
        ("kube apiserver", "cuckoo"),
        ("ＣＵＣＫＯＯ", "cuckoo"),
        ("karma", "fed-1"),
        ("insertion of fingerprint", "cuckoo-1"),
        ("怎么把工作负载分发到成员", "fed-1"),
        ("琥珀", "long"),
        ("虎珀", "long"),
        ("无笑动作遮照", "mask"),
        ("级群联绑", "fed"),
    ],
)
def test_the_right_unit_comes_first(search: Callable[..., Any], query: str, expected: str) -> None:
    assert first(search(query)) == expected


def test_every_unit_of_a_page_is_found_by_its_own_title_and_heading(client: Client, folder: Path) -> None:
    queries = [{"query": f"{unit.title} {unit.heading}".strip(), "options": {}} for unit in UNITS]
    answers = client("search", folder=str(folder), queries=queries)["answers"]
    assert [first(answer) for answer in answers] == [unit.id for unit in UNITS]


def test_a_page_with_the_words_in_its_title_comes_before_a_section_of_another_page(
    client: Client, tmp_path: Path
) -> None:
    units = [
        Unit("digest", "digest/", "第 0 期"),
        Unit("item", "digest/#item", "第 0 期", "动作掩码", "策略梯度", kind="item"),
        Unit("note", "note/", "动作掩码", "", "策略梯度"),
    ]
    write(units, tmp_path)
    queries: list[dict[str, object]] = [
        {"query": query, "options": {}} for query in ("动作掩码", "掩", "動作")
    ]
    answers = client("search", folder=str(tmp_path), queries=queries)["answers"]
    assert [first(answer) for answer in answers] == ["note"] * 3


def test_a_query_in_one_script_highlights_text_in_the_other(search: Callable[..., Any]) -> None:
    hit = search("无效动作")["hits"][0]
    assert [hit["title"][a:b] for a, b in hit["titleMarks"]] == ["無效動作"]
    assert "無效動作" in [hit["excerpt"][a:b] for a, b in hit["marks"]]


def test_a_regional_word_highlights_its_counterpart(search: Callable[..., Any]) -> None:
    hit = search("内存")["hits"][0]
    assert [hit["title"][a:b] for a, b in hit["titleMarks"]] == ["記憶體"]


def test_a_stem_highlights_the_inflected_form(search: Callable[..., Any]) -> None:
    hit = search("insert relocate")["hits"][0]
    assert [hit["headingMarks"], hit["excerpt"][slice(*hit["marks"][1])]] == [[[0, 9]], "relocates"]


def test_an_excerpt_shows_the_place_in_a_long_text(search: Callable[..., Any]) -> None:
    hit = search("琥珀")["hits"][0]
    assert [hit["excerpt"][a:b] for a, b in hit["marks"]] == ["琥珀"]
    assert len(hit["excerpt"]) < 250
    assert hit["excerpt"].startswith("…")
    assert hit["excerpt"].endswith("…")


def test_blocks_stay_apart_in_an_excerpt(client: Client, tmp_path: Path) -> None:
    write([Unit("1", "a/", "表", "", "驱动 545\n内核 6.1\nkubectl get pods")], tmp_path)
    queries = [{"query": "内核", "options": {}}]
    hit = client("search", folder=str(tmp_path), queries=queries)["answers"][0]["hits"][0]
    assert hit["excerpt"] == "驱动 545\u2003内核 6.1\u2003kubectl get pods"
    assert [hit["excerpt"][a:b] for a, b in hit["marks"]] == ["内核"]


def test_texts_are_fetched_for_as_many_hits_as_asked(search: Callable[..., Any]) -> None:
    whole = [hit["excerpt"] for hit in search("集群 cuckoo")["hits"]]
    assert all(whole)
    for excerpts in (0, 1, 2, False):
        found = [hit["excerpt"] for hit in search("集群 cuckoo", excerpts=excerpts)["hits"]]
        assert found == whole[:excerpts] + [""] * (len(whole) - excerpts)


def test_a_phrase_in_quotation_marks_has_to_be_there(search: Callable[..., Any]) -> None:
    assert [hit["id"] for hit in search('"bloom filter"')["hits"]] == ["cuckoo"]
    assert [hit["id"] for hit in search("“集群如何”")["hits"]] == ["fed"]
    assert search('"filter bloom"')["hits"] == []


@pytest.mark.parametrize("marks", ["“”", '""', "「」", "『』", "｢｣", "＂＂"])
def test_quotation_marks_of_every_script_quote(search: Callable[..., Any], marks: str) -> None:
    begin, end = marks[0], marks[1]
    assert [hit["id"] for hit in search(f"{begin}集群如何{end} 调度")["hits"]] == ["fed"]
    assert search(f"{begin}如何集群{end} 调度")["hits"] == []


def test_function_words_are_not_required(search: Callable[..., Any]) -> None:
    assert first(search("what is the cuckoo filter and how does it work")).startswith("cuckoo")
    assert first(search("什么是集群联邦，它是怎么工作的呢")).startswith("fed")


def test_only_the_last_word_is_completed_and_only_if_wanted(search: Callable[..., Any]) -> None:
    assert first(search("fingerp")) == "cuckoo-1"
    assert search("fingerp", prefix=False)["total"] == 0
    assert search("fingerp ")["total"] == 0


def test_a_hit_carries_what_the_unit_said_of_itself(search: Callable[..., Any]) -> None:
    hit = search("集群联邦")["hits"][0]
    assert hit["url"] == "notes/federation/"
    assert (hit["lang"], hit["kind"], hit["date"], hit["tags"]) == (
        "zh-Hans",
        "page",
        "2026-01-02",
        ["kubernetes"],
    )
    assert hit["facets"] == {"domain": ["cloud"]}
    assert hit["score"] > 0
    assert {"集群", "联邦"} <= set(hit["terms"])


def test_offset_continues_where_limit_ended(search: Callable[..., Any]) -> None:
    whole = search("集群 cuckoo", limit=10)
    parts = [search("集群 cuckoo", limit=1, offset=i) for i in range(whole["total"])]
    assert [first(part) for part in parts] == [hit["id"] for hit in whole["hits"]]


@pytest.mark.parametrize(
    "query",
    ["", " ", "\n\t", "，。！", '""', '"', "😀", "\u200b", "的", "a", "?", "<script>", "\\", "[" * 5000],
)
def test_an_odd_query_is_answered(search: Callable[..., Any], query: str) -> None:
    assert search(query)["total"] >= 0


def test_the_next_keystroke_fetches_only_what_is_new(client: Client, folder: Path) -> None:
    queries = [{"query": "cuckoo", "options": {}}, {"query": "cuckoo", "options": {}}]
    one, two = client("search", folder=str(folder), queries=queries)["answers"]
    assert one["requests"]
    assert two["requests"] == []
    assert len(set(one["requests"])) == len(one["requests"])


def test_the_index_says_what_one_can_filter_by(client: Client, folder: Path) -> None:
    said = client("search", folder=str(folder), queries=[])
    assert said["languages"] == ["en", "zh-Hans", "zh-Hant"]
    assert said["size"] == len(UNITS)
    domains = next(facet for facet in said["facets"] if facet["name"] == "domain")
    assert domains["values"][0] == {
        "value": "cloud",
        "count": 2,
        "label": {"en": "Cloud", "zh-Hans": "云计算"},
    }


@pytest.mark.parametrize(("field", "value"), [("version", 1), ("analysis", 99), ("format", "other")])
def test_an_index_of_another_version_is_refused_with_the_reason(
    client: Client, folder: Path, tmp_path: Path, field: str, value: object
) -> None:
    manifest = json.loads((folder / "cjksearch.json").read_text("utf-8"))
    (tmp_path / "cjksearch.json").write_text(json.dumps({**manifest, field: value}), "utf-8")
    said = client("search", folder=str(tmp_path), queries=[])["error"]
    reads = f"{field} {value}, this client reads {field} {manifest[field]}"
    assert ("no search index" if field == "format" else reads) in said


def test_a_folder_without_an_index_is_said_to_be_one(client: Client, tmp_path: Path) -> None:
    assert "No search index at" in client("search", folder=str(tmp_path), queries=[])["error"]


@pytest.mark.parametrize("seed", range(6))
def test_the_browser_ranks_random_corpora_as_the_reference_does(
    client: Client, tmp_path: Path, seed: int
) -> None:
    chooser = random.Random(seed)
    vocabulary = [
        "集群",
        "叢集",
        "联邦",
        "調度",
        "内存",
        "記憶體",
        "数据库",
        "的",
        "如何",
        "kubernetes",
        "k8s",
        "scheduler",
        "scheduling",
        "kube-apiserver",
        "getUserName",
        "PowerShell",
        "filter",
        "filters",
        "cuckoo",
        "bloom",
        "transaction",
        "事务",
        "云",
        "。",
    ]

    def some(most: int) -> str:
        return "".join(
            chooser.choice(vocabulary) + chooser.choice(["", " "]) for _ in range(chooser.randint(0, most))
        )

    units = [
        Unit(
            str(i),
            f"p{i // 3}/#{i}",
            some(3) or "题",
            some(2),
            some(40),
            boost=chooser.choice([1, 1, 1, 0.5, 2]),
        )
        for i in range(90)
    ]
    write(units, tmp_path)
    queries = [some(4) for _ in range(25)] + [
        "cukoo",
        "filtr",
        "apiserver kub",
        "Power Shel",
        "叢集 記憶體",
        "k8s 調度",
        "集裙 事物",
        "数剧库",
        "kube-apisrever 云",
        "Powr-Shell",
    ]
    answers = client(
        "search", folder=str(tmp_path), queries=[{"query": q, "options": {"limit": 200}} for q in queries]
    )
    reference = ReferenceIndex(tmp_path)
    for query, answer in zip(queries, answers["answers"], strict=True):
        expected = dict(reference.search(query))
        scores = [expected.get(hit["url"], 0.0) for hit in answer["hits"]]
        assert [hit["score"] for hit in answer["hits"]] == pytest.approx(scores, abs=0.0006), query
        assert all(a >= b - 1e-9 for a, b in pairwise(scores)), query
        assert answer["total"] == pytest.approx(len(expected), abs=1)
