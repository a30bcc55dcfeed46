"""Random Unicode as documents and queries: nothing throws or hangs, and both sides of the analysis agree.

Characters are those that Unicode 3.2 knows: what they decompose to may never change, so Python and browsers
with other versions of Unicode must agree. What a megabyte costs is held by counts, not by a clock.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjksearch.analysis import fold_pairs, normalise, tokenise
from cjksearch.index.terms import count_terms
from cjksearch.index.unit import Unit
from cjksearch.pages.site import read_site
from cjksearch.static import write
from cjksearch.static.codec import compress, sort_key
from support.term_blocks import Entry, written

Client = Callable[..., Any]

KNOWN = st.characters(exclude_categories=["Cn", "Co", "Cs"]).filter(
    lambda c: unicodedata.ucd_3_2_0.category(c) != "Cn"
)
PIECES = st.one_of(
    KNOWN,
    st.sampled_from(
        "𠀀𠮷𪛖😀👩‍👩‍👧‍👦🇹🇼\ud800\udbff\udc00\udfff\x00\x01\x7f\r\n\t\u2028\u202e\u2066\u2069\u200f\ufeff\ufffe\U000e0041"
    ),
    st.sampled_from(
        [
            "叢集",
            "集群",
            "İ",
            "ΑΣ",
            "ſ",
            "ﷺ",
            "ﬁ",
            "Å",
            "한글",
            "ｶﾞ",
            "が",
            "①",
            "㍿",
            "C++",
            "c#",
            "a.b-c_d",
            "getURLFor2",
        ]
    ),
    st.sampled_from("\"“”„'<>&._-+#\\/*[](){}~^$|? "),
)


def paired(text: str) -> str:
    """Return the text as JavaScript holds it: two halves side by side are one character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


HOSTILE = st.lists(PIECES, max_size=60).map("".join).map(paired)
ALONE = [
    "",
    "\ud800",
    "\udc00x",
    "汉\ud800字",
    "\x00",
    "\u0301",
    "\u202e集群",
    "👩‍👩‍👧‍👦",
    "𠮷\U000323af",
    "ΑΣ ΑΣΑ",
    "İI",
    "ﬀ𠀀ｶﾞ",
]


def agree(client: Client, texts: list[str]) -> None:
    fold = fold_pairs(c for text in texts for c in normalise(text))
    for text, answer in zip(texts, client("analysis", fold=fold, texts=texts), strict=True):
        normalised = normalise(text)
        tokens = list(tokenise(normalised))
        assert answer["normalised"] == answer["aligned"] == normalised, ascii(text)
        assert answer["tokens"] == [[t.text, list(t.parts), t.cjk] for t in tokens], ascii(text)
        assert set(answer["pieces"]) <= set(count_terms(tokens)[0]), ascii(text)
        assert all(text.count(piece) for piece in answer["covered"]), ascii(text)


@given(texts=st.lists(HOSTILE, min_size=1, max_size=8))
def test_python_and_javascript_cut_hostile_text_alike(resident: Client, texts: list[str]) -> None:
    agree(resident, texts)


def test_python_and_javascript_cut_what_is_known_to_be_hard_alike(resident: Client) -> None:
    agree(resident, ALONE)


def test_python_and_javascript_agree_on_every_character_that_both_know(resident: Client) -> None:
    known = [
        chr(c) for c in range(0x2FA20) if unicodedata.ucd_3_2_0.category(chr(c)) not in ("Cn", "Cs", "Co")
    ]
    assert len(known) > 90_000
    for begin in range(0, len(known), 4000):
        part = known[begin : begin + 4000]
        folded = resident(
            "analysis", fold=fold_pairs(normalise(" ".join(part))), texts=[" ".join(part), *part[:50]]
        )
        assert folded[0]["normalised"] == normalise(" ".join(part))
        expected = [[t.text, list(t.parts), t.cjk] for t in tokenise(normalise(" ".join(part)))]
        assert folded[0]["tokens"] == expected


TERMS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=12)
POSTINGS = st.dictionaries(st.integers(0, 2**31), st.integers(1, 15), max_size=40)


