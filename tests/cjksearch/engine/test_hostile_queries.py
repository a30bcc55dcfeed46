"""Queries that nobody means: no throw, no hang, and the same answer as the reference in Python.

The index is of hostile text as well: beyond the basic plane, joined emoji, direction marks, all scripts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cjksearch.analysis import normalise
from cjksearch.index.unit import Unit
from cjksearch.static import write
from support.reference_search import ReferenceIndex

Client = Callable[..., Any]

WORDS = [
    *("集群", "叢集", "联邦", "數據庫", "记忆体", "掩码", "的", "邦", "𠮷野家", "𪛖𠀀", "\U00030000字", "龘"),
    *("kubernetes", "kube-apiserver", "getUserName", "C++", "c#", "k8s", "filters", "naïve", "1.2.3-rc.1"),
    *("ひらがな", "ｶﾞﾗｽ", "한국어", "Привет", "café", "İstanbul", "ΟΔΟΣ", "ﬁne", "㎏", "Ⅳ"),
]  # fmt: skip
ODD = [
    *("👩‍👩‍👧‍👦", "🏳️‍🌈", "🇹🇼", "👍🏽", "\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff"),
    *("\u00ad", "\u0301", "\ufe0f", "\ud800", "\udfff", "\x00", "\x1b[2J", "\u2028", "\t\n", "\uffff"),
    *("\U000e0041", "\U0010ffff", "<script>", "&lt;", "*", "?", "\\", "(", "[", "{", "$", "^", "|", "%00"),
    *("../", "__proto__", "constructor"),
]  # fmt: skip
QUOTES = list("\"“”„「」『』＂'«»")
FACETS = ["en", "constructor", "__proto__", "", "\u202e", "汉"]

PIECES = st.sampled_from([*WORDS, *ODD, " ", " ", "，", ""])
QUERIES = st.lists(PIECES, max_size=14).map("".join)
QUOTED = st.lists(st.one_of(PIECES, st.sampled_from(QUOTES)), max_size=14).map("".join)


def seen(text: str) -> str:
    """Return what the engine reads of a query: 200 UTF-16 units, and of half a character nothing."""
    cut = text.encode("utf-16-le", "surrogatepass")[:400].decode("utf-16-le", "surrogatepass")
    return re.sub("[\ud800-\udfff]", " ", cut)


@pytest.fixture(scope="module")
def units() -> list[Unit]:
    chooser = random.Random(11)

    def some(most: int) -> str:
        pieces = chooser.choices([*WORDS, *WORDS, *ODD, " ", "。"], k=chooser.randint(0, most))
        return chooser.choice(["", " "]).join(pieces).encode("utf-8", "replace").decode()

    return [
        Unit(
            str(n), f"p{n // 3}/#{n}", some(4), some(4), some(40), facets={chooser.choice(FACETS[1:]): ("x",)}
        )
        for n in range(60)
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, units: list[Unit]) -> Path:
    out = tmp_path_factory.mktemp("hostile")
    write(units, out)
    return out


@pytest.fixture(scope="module")
def reference(folder: Path) -> ReferenceIndex:
    return ReferenceIndex(folder)


def ask(client: Client, folder: Path, query: str, **options: object) -> Any:
    given = {"query": query, "options": {"limit": 100, "excerpts": False, **options}}
    said = client("search", folder=str(folder), queries=[given])
    assert "error" not in said, (ascii(query), said)
    return said["answers"][0]


@given(query=QUERIES, prefix=st.booleans())
@example(query="\ud800\udc00" * 99 + "x" + "𠮷野家", prefix=True)
@example(query="集群\ud800联邦", prefix=True)
@example(query="👩‍👩‍👧‍👦的" * 30, prefix=True)
def test_both_sides_answer_hostile_queries_alike(
    resident: Client, folder: Path, reference: ReferenceIndex, query: str, prefix: bool
) -> None:
    answer = ask(resident, folder, query, prefix=prefix)
    expected = dict(reference.search(seen(query), prefix))
    scores = [expected.get(hit["url"], 0.0) for hit in answer["hits"]]
    assert [hit["score"] for hit in answer["hits"]] == pytest.approx(scores, abs=0.0006), ascii(query)
    assert all(a >= b - 1e-9 for a, b in pairwise(scores)), ascii(query)
    assert answer["total"] == pytest.approx(len(expected), abs=1), ascii(query)


@given(query=QUOTED)
@example(query='"集群')
@example(query='集群"')
@example(query='"集群" "')
@example(query="「集群』")
@example(query='""""集群""')
@example(query="“\ud800”")
@example(query='集群"\udfff"')
def test_quotation_marks_however_unbalanced_ask_only_for_what_stands_between_two(
    resident: Client, folder: Path, reference: ReferenceIndex, units: list[Unit], query: str
) -> None:
    phrases = phrases_of(query)
    texts = {
        unit.url: normalise("\n".join((unit.title, unit.heading, *unit.tags, unit.text))).lower()
        for unit in units
    }
    hits = [hit["url"] for hit in ask(resident, folder, query)["hits"]]
    assert all(phrase in texts[url] for url in hits for phrase in phrases), ascii(query)
    if not phrases:
        blank = "".join(" " if c in '"“”„「」『』' else c for c in normalise(seen(query)))
        # The last hit may lie on the floor, on one side of it for either.
        assert set(hits[:-1]) <= {url for url, _ in reference.search(blank)}, ascii(query)


