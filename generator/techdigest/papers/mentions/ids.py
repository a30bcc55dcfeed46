"""Bare identifiers in running text: `arXiv:1802.03268`, `doi:10.1145/362686.362692`."""

from __future__ import annotations

from collections.abc import Iterator

from techdigest.papers.identifiers import find_ids
from techdigest.papers.mentions.candidates import Block, Candidate


def find_bare_ids(block: Block) -> Iterator[Candidate]:
    """Yield the identifiers of a block that stand outside of links' addresses."""
    for found in find_ids(block.text):
        paper = block.titles.registry.by_id(found.id)
        yield Candidate(found.start, found.end, "id", paper.key if paper else None, found.id)
