"""A literature made up for tests: notes that mention papers, and papers that cite papers."""

from __future__ import annotations

import random
from dataclasses import replace

from support.site_library import DOMAINS, catalogue, note
from techdigest.notes.model import Lang, Note
from techdigest.papers.literature import Literature
from techdigest.papers.model import Author, Mention, Paper
from techdigest.papers.registry import Registry
from techdigest.site.catalogue import Catalogue

WORDS = [
    *("Scheduling", "Clusters", "Filters", "Learning", "Hashing", "Consensus", "Attention", "Inference"),
    *("Networks", "Caching", "Sampling", "Gradients", "Memory", "Kernels", "Graphs", "Queries"),
]
HAN = [
    "集群",
    "调度",
    "过滤器",
    "强化学习",
    "一致性",
    "注意力",
    "推理",
    "网络",
    "缓存",
    "采样",
    "显存",
    "内核",
]
FAMILIES = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Juniper", "Oak"]


def made_up(notes: int, papers: int, *, seed: int = 1) -> Catalogue:
    """Notes in Chinese and English and papers; few of both are well connected and most are not."""
    chance = random.Random(seed)
    keys = [f"paper{number:04}" for number in range(papers)]
    registry = Registry(
        Paper(
            key,
            key,
            "article",
            f"{chance.choice(WORDS)} for {chance.choice(WORDS)}, {chance.choice(WORDS)} and More of {number}",
            authors=tuple(Author(family) for family in chance.sample(FAMILIES, chance.randint(1, 4))),
            year=1990 + chance.randrange(35),
            cites=tuple(_some(chance, keys[:number], chance.choice((0, 0, 1, 1, 2)))),
        )
        for number, key in enumerate(keys)
    )
    written: list[Note] = []
    mentions: dict[str, list[Mention]] = {}
    for number in range(notes):
        domains = tuple(chance.sample(sorted(DOMAINS), chance.randint(1, len(DOMAINS))))
        titles: dict[Lang, str] = {
            "zh-Hans": f"{chance.choice(HAN)}与{chance.choice(HAN)}：笔记 {number}",
            "en": f"Notes on {chance.choice(WORDS)} and {chance.choice(WORDS)} {number}",
        }
        found = _some(chance, keys, chance.choice((1, 1, 2, 3, 4, 9)))
        for lang, title in titles.items():
            one = replace(note(f"note{number:04}", lang, title=title), domains=domains)
            written.append(one)
            mentions[one.path] = [Mention(one.path, 1, 1, "link", key, key=key) for key in found]
    literature = Literature(registry, mentions, {one.path: one.key for one in written})
    return replace(catalogue(*written), literature=literature)


def _some(chance: random.Random, keys: list[str], count: int) -> list[str]:
    """Keys, the first of the list more often than the last."""
    chosen = {keys[int(len(keys) * chance.random() ** 2)] for _ in range(count)} if keys else set()
    return sorted(chosen)