def phrases_of(query: str) -> list[str]:
    """Return what stands between two quotation marks, as the engine reads a query from left to right."""
    text = normalise(seen(query)).lower()
    found: list[str] = []
    at = 0
    while at < len(text):
        end = next((i for i in range(at + 1, len(text)) if text[i] in '"“”„「」『』'), len(text))
        if text[at] in '"“”„「『' and end > at + 1 and end < len(text) and text[end] in '"“”„」』':
            found.append(text[at + 1 : end].strip())
            at = end
        at += 1
    return [phrase for phrase in found if phrase]


@pytest.mark.parametrize(
    "rest", ["a", "汉", "𠮷", "\ud800", "👩‍👩‍👧‍👦", "\u0301", "\u202e", '"', "“a” ", "a-", " 集群"]
)
def test_a_megabyte_after_a_query_changes_nothing(resident: Client, folder: Path, rest: str) -> None:
    query = "集群 kube-apiserver".ljust(200)
    whole = ask(resident, folder, query + rest * ((1 << 20) // len(rest)))
    assert [hit["id"] for hit in whole["hits"]] == [hit["id"] for hit in ask(resident, folder, query)["hits"]]


@pytest.mark.parametrize(
    "name", ["lang", "nothing", "__proto__", "constructor", "toString", "hasOwnProperty", "", "0"]
)
@pytest.mark.parametrize("values", [
    ["length"], ["__proto__"], ["constructor"], ["toString"], [""], ["\ud800"], ["0", "1"], ["no"] * 9999,
    ["x" * 100_000],
])  # fmt: skip
def test_filters_by_what_the_site_does_not_have_leave_nothing(
    resident: Client, folder: Path, name: str, values: list[str]
) -> None:
    assert ask(resident, folder, "集群", filters={name: values})["total"] == 0 or (name, values) == (
        "lang",
        [""],
    )


def test_facets_are_found_by_whatever_name_they_have(
    resident: Client, folder: Path, units: list[Unit]
) -> None:
    everything = [hit["id"] for hit in ask(resident, folder, "集群 联邦 kubernetes 的")["hits"]]
    for name in FACETS[1:]:
        own = {unit.id for unit in units if name in unit.facets}
        hits = ask(resident, folder, "集群 联邦 kubernetes 的", filters={name: ["x"]})["hits"]
        assert [hit["id"] for hit in hits] == [unit for unit in everything if unit in own], name
        assert own


@pytest.mark.parametrize("options", [
    {"limit": 0}, {"limit": -1}, {"limit": 1e9}, {"limit": 0.5}, {"offset": 1e9}, {"offset": -5},
    {"excerpts": 1e9}, {"excerpts": -1}, {"filters": {}}, {"filters": {"lang": []}},
])  # fmt: skip
def test_odd_options_are_no_errors(resident: Client, folder: Path, options: dict[str, object]) -> None:
    assert ask(resident, folder, "集群", **options)["total"] > 0
