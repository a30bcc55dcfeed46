"""A corpus repeated with other words, and what our search costs on it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import pytest
from bench.search import scale
from bench.search.corpus import Section
from bench.search.grow import Grown, pieces_of
from bench.search.score import place

T = TypeVar("T")

TEXTS = [
    "集群联邦把工作负载分发到多个集群，调度器决定放在哪里。",
    "Cuckoo filters support deletion, unlike Bloom filters; see getUserName and kube-apiserver 1.2.",
    "数据库的事务在提交之前加锁，TiDB transaction commits in two phases.",
    "无效动作的概率设为零，策略梯度不受影响 (invalid action masking).",
]
SECTIONS = [
    Section(f"notes/{page}", anchor, f"标题 {page}", f"第 {number} 节 scheduling", text)
    for page in ("borg", "omega", "release-2")
    for number, (anchor, text) in enumerate(zip(("", "a", "b", "c"), TEXTS, strict=True))
]


@pytest.fixture(scope="module")
def grown() -> Grown:
    return Grown(SECTIONS)


def batched(rows: Sequence[T]) -> list[Sequence[T]]:
    return [rows[i : i + len(SECTIONS)] for i in range(0, len(rows), len(SECTIONS))]


def test_copy_0_is_the_corpus_as_it_is(grown: Grown) -> None:
    assert list(grown.sections(1)) == SECTIONS
    assert list(grown.sections(3))[: len(SECTIONS)] == SECTIONS


def test_each_copy_has_pages_of_its_own_that_lead_back_to_the_corpus(grown: Grown) -> None:
    many = list(grown.sections(12))
    assert len({section.url for section in many}) == 12 * len(SECTIONS)
    led_to = [place(grown.original(section.url)) for section in many]
    for copy in batched(led_to):
        assert sorted(copy) == sorted(place(section.url) for section in SECTIONS)
        assert [own[0] for own in groupby(page for page, _ in copy)] == list(dict(copy))


def test_the_pages_of_a_copy_come_in_an_order_of_their_own(grown: Grown) -> None:
    urls = [grown.original(section.url) for section in grown.sections(12)]
    assert len(set(map(tuple, batched(urls)))) > 3


def test_a_page_whose_name_ends_in_a_number_is_no_copy(grown: Grown) -> None:
    assert grown.original("notes/release-2/#a") == "notes/release-2#a"
    assert grown.original("notes/release-2-1/#a") == "notes/release-2#a"
    assert grown.original("elsewhere-1/") == "elsewhere-1"


def test_the_same_copies_are_made_again(grown: Grown) -> None:
    assert list(grown.sections(4)) == list(Grown(SECTIONS).sections(4))


def test_a_part_of_the_words_is_replaced_by_words_as_long_in_the_same_place(grown: Grown) -> None:
    changed = Counter[bool]()
    texts = {place(section.url): section for section in SECTIONS}
    for other in list(grown.sections(10))[len(SECTIONS) :]:
        one = texts[place(grown.original(other.url))]
        pieces, others = list(pieces_of(one.text)), list(pieces_of(other.text))
        changed.update(a != b for a, b in zip(pieces, others, strict=False))
        assert len(other.text.split()) == len(one.text.split())
        han = [len(piece) for piece in pieces if not piece.isascii()]
        assert sum(han) == sum(len(piece) for piece in others if not piece.isascii())
    assert 0.05 < changed[True] / changed.total() < 0.4


@pytest.mark.parametrize("text", [*TEXTS, "", " ", "e\u0301 ＡＢＣ𠮷\n\n資料庫x-Y_z9", "HTTPServer2"])
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(pieces_of(text)) == text


def test_the_vocabulary_grows_more_slowly_than_the_corpus(grown: Grown) -> None:
    def words(times: int) -> int:
        return len({piece for section in grown.sections(times) for piece in pieces_of(section.text)})

    assert words(1) < words(4) < words(16) < 8 * words(1)


def test_the_benchmark_prints_each_size_beside_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "tiny"
    corpus.mkdir()
    lines = [
        {"page": own.page, "anchor": own.anchor, "ptitle": own.title, "title": own.heading, "text": own.text}
        for own in SECTIONS
    ]
    asked = [
        {"qid": str(n), "query": query, "class": "two_term", "relevant": ["notes/borg"]}
        for n, query in enumerate(["集群 borg", "事务 borg"])
    ]
    for name, rows in (("sections", lines), ("queries", asked)):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (corpus / f"{name}.jsonl").write_text(text, "utf-8")
    raw = tmp_path / "scale.json"
    arguments = ["--corpus", str(corpus), "--times", "1,3", "--json", str(raw)]
    monkeypatch.setattr(scale, "CACHE", tmp_path / "cache")
    beside = ["--beside", "cjksearch.index.impact._K1=1.3,cjksearch.index.terms.PART_WEIGHT=0.4"]
    monkeypatch.setattr(sys, "argv", ["scale", *arguments, *beside])
    with ThreadPoolExecutor(1) as own_thread:  # the tests' browser may be open in this one
        assert own_thread.submit(scale.main).result() == 0
    table = capsys.readouterr().out
    assert "| sections | 12 | 36 (3.0x) |" in table
    assert "| S@1, % | 100.0 | " in table
    costs = [json.loads(raw.read_text("utf-8"))["sizes"][size]["costs"] for size in ("1x", "3x")]
    assert all(len(own["cold titles KB"]) == len(asked) and min(own["cold titles KB"]) > 0 for own in costs)
    assert costs[1]["published MB"] > costs[0]["published MB"]
    assert "| first ten hits, as with the constants beside, % | " in table


def test_overlap_is_the_mean_share_of_ten_hits_that_stay() -> None:
    ten = [str(n) for n in range(10)]
    assert scale.overlap({"a": ten, "b": []}, {"a": ten[::-1], "b": []}) == 1
    assert scale.overlap({"a": ["x", *ten], "b": ["1"]}, {"a": ten, "b": ["1"]}) == pytest.approx(0.95)
