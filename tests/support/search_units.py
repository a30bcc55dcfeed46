"""A small site to search: seven units of six pages in three languages."""

from __future__ import annotations

from typing import Any

from cjksearch.index.unit import Unit

UNITS = [
    Unit(
        "fed",
        "notes/federation/",
        "集群联邦的今天",
        "",
        "多个集群如何一起调度？Kubernetes 的联邦控制面。",
        "zh-Hans",
        "page",
        ("kubernetes",),
        {"domain": ("cloud",)},
        "2026-01-02",
    ),
    Unit(
        "fed-1",
        "notes/federation/#karmada",
        "集群联邦的今天",
        "Karmada",
        "它把工作负载分发到成员集群。",
        "zh-Hans",
        facets={"domain": ("cloud",)},
    ),
    Unit(
        "mask",
        "notes/masking/",
        "無效動作遮罩",
        "",
        "Invalid action masking 在策略梯度中把無效動作的機率設為零。",
        "zh-Hant",
        "page",
        facets={"domain": ("rl",)},
    ),
    Unit(
        "cuckoo",
        "en/cuckoo/",
        "Cuckoo filters",
        "",
        "A cuckoo filter supports deletion, unlike a Bloom filter. See getUserName and kube-apiserver.",
        "en",
        "page",
        facets={"domain": ("data",)},
    ),
    Unit(
        "cuckoo-1",
        "en/cuckoo/#inserting",
        "Cuckoo filters",
        "Inserting",
        "Inserting relocates fingerprints; the filters are running out of space when it loops.",
        "en",
        facets={"domain": ("data",)},
    ),
    Unit(
        "mem",
        "notes/memory/",
        "記憶體與快取",
        "",
        "行程的記憶體用量，以及快取如何幫忙。伺服器上的軟體。",
        "zh-Hant",
        "page",
    ),
    Unit(
        "long",
        "notes/long/",
        "长文",
        "",
        "前言。" * 400 + "埋在深处的琥珀。" + "后记。" * 400,
        "zh-Hans",
        "page",
    ),
]


def first(answer: Any) -> str:
    """Return the id of the best hit, or nothing."""
    return str(answer["hits"][0]["id"]) if answer["hits"] else ""
