"""What an answer is worth.

A hit is an address. Its page is what stands before ``#``, without slashes around it; MkDocs publishes
``a/index.md`` and ``a/README.md`` at ``a/``, so these names count as their folder, here and in the questions.

- Pages are ranked by their first hit; further sections of a page take no place. Ten pages count.
- A question is answered at the rank of the first page that is relevant. Where the question names a section,
  the page gets full credit whichever of its sections was hit, because some engines answer with pages only.
- Beside that, *section* is the share of those answers whose hit is the section named, or one of them.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

#: Pages of an answer that count.
DEEPEST = 10
_INDEX = re.compile(r"(?:^|/)(?:index|README)$")


@dataclass(frozen=True)
class Judgement:
    """Of one answer: rank of the first relevant page, 0 for none; is its section right; is it empty."""

    rank: int
    section: bool | None
    empty: bool


@dataclass(frozen=True)
class Summary:
    """Of several answers: shares found first and among ten, MRR, right sections; number of empty ones."""

    queries: int
    first: float
    ten: float
    mrr: float
    section: float | None
    empty: int


def place(address: str) -> tuple[str, str]:
    """Return the page and the anchor of an address, or of a page id of a question."""
    parts = urlsplit(address)
    page = unquote(parts.path).strip("/").removesuffix(".html")
    return _INDEX.sub("", page), unquote(parts.fragment)


def judge(relevant: Iterable[str], hits: Sequence[str]) -> Judgement:
    """Judge the addresses that an engine answered, best first, by the pages that are relevant."""
    wanted: dict[str, set[str]] = {}
    for page, anchor in map(place, relevant):
        wanted.setdefault(page, set()).add(anchor)
    pages: dict[str, str] = {}
    for page, anchor in map(place, hits):
        pages.setdefault(page, anchor)
    for rank, (page, anchor) in enumerate(list(pages.items())[:DEEPEST], 1):
        if page in wanted:
            anchors = wanted[page]
            return Judgement(rank, None if "" in anchors else anchor in anchors, empty=False)
    return Judgement(0, None, empty=not hits)


def summary(judgements: Sequence[Judgement]) -> Summary:
    """Sum up the judgements of at least one question."""
    sections = [judgement.section for judgement in judgements if judgement.section is not None]
    return Summary(
        queries=len(judgements),
        first=statistics.mean(judgement.rank == 1 for judgement in judgements),
        ten=statistics.mean(judgement.rank > 0 for judgement in judgements),
        mrr=statistics.mean(1 / judgement.rank if judgement.rank else 0.0 for judgement in judgements),
        section=statistics.mean(sections) if sections else None,
        empty=sum(judgement.empty for judgement in judgements),
    )


def group(queries: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """Return the qids of each class of each set of questions; known items have no half."""
    sets: dict[str, dict[str, list[str]]] = {}
    for query in queries:
        label = f"our own questions, half: {query['half']}" if query.get("half") else "known items"
        sets.setdefault(label, {}).setdefault(query["class"], []).append(query["qid"])
    return sets
