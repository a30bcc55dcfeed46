"""Identifiers of papers in text and links."""

from __future__ import annotations

import re

_PAPER = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|arXiv:[ ]?)"
    r"(?P<arxiv>\d{4}\.\d{4,5}|[a-z\-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,2})?"
    r"|(?:doi\.org/|\bdoi:[ ]?)(?P<doi>10\.\d{4,9}/[^\s<>\"'\])}，。；、）】」]{1,200})",
    re.IGNORECASE,
)


def find_papers(text: str) -> tuple[str, ...]:
    """Return the papers that a text links to or names, once each: `arXiv:2006.14171`, `doi:10.…`."""
    found = []
    for match in _PAPER.finditer(text):
        if match["arxiv"]:
            found.append(f"arXiv:{match['arxiv']}")
        else:
            doi = match["doi"].rstrip(".,;:*_").lower()
            found.append(f"doi:{doi.removesuffix('.pdf')}")
    return tuple(dict.fromkeys(found))
