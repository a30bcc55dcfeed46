"""Other wordings of a query, in the browser's engine and in the reference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cjksearch.index.unit import Unit
from cjksearch.static import write
from support.reference_search import ReferenceIndex

Client = Callable[..., Any]

UNITS = [
    Unit("gc", "gc/", "垃圾回收", "", "不再引用的对象由运行时清理。"),
    Unit("limit", "limit/", "限流", "", "令牌桶让突发的请求变得平缓。"),
    Unit("server", "server/", "架設伺服器", "", "作業系統與記憶體的選擇。", "zh-Hant"),
    Unit("oom", "oom/", "内存溢出", "", "进程被内核终止。"),
    Unit("mask", "mask/", "动作掩码", "", "无效动作的概率为零。"),
    Unit("park", "park/", "城市公园", "", "collection of garbage in parks"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("garbage collection", "gc/"),
        ("what is garbage collection", "gc/"),
        ("gc原理", "gc/"),
        ("throttling", "limit/"),
        ("rate limiting", "limit/"),
        ("server", "server/"),
        ("服务器", "server/"),
        ("OOM", "oom/"),
        ("爆内存", "oom/"),
        ("action masking", "mask/"),
        ("動作遮罩", "mask/"),
    ],
)
def test_a_query_finds_the_page_that_says_it_otherwise(
    client: Client, tmp_path: Path, query: str, expected: str
) -> None:
    write(UNITS, tmp_path)
    given = [{"query": query, "options": {}}]
    hits = client("search", folder=str(tmp_path), queries=given)["answers"][0]["hits"]
    assert hits[0]["url"] == expected
    assert ReferenceIndex(tmp_path).search(query)[0][0] == expected


def test_a_wording_of_several_words_ends_at_the_border_of_a_word(client: Client, tmp_path: Path) -> None:
    write([Unit("oom", "oom/", "内存溢出", "", "x")], tmp_path)
    queries = ["out of memory", "out of memory!", "out of memoryless"]
    given = [{"query": query, "options": {"prefix": False}} for query in queries]
    answers = client("search", folder=str(tmp_path), queries=given)["answers"]
    assert [bool(answer["hits"]) for answer in answers] == [True, True, False]
    reference = ReferenceIndex(tmp_path)
    assert [bool(reference.search(query, prefix=False)) for query in queries] == [True, True, False]
