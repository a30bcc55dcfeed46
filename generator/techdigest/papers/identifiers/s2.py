"""Semantic Scholar: 40 hexadecimal digits, or `CorpusID:` and a number (two identifiers of one work)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.identifiers.family import Bare, Family
from techdigest.papers.model import PaperId

_HASH = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)
_CORPUS = re.compile(r"corpusid:([1-9]\d{0,11})", re.IGNORECASE)
_HASH_PATH = re.compile(
    r"(?:/graph/v1|/v1)?/(?:paper|reader)/(?:[^/]+/)?([0-9a-f]{40})(?:/.*)?", re.IGNORECASE | re.DOTALL
)
_CORPUS_PATH = re.compile(r"(?:/graph/v1|/v1)?(?:/paper)?/(corpusid:\d+)(?:/.*)?", re.IGNORECASE | re.DOTALL)
_PDF_PATH = re.compile(r"/([0-9a-f]{4})/([0-9a-f]{36})\.pdf", re.IGNORECASE)
_BARE = re.compile(r"(?<![A-Za-z0-9])(?:[cC]orpus ?I[dD]:|S2CID:?)\s{0,2}([1-9]\d{0,11})(?![A-Za-z0-9]|\.\d)")


def read_value(value: str) -> PaperId | None:
    """Read 40 hexadecimal digits or `CorpusID:123`."""
    if _HASH.fullmatch(value):
        return PaperId("s2", value.lower())
    match = _CORPUS.fullmatch(value)
    return PaperId("s2", f"CorpusID:{match[1]}") if match else None


def find_bare(text: str) -> Iterator[Bare]:
    """Yield `CorpusID:123` and `S2CID 123`."""
    for match in _BARE.finditer(text):
        yield match.start(), match.end(), PaperId("s2", f"CorpusID:{match[1]}")


def _read_address(address: Address) -> PaperId | None:
    if match := _HASH_PATH.fullmatch(address.path) or _CORPUS_PATH.fullmatch(address.path):
        return read_value(match[1])
    match = _PDF_PATH.fullmatch(address.path)
    return read_value(match[1] + match[2]) if match else None


def _url(value: str) -> str:
    if value.startswith("CorpusID:"):
        return f"https://api.semanticscholar.org/{value}"
    return f"https://www.semanticscholar.org/paper/{value}"


S2 = Family(
    scheme="s2",
    read_value=read_value,
    read_address=_read_address,
    url=_url,
    hosts=("semanticscholar.org",),
    find_bare=find_bare,
)
