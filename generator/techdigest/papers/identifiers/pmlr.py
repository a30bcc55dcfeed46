"""Proceedings of Machine Learning Research: volume and key, `v80/espeholt18a`."""

from __future__ import annotations

import re

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.identifiers.family import Family
from techdigest.papers.model import PaperId

_VALUE = re.compile(r"[vr]\d{1,4}/[a-z][a-z0-9_'-]{0,40}?\d{2}[a-z]{0,2}", re.IGNORECASE)
_PATH = re.compile(
    r"/(?:proceedings/papers/|mlresearch/)?(?P<volume>[vr]\d{1,4})/(?:(?:main|gh-pages)/assets/)?"
    r"(?P<key>[a-z][a-z0-9_'-]{0,40}?\d{2}[a-z]{0,2})(?:\.html|\.pdf|/(?P=key)(?:-supp)?\.(?:pdf|html|zip))?",
    re.IGNORECASE,
)


def read_value(value: str) -> PaperId | None:
    """Read volume and key."""
    return PaperId("pmlr", value.lower()) if _VALUE.fullmatch(value) else None


def _read_address(address: Address) -> PaperId | None:
    match = _PATH.fullmatch(address.path)
    return read_value(f"{match['volume']}/{match['key']}") if match else None


def _pdf_url(value: str) -> str:
    return f"https://proceedings.mlr.press/{value}/{value.rpartition('/')[2]}.pdf"


PMLR = Family(
    scheme="pmlr",
    read_value=read_value,
    read_address=_read_address,
    url=lambda value: f"https://proceedings.mlr.press/{value}.html",
    pdf_url=_pdf_url,
    hosts=("proceedings.mlr.press", "jmlr.org", "jmlr.csail.mit.edu", "raw.githubusercontent.com"),
)
