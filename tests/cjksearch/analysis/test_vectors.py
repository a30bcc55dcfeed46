"""The vectors that the build and the browser must both meet."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cjksearch.analysis import normalise, stem, tokenise
from cjksearch.index.terms import count_terms
from cjksearch.static.codec import compress, numbers_as_text
from cjksearch.static.letters import Letters
from support.index_files import fnv, numbers
from support.term_blocks import Entry, written

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
        raw, tails = written([Entry(*entry) for entry in case["entries"]])
        assert raw.hex() == case["hex"]
        assert not tails
        assert compress(raw)[:10] == bytes.fromhex(case["gzip"])[:10]


def test_the_browser_reads_term_blocks_compressed_or_inflated_by_the_host(client: Client) -> None:
    cases = vectors("codec.json")
    for form in ("hex", "gzip"):
        assert client("codec", blocks=[case[form] for case in cases]) == [case["entries"] for case in cases]


def test_both_sides_hash_terms_as_the_vectors_say(client: Client) -> None:
    hashes = vectors("hashes.json")
    ours = dict(zip(hashes, Letters(list(hashes)).hashes().tolist(), strict=True))
    assert ours == {term: fnv(term) for term in hashes} == hashes
    assert client("hashes", terms=list(hashes)) == list(hashes.values())


def test_both_sides_read_numbers_in_text_as_the_vectors_say(client: Client) -> None:
    for given, text in vectors("numbers.json"):
        assert numbers_as_text(given) == text
        assert numbers(text) == client("numbers", texts=[text])[0] == given
