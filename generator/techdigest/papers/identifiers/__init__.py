"""Canonical identifiers of papers, from every spelling and address that names one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from techdigest.papers.model import PaperId

_PAPER = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|arXiv:[ ]?)"
    r"(?P<arxiv>\d{4}\.\d{4,5}|[a-z\-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,2})?"
    r"|(?:doi\.org/|\bdoi:[ ]?)(?P<doi>10\.\d{4,9}/[^\s<>\"'\])}，。；、）】」]{1,200})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundId:
    """An identifier in a text: `text[start:end]` is how it is written, as an address or bare."""

    start: int
    end: int
    id: PaperId
    form: Literal["url", "bare"]


def find_ids(text: str) -> Iterator[FoundId]:
    """Yield the identifiers in a text without markup, in order, without overlaps. Linear in its length."""
    for match in _PAPER.finditer(text):
        if match["arxiv"]:
            yield FoundId(match.start(), match.end(), PaperId("arXiv", match["arxiv"]), "bare")
        else:
            doi = match["doi"].rstrip(".,;:*_").lower()
            yield FoundId(match.start(), match.end(), PaperId("doi", doi), "bare")


def parse_id(text: str) -> PaperId | None:
    """Return the identifier that the whole of a text is: an address, `arXiv:2006.14171`, a bare DOI …"""
    found = next(find_ids(text.strip()), None)
    return found.id if found else None
