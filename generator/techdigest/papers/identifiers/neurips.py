"""NeurIPS proceedings: year and hash, `2017/3f5ee243…`, or the number that addresses had until 2019, `5656`.

One cannot be computed from the other, so these are two identifiers of one work; an entry may list both.
"""

from __future__ import annotations

import re

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.identifiers.family import Family
from techdigest.papers.model import PaperId

_HASH = re.compile(r"((?:19|20)\d\d)/([0-9a-f]{32})", re.IGNORECASE)
_NUMBER = re.compile(r"[1-9]\d{0,4}")
_HASH_PATH = re.compile(
    r"/(?:paper_files/)?paper/((?:19|20)\d\d)/(?:hash|file)/([0-9a-f]{32})(?:-[\w-]+)?(?:\.\w{2,5})?",
    re.IGNORECASE,
)
_NUMBER_PATH = re.compile(r"/paper/([1-9]\d{0,4})-[^/]*")  # without a slug it might be a year
_FIRST_YEAR_OF_TRACKS = 2022


def read_value(value: str) -> PaperId | None:
    """Read `year/hash` or a number."""
    if _HASH.fullmatch(value):
        return PaperId("neurips", value.lower())
    return PaperId("neurips", value) if _NUMBER.fullmatch(value) else None


def _read_address(address: Address) -> PaperId | None:
    if match := _HASH_PATH.fullmatch(address.path):
        return read_value(f"{match[1]}/{match[2]}")
    match = _NUMBER_PATH.fullmatch(address.path)
    return read_value(match[1]) if match else None


def _url(value: str) -> str:
    year, slash, digest = value.partition("/")
    if not slash:
        return f"https://papers.nips.cc/paper/{value}-"
    return f"{_folder(year)}/hash/{digest}-Abstract{_track(year)}.html"


def _pdf_url(value: str) -> str | None:
    year, slash, digest = value.partition("/")
    return f"{_folder(year)}/file/{digest}-Paper{_track(year)}.pdf" if slash else None


def _folder(year: str) -> str:
    return f"https://proceedings.neurips.cc/paper_files/paper/{year}"


def _track(year: str) -> str:
    return "-Conference" if int(year) >= _FIRST_YEAR_OF_TRACKS else ""


NEURIPS = Family(
    scheme="neurips",
    read_value=read_value,
    read_address=_read_address,
    url=_url,
    pdf_url=_pdf_url,
    hosts=("papers.nips.cc", "papers.neurips.cc", "proceedings.neurips.cc", "books.nips.cc"),
)
