"""Misspelt words: what they find, and what is suggested instead."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from support.reference_search import osa_distance
from support.search_units import first

Client = Callable[..., Any]


def test_a_suggestion_keeps_the_readers_own_characters(search: Callable[..., Any]) -> None:
    assert search("集羣 cuckooo, 機率")["suggestion"] == "集羣 cuckoo, 機率"
    assert search("「記憶體」 ｃｕｃｋｏｏｏ")["suggestion"] == "「記憶體」 cuckoo"
    assert search("é é　loom filtr 機率")["suggestion"] == "é é　bloom filter 機率"


def test_a_misspelt_word_is_corrected_and_the_correction_said(search: Callable[..., Any]) -> None:
    assert search("cuckooo filter")["suggestion"] == "cuckoo filter"
    assert search("loom filtr")["suggestion"] == "bloom filter"
    assert search("集群 cuckooo, 内存")["suggestion"] == "集群 cuckoo, 内存"
    for right in ("cuckoo filter", "集群联邦", "fingerp", "kube-apise"):
        assert "suggestion" not in search(right)


def test_a_misspelt_part_of_an_identifier_is_corrected(search: Callable[..., Any]) -> None:
    for query, meant in (("Kube-Apisever x", "Kube-apiserver x"), ("getUserNmae()", "getUsername()")):
        answer = search(query)
        assert (first(answer), answer["suggestion"]) == ("cuckoo", meant)


def test_the_edit_distance_is_that_of_the_reference(client: Client) -> None:
    chooser = random.Random(3)
    words = ["".join(chooser.choices("abcd", k=chooser.randint(0, 7))) for _ in range(400)]
    pairs = list(zip(words[::2], words[1::2], strict=True))
    assert client("distance", pairs=[[a, b, 9] for a, b in pairs]) == [osa_distance(a, b) for a, b in pairs]
