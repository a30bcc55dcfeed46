"""The local index: what people type on the command line, and what comes back."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjksearch.index.unit import Unit, UnitError
from cjksearch.local import IndexMissing, LocalIndex, QueryError, format_hits
from cjksearch.pages.store import write_units

UNITS = [
    Unit(
        id="federation/",
        url="federation/",
        title="集群联邦",
        text="把多个集群当作一个来用。控制面复制资源。",
        lang="zh-Hans",
        kind="page",
        facets={"domain": ("cloud",)},
        date="2026-03-01",
        tags=("Kubernetes",),
    ),
    Unit(
        id="federation/#s",
        url="federation/#s",
        title="集群联邦",
        heading="调度",
        text="联邦层只决定副本分到哪个集群，集群内部的调度器再决定节点。",
        lang="zh-Hans",
        facets={"domain": ("cloud",)},
        date="2026-03-01",
    ),
    Unit(
        id="masking/",
        url="masking/",
        title="無效動作遮罩",
        text="把不合法動作的 logits 設為負無限大。",
        lang="zh-Hant",
        kind="page",
        facets={"domain": ("rl",)},
        date="2026-04-02",
    ),
    Unit(
        id="en/cuckoo/",
        url="en/cuckoo/",
        title="Cuckoo filters",
        text="Buckets of fingerprints; deletion is supported.",
        lang="en",
        kind="page",
        facets={"domain": ("data", "cloud")},
        date="2025-12-31",
    ),
    Unit(
        id="digest/#one",
        url="digest/#one",
        title="Digest 1",
        heading="NVML mismatch",
        text="The driver and libnvidia-ml.so disagree: getDeviceCount() fails.",
        lang="en",
        kind="item",
        date="2025",
    ),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LocalIndex:
    return LocalIndex.build(UNITS, tmp_path_factory.mktemp("local") / "index")


def urls(index: LocalIndex, query: str) -> list[str]:
    return [hit.url for hit in index.search(query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("集群联邦", "federation/"),
        ("叢集聯邦", "federation/"),  # the other script, and Taiwan's word
        ("无效动作", "masking/"),
        ("效動", "masking/"),  # across a border of words
        ("filter", "en/cuckoo/"),  # another form of the word
        ("deleted", "en/cuckoo/"),
        ("device count", "digest/#one"),  # parts of an identifier
        ("getDeviceCount", "digest/#one"),
        ("k8s", "federation/"),  # a short form, found by the tag
        ("heading:调度", "federation/#s"),
        ("title:cuckoo", "en/cuckoo/"),
        ("kind:item", "digest/#one"),
        ("Cuck*", "en/cuckoo/"),
        ("遮", "masking/"),  # one character
    ],
)
def test_the_right_unit_comes_first(index: LocalIndex, query: str, first: str) -> None:
    assert urls(index, query)[:1] == [first]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"集群内部"', {"federation/#s"}),
        ('"部集群"', set()),  # the characters are there, but not side by side
        ('"deletion is supported"', {"en/cuckoo/"}),
        ('"supported deletion"', set()),
        ("集群 AND 调度", {"federation/#s"}),
        ("domain:cloud NOT lang:zh-Hans", {"en/cuckoo/"}),
        ("domain:cloud", {"federation/", "federation/#s", "en/cuckoo/"}),
        ("lang:zh-hant", {"masking/"}),
        ("(cuckoo OR nvml) AND lang:en", {"en/cuckoo/", "digest/#one"}),
        ("date:2026", {"federation/", "federation/#s", "masking/"}),
        ("date:2026-04", {"masking/"}),
        ("date:2026-04-02", {"masking/"}),
        ("date:[2026-01-01 to 2026-03-31]", {"federation/", "federation/#s"}),
        ("date:[to 2025-12-31]", {"en/cuckoo/", "digest/#one"}),
        ("nothing-of-the-kind", set()),
    ],
)
def test_phrases_fields_and_ranges_find_just_these(index: LocalIndex, query: str, found: set[str]) -> None:
    assert set(urls(index, query)) == found


def test_more_of_the_words_come_before_fewer(index: LocalIndex) -> None:
    assert urls(index, "集群 调度 节点")[0] == "federation/#s"


@pytest.mark.parametrize(
    "query",
    [
        "domain:cloud date:[2026-01-01 to 2026-12-31]",
        "date:[2026-01-01 to 2026-12-31] domain:cloud",
        "domain:cloud date:2026 NOT lang:zh-Hant",
    ],
)
def test_fields_without_a_word_are_answered_and_what_has_all_comes_first(
    index: LocalIndex, query: str
) -> None:
    found = urls(index, query)
    assert set(found[:2]) == {"federation/", "federation/#s"}
    assert "en/cuckoo/" in found[2:]


def test_limit_and_language_narrow_the_answer(index: LocalIndex) -> None:
    assert len(index.search("集群 cuckoo nvml", limit=2)) == 2
    assert [hit.url for hit in index.search("集群 cuckoo", lang="en")] == ["en/cuckoo/"]


def test_a_hit_says_all_about_its_unit(index: LocalIndex) -> None:
    hit = index.search("nvml")[0]
    assert (hit.title, hit.heading, hit.lang, hit.date, hit.kind) == (
        "Digest 1",
        "NVML mismatch",
        "en",
        "2025",
        "item",
    )
    assert hit.score > 0


def test_the_excerpt_shows_the_words_that_were_found(tmp_path: Path) -> None:
    text = "開頭。" + "填充的文字，" * 60 + "這裡談到叢集聯邦的排程。" + "其餘的文字，" * 60
    made = LocalIndex.build([Unit(id="a", url="a", title="A", text=text)], tmp_path / "index")
    excerpt = made.search("联邦")[0].excerpt
    assert "叢集聯邦" in excerpt
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    assert len(excerpt) < 200


BAD = ["", "   ", "date:yesterday", "date:[2026-99-99 to 2027]", "date:2026-13", "a" * 501]
HARMLESS = ["(" * 400, '"', "集群 AND", "NOT", "std::vector", "http://a.b/c?d=e", "a:b:c", "[a to", "***"]


@pytest.mark.parametrize("query", BAD)
def test_a_bad_query_gives_one_clear_message(index: LocalIndex, query: str) -> None:
    with pytest.raises(QueryError, match=r"^[A-Z][^\n]*\.$"):
        index.search(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_signs_that_mean_nothing_do_no_harm(index: LocalIndex, query: str) -> None:
    assert len(index.search(query)) <= len(UNITS)


@given(st.text(alphabet='集群ab()[]{}"~^*?:-+<> \\ANDORNOTtodate:2026', max_size=60))
@settings(deadline=None, max_examples=150)
def test_every_query_is_answered_or_refused_with_a_message(index: LocalIndex, query: str) -> None:
    with contextlib.suppress(QueryError):
        assert len(index.search(query, limit=3)) <= 3


def test_hits_are_printed_for_people_and_for_programs(index: LocalIndex) -> None:
    hits = index.search("nvml")
    printed = format_hits(hits)
    assert printed.splitlines()[:2] == [" 1. Digest 1 › NVML mismatch  [en · 2025 · item]", "    digest/#one"]
    assert json.loads(format_hits(hits, json=True))[0]["url"] == "digest/#one"
    assert format_hits([]) == ""
    assert json.loads(format_hits([], json=True)) == []


def test_the_index_is_built_anew_when_the_units_change(tmp_path: Path) -> None:
    units, folder = tmp_path / "units.jsonl", tmp_path / "index"
    write_units(UNITS[:2], units)
    assert len(LocalIndex.up_to_date(units, folder)) == 2
    built = (folder / "units.sha256").stat().st_mtime_ns
    assert len(LocalIndex.up_to_date(units, folder)) == 2
    assert (folder / "units.sha256").stat().st_mtime_ns == built
    write_units(UNITS, units)
    assert len(LocalIndex.up_to_date(units, folder)) == len(UNITS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "units.jsonl"]


def test_without_units_it_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="mkdocs build"):
        LocalIndex.up_to_date(tmp_path / "units.jsonl", tmp_path / "index")
    with pytest.raises(IndexMissing, match="mkdocs build"):
        LocalIndex(tmp_path / "index")


def test_a_broken_line_is_named_and_the_earlier_index_stays(tmp_path: Path) -> None:
    units, folder = tmp_path / "units.jsonl", tmp_path / "index"
    write_units(UNITS, units)
    LocalIndex.build(units, folder)
    units.write_text(units.read_text("utf-8") + '{"id": 1}\n', "utf-8")
    with pytest.raises(UnitError, match=r'units\.jsonl:6: "id" is a number'):
        LocalIndex.up_to_date(units, folder)
    assert len(LocalIndex(folder)) == len(UNITS)


def test_an_empty_site_has_an_empty_index(tmp_path: Path) -> None:
    made = LocalIndex.build([], tmp_path / "index")
    assert made.search("集群") == []


def test_facets_with_the_name_of_a_field_do_no_harm(tmp_path: Path) -> None:
    unit = Unit(
        id="a",
        url="a",
        title="A",
        text="集群",
        facets={"url": ("x",), "bad name": ("y",), "team": ("data platform",)},
    )
    made = LocalIndex.build([unit], tmp_path / "index")
    assert urls(made, "team:data-platform") == ["a"]
    assert made.search("集群")[0].url == "a"