@given(found=st.dictionaries(TERMS, st.tuples(st.integers(0, 255), POSTINGS), min_size=1, max_size=20))
def test_what_python_encodes_javascript_decodes(
    resident: Client, found: dict[str, tuple[int, dict[int, int]]]
) -> None:
    entries = [
        Entry(term, weight, sorted(postings), [postings[unit] for unit in sorted(postings)])
        for term, (weight, postings) in sorted(found.items(), key=lambda item: sort_key(item[0]))
    ]
    raw, _ = written(entries)
    expected = [[e.term, e.weight, list(e.units), list(e.impacts), []] for e in entries]
    assert resident("codec", blocks=[raw.hex(), compress(raw).hex()]) == [expected, expected]


@given(raw=st.binary(max_size=80))
def test_bytes_that_are_no_block_are_refused_or_read_and_never_hang(resident: Client, raw: bytes) -> None:
    for head in (b"", b"\x02", b"\x02\x03abc", b"\x1f\x8b\x08\x00"):
        resident("codec", blocks=[(head + raw).hex()])


@given(
    texts=st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=4),
    queries=st.lists(HOSTILE, min_size=1, max_size=4),
)
@settings(max_examples=25)
def test_hostile_documents_are_indexed_and_hostile_queries_answered(
    resident: Client,
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[tuple[str, str, str]],
    queries: list[str],
) -> None:
    out = tmp_path_factory.mktemp("hostile")
    units = [
        Unit(
            f"{n}",
            f"{n}/#{heading[:9]}",
            title,
            heading,
            text,
            "en",
            tags=(heading,),
            facets={"f": (heading,)},
        )
        for n, (title, heading, text) in enumerate(texts)
    ]
    write(units, out)
    asked = [*queries, *(part for text in texts for part in text), '"' + queries[0] + '"']
    said = resident("search", folder=str(out), queries=[{"query": query} for query in asked])
    assert "error" not in said, said
    for hit in itertools.chain.from_iterable(answer["hits"] for answer in said["answers"]):
        for shown, marks in (("excerpt", "marks"), ("title", "titleMarks"), ("heading", "headingMarks")):
            borders = [border for mark in hit[marks] for border in mark]
            assert borders == sorted(borders)
            assert all(
                0 <= border <= len(hit[shown].encode("utf-16-le", "surrogatepass")) // 2 for border in borders
            )


MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def big_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("big")
    han = "".join(map(chr, range(0x4E00, 0x9FA5)))
    write(
        [
            Unit(str(i), f"{i}/", f"Page {i}", "", han[i::97] + f" word{i} kube-apiserver{i}")
            for i in range(300)
        ],
        out,
    )
    return out


REPEATED = [
    "a",
    "汉",
    "汉字 ",
    "a.",
    "aA",
    "a-",
    "1a",
    "\u0301",
    "\ud800",
    "😀",
    '"',
    '"a" ',
    "<a ",
    "\x00",
    "𠮷",
]


@pytest.mark.parametrize("unit", [*REPEATED, "\u202e", "ⓐ"])
def test_a_query_and_a_text_of_a_megabyte_cost_what_their_length_says(
    resident: Client, big_index: Path, tmp_path: Path, unit: str
) -> None:
    text = paired((unit * MEGABYTE)[:MEGABYTE])
    counts, length = count_terms(tokenise(normalise(text)))
    assert length <= len(normalise(text))
    assert len(counts) < 100
    said = resident("search", folder=str(big_index), queries=[{"query": text}, {"query": "kube " + text}])
    assert "error" not in said, said
    assert all(len(answer["requests"]) < 64 for answer in said["answers"])
    write([Unit("1", "a/", text[:200], "", text)], tmp_path)
    said = resident("search", folder=str(tmp_path), queries=[{"query": text[:40]}])
    assert "error" not in said, said


def test_a_megabyte_of_different_words_costs_no_more_requests_than_a_long_sentence(
    resident: Client, big_index: Path
) -> None:
    words = " ".join(f"word{i}" for i in range(120_000))
    han = "".join(map(chr, range(0x4E00, 0x9FA5))) * 50
    said = resident("search", folder=str(big_index), queries=[{"query": words}, {"query": han}])
    assert all(len(answer["requests"]) < 120 for answer in said["answers"])


@given(st.lists(HOSTILE, min_size=1, max_size=3))
@settings(max_examples=30)
def test_hostile_pages_of_html_are_read(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    root = tmp_path_factory.mktemp("pages")
    for number, text in enumerate(texts):
        (root / f"{number}.html").write_bytes(text.encode("utf-8", "surrogatepass"))
    site = read_site(root)
    assert len(site.problems) <= len(texts)
    assert all(unit.url.encode("utf-8") for unit in site.units)
