"""The vectors that the build and the browser must both meet."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cjksearch.analysis import normalise, stem, tokenise
from cjksearch.index.terms import count_terms
from cjksearch.static.codec import Entry, compress, encode_block, encode_postings

VECTORS = Path(__file__).parent.parent / "vectors"

Client = Callable[..., Any]


def vectors(name: str) -> Any:
    return json.loads((VECTORS / name).read_text("utf-8"))


def test_python_normalises_and_tokenises_as_the_vectors_say() -> None:
    for case in vectors("analysis.json")["texts"]:
        found = list(tokenise(normalise(case["text"])))
        assert normalise(case["text"]) == case["normalised"]
        assert [[t.text, list(t.parts), t.cjk] for t in found] == case["tokens"]
        assert sorted(count_terms(found)[0]) == case["terms"]


def test_the_browser_normalises_and_tokenises_as_the_vectors_say(client: Client) -> None:
    given = vectors("analysis.json")
    answers = client("analysis", fold=given["fold"], texts=[case["text"] for case in given["texts"]])
    for case, answer in zip(given["texts"], answers, strict=True):
        assert answer["normalised"] == case["normalised"]
        assert answer["tokens"] == case["tokens"]
        assert set(answer["pieces"]) <= set(case["terms"])


def test_places_in_the_normalised_text_lead_back_to_the_original(client: Client) -> None:
    texts = ["ﬁne 叢集 e\u0301t", "零\u200b宽 ①②", "𠮷野 x", "plain 叢集"]
    answers = client("analysis", fold="叢丛", texts=texts)
    assert [answer["covered"] for answer in answers] == [
        ["ﬁne", "叢集", "e\u0301t"],
        ["零\u200b宽", "①②"],
        ["𠮷野", "x"],
        ["plain", "叢集"],
    ]


def test_python_stems_as_the_vectors_say() -> None:
    assert {word: stem(word) for word in vectors("stems.json")} == vectors("stems.json")


def test_the_browser_stems_as_the_vectors_say(client: Client) -> None:
    stems = vectors("stems.json")
    assert len(stems) > 6000
    assert dict(zip(stems, client("stems", words=list(stems)), strict=True)) == stems


def test_python_writes_term_blocks_as_the_vectors_say() -> None:
    for case in vectors("codec.json"):
        entries = [Entry(t, w, u, i, [(a, b) for a, b in rules]) for t, w, u, i, rules in case["entries"]]
        raw = encode_block(entries, [encode_postings(entry) for entry in entries])
        assert raw.hex() == case["hex"]
        assert compress(raw)[:10] == bytes.fromhex(case["gzip"])[:10]


def test_the_browser_reads_term_blocks_compressed_or_inflated_by_the_host(client: Client) -> None:
    cases = vectors("codec.json")
    for form in ("hex", "gzip"):
        assert client("codec", blocks=[case[form] for case in cases]) == [case["entries"] for case in cases]
