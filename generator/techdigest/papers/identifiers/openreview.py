"""OpenReview: the forum of a paper, `YicbFdNTTy`. Case counts."""

from __future__ import annotations

import re

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.identifiers.family import Family
from techdigest.papers.model import PaperId

_VALUE = re.compile(r"[A-Za-z0-9_-]{8,16}")
_PAGES = ("/forum", "/pdf", "/attachment")  # /references/pdf counts differently


def read_value(value: str) -> PaperId | None:
    """Read the identifier of a forum."""
    return PaperId("openreview", value) if _VALUE.fullmatch(value) else None


def _read_address(address: Address) -> PaperId | None:
    return read_value(address.value("id")) if address.path in _PAGES else None


OPENREVIEW = Family(
    scheme="openreview",
    read_value=read_value,
    read_address=_read_address,
    url=lambda value: f"https://openreview.net/forum?id={value}",
    pdf_url=lambda value: f"https://openreview.net/pdf?id={value}",
    hosts=("openreview.net",),
)
