"""USENIX: event and slug, `osdi20/zhu`, as its presentation pages and, nearly always, its files name them.

Proceedings until about 2011 stand below /legacy; there the identifier is `legacy/osdi04/dean`. Their pages
under /conference/ carry the title instead and are identifiers of their own: `osdi-04/mapreduce-simplified-…`.
"""

from __future__ import annotations

import re

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.identifiers.family import Family
from techdigest.papers.model import PaperId

_EVENT = r"(?=[a-z-]*\d)[a-z][a-z0-9-]{2,30}"
_SLUG = r"[a-z][a-z0-9_-]{0,120}"
_TITLE = r"(?:[a-z0-9]+-){4,30}[a-z0-9]+"  # shorter ones are pages like call-for-papers
_VALUE = re.compile(rf"{_EVENT}/(?:{_SLUG}|{_TITLE})")
_LEGACY_VALUE = re.compile(rf"legacy/({_EVENT})/([A-Za-z][A-Za-z0-9_-]{{0,60}})")
_PAGE = re.compile(rf"/conference/({_EVENT})/(?:technical-sessions/|program/)?presentation/({_SLUG})")
_TITLED = re.compile(rf"/conference/([a-z]+-?(?:0\d|1[0-2]))/({_TITLE})")
_FILE = re.compile(
    rf"/(?:system|sites/default)/files/(?:conference/({_EVENT})/)?"
    r"([a-z]+?)(\d\d)(?:fall|summer|winter|spring)?[-_](?:paper[-_])?([a-z][a-z0-9-]{0,60}?)(?:_\d{1,2})?\.pdf"
)
_LEGACY = re.compile(
    rf"(?:/legacy)?(?:/publications/library/proceedings|/events?)/({_EVENT})/"
    r"(?:tech/|full_papers/|papers/){1,3}([a-z][a-z0-9_-]{0,60})(?:/.*)?(?:\.(?:html?|pdf|ps|ps\.gz))?",
    re.IGNORECASE,
)
_NO_PAPER = re.compile(
    r"final\d|full[-_]proceedings|index$|tech$|full_papers$|(?:.*[-_])?(?:slides?|errata|cover|message|toc)(?:[-_]|$)",
    re.IGNORECASE,
)
_LONG_NAMES = {"sec": "usenixsecurity"}
_LAST_YEAR_OF_FOLDERS = 8


def read_value(value: str) -> PaperId | None:
    """Read `event/slug`."""
    if legacy := _LEGACY_VALUE.fullmatch(value):
        return PaperId("usenix", f"legacy/{legacy[1]}/{legacy[2]}")
    lower = value.lower()
    return PaperId("usenix", lower) if _VALUE.fullmatch(lower) else None


def _read_address(address: Address) -> PaperId | None:
    path = address.path.lower()
    if match := _PAGE.fullmatch(path) or _TITLED.fullmatch(path):
        return read_value(f"{match[1]}/{match[2]}")
    if match := _FILE.fullmatch(path):
        folder, name, year, slug = match.groups()
        event = folder or f"{_LONG_NAMES.get(name, name)}{year}"
        return None if _NO_PAPER.match(slug) else read_value(f"{event}/{slug}")
    legacy = _LEGACY.fullmatch(address.path)
    if legacy is None or _NO_PAPER.match(legacy[2]):
        return None
    return read_value(f"legacy/{legacy[1].lower()}/{legacy[2].removesuffix('_html')}")


def _url(value: str) -> str:
    if legacy := _LEGACY_VALUE.fullmatch(value):
        event, slug = legacy.groups()
        year = int(re.sub(r"\D", "", event)[:2] or 0)
        is_in_folder = year <= _LAST_YEAR_OF_FOLDERS or year > 90
        folder = f"https://www.usenix.org/legacy/event/{event}/tech/full_papers"
        return f"{folder}/{slug}/{slug}.pdf" if is_in_folder else f"{folder}/{slug}.pdf"
    if _TITLED.fullmatch(f"/conference/{value}"):
        return f"https://www.usenix.org/conference/{value}"
    event, slug = value.split("/")
    return f"https://www.usenix.org/conference/{event}/presentation/{slug}"


USENIX = Family(
    scheme="usenix",
    read_value=read_value,
    read_address=_read_address,
    url=_url,
    hosts=("usenix.org",),
)
