"""PubMed: the number of the record. PubMed Central (PMC…) numbers differently and is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.identifiers.family import Bare, Family
from techdigest.papers.model import PaperId

_VALUE = re.compile(r"[1-9]\d{0,7}")
_PATHS = {
    "pubmed.ncbi.nlm.nih.gov": re.compile(r"/([1-9]\d{0,7})(?:/.*)?", re.DOTALL),
    "ncbi.nlm.nih.gov": re.compile(r"(?:/m)?/pubmed/([1-9]\d{0,7})(?:/.*)?", re.DOTALL),
    "europepmc.org": re.compile(
        r"/(?:article|abstract)/med/([1-9]\d{0,7})(?:/.*)?", re.IGNORECASE | re.DOTALL
    ),
}
_BARE = re.compile(
    r"(?<![A-Za-z0-9])(?:PMID|pmid|Pub[mM]ed(?:\s{1,2}(?:ID|id)|(?=\s{0,2}[:：])))\s{0,2}[:：]?\s{0,2}"
    r"([1-9]\d{3,7})(?![A-Za-z0-9]|[.,-]\d)"
)


def read_value(value: str) -> PaperId | None:
    """Read the number."""
    return PaperId("pubmed", value) if _VALUE.fullmatch(value) else None


def find_bare(text: str) -> Iterator[Bare]:
    """Yield `PMID: 21613379`, `PubMed ID 21613379`."""
    for match in _BARE.finditer(text):
        yield match.start(), match.end(), PaperId("pubmed", match[1])


def _read_address(address: Address) -> PaperId | None:
    pattern = _PATHS.get(address.host)
    match = pattern.fullmatch(address.path) if pattern else None
    return read_value(match[1]) if match else None


PUBMED = Family(
    scheme="pubmed",
    read_value=read_value,
    read_address=_read_address,
    url=lambda value: f"https://pubmed.ncbi.nlm.nih.gov/{value}/",
    hosts=tuple(_PATHS),
    prefixes=("pmid",),
    find_bare=find_bare,
)
