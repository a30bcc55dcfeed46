"""What filters leave of the hits, and how many hits each value would leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def test_filters_leave_what_has_one_of_the_values_of_each_facet(search: Callable[..., Any]) -> None:
    assert {
        hit["lang"] for hit in search("集群 cuckoo 機率", filters={"lang": ["en", "zh-Hant"]})["hits"]
    } == {"en", "zh-Hant"}
    assert [
        hit["id"] for hit in search("集群 cuckoo", filters={"domain": ["cloud"], "kind": ["page"]})["hits"]
    ] == ["fed"]
    assert search("集群", filters={"domain": ["nothing"]})["total"] == 0
    assert search("集群", filters={"nothing": ["at all"]})["total"] == 0


def test_filtered_hits_are_those_of_all_hits_that_pass(search: Callable[..., Any]) -> None:
    everything = search("集群 cuckoo 機率", limit=99)["hits"]
    for value in ("en", "zh-Hans", "zh-Hant"):
        filtered = search("集群 cuckoo 機率", limit=99, filters={"lang": [value]})["hits"]
        assert filtered == [hit for hit in everything if hit["lang"] == value]


@pytest.mark.parametrize("query", ["集群 cuckoo 機率", '"filter"', "karmada", '"no such phrase"', ""])
@pytest.mark.parametrize(
    "filters", [{}, {"lang": ["en"]}, {"lang": ["en", "zh-Hant"], "domain": ["rl", "data"]}]
)
def test_counts_are_the_hits_that_each_value_would_leave(
    search: Callable[..., Any], query: str, filters: dict[str, list[str]]
) -> None:
    counts = search(query, limit=0, filters=filters, counts=True)["counts"]
    assert set(counts) == {"lang", "kind", "domain"}
    for facet, values in counts.items():
        for value, count in values.items():
            assert count == search(query, limit=0, filters=filters | {facet: [value]})["total"], (
                facet,
                value,
            )


def test_counts_are_summed_over_all_hits_and_fetched_only_if_asked_for(search: Callable[..., Any]) -> None:
    answer = search("集群 cuckoo 機率", limit=1, counts=True, excerpts=False)
    assert "counts" not in search("集群 cuckoo 機率")
    assert sum(answer["counts"]["lang"].values()) == answer["total"] > len(answer["hits"])
    assert [name for name in answer["requests"] if name.endswith("/f.bin")] != []
    assert [name for name in search("集群")["requests"] if name.endswith("/f.bin")] == []
