"""Digital object identifiers, in the path or query of any address and in text. Canonical is lower case.

DOIs that hold another scheme's identifier are read as that one, so that both spellings are one paper:
arXiv's `10.48550/arXiv.…`, and the ACL Anthology's `10.18653/v1/…` and `10.3115/v1/…`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from techdigest.papers.identifiers import acl, arxiv
from techdigest.papers.identifiers.addresses import Address, trim
from techdigest.papers.identifiers.family import Bare, Family
from techdigest.papers.model import PaperId

_MAX_SUFFIX = 200
_PREFIX = r"10\.[1-9]\d{3,8}(?:\.\d{1,9}){0,3}/"
# Older identifiers of Wiley and the AMS hold `<…>` and `;`: …17:15/16<1661::AID-SIM968>3.0.CO;2-2 (SICI)
_SICI = r"<[A-Za-z0-9:._-]{1,40}>(?=\d\.\d\.[A-Za-z]{2};2)|(?<=\.[A-Za-z]{2});(?=2\b)"
_SUFFIX = rf"(?:[!#$%'()*+\-./0-9:=?@A-Z_a-z~]|{_SICI}){{1,{_MAX_SUFFIX}}}"
_BARE = re.compile(_PREFIX + _SUFFIX)
_IN_PATH = re.compile(rf"(?:^|[/:=])({_PREFIX}.{{1,{_MAX_SUFFIX}}})", re.DOTALL)
_VALUE = re.compile(rf"{_PREFIX}[!-~]{{1,{_MAX_SUFFIX}}}")
_LABEL = re.compile(
    r"(?<![A-Za-z0-9])(?:doi(?:号|編號|编号|\.org/)?\s{0,3}[:：=]?\s{0,3}){1,2}$", re.IGNORECASE
)
_LABEL_LENGTH = 24

# What publishers append to show the text in another way
_VIEW = re.compile(
    r"(?:/(?:full|abstract|abs|e?pdf|pdfplus|html?|full-?text|full-text-pdf|meta|summary|references|citation|figures"
    r"|metrics|supp(?:info|l)?|related|_pdf|_article|full/html|pdf/[^/]*)"
    r"|\.(?:pdf|full|abstract|short|epub|html?)|/?;?jsessionid=.*)$",
    re.IGNORECASE,
)
_PREPRINT = re.compile(r"(10\.(?:1101|64898)/[0-9.]+)v\d{1,2}(?:\.[a-z-]+)*$")
_OXFORD = re.compile(r"(10\.1093/[a-z]+/[a-z0-9]+)/\d{5,}$")
_ELSEWHERE = re.compile(r"10\.(?:48550/arxiv\.(?P<arxiv>.+)|(?:18653|3115)/v1/(?P<acl>.+))", re.DOTALL)

_NATURE = re.compile(
    r"(?:/articles|/[a-z]+/journal/.{1,60}/(?:full|abs|pdf))/(?:doi:10\.1038/)?([a-z0-9][a-z0-9.-]{3,60}?)"
    r"(?:_[a-z]+)?(?:\.e?pdf|\.html?|/.*)?",
    re.DOTALL,
)
_CODE_HOSTS = ("github.com", "gitlab.com", "githubusercontent.com", "gitee.com")
_FILE = re.compile(r"\.(?:zip|tar|t?gz|bz2|xz|exe|msi|deb|rpm|dmg|pkg|jar|whl|iso|js|css|png|jpe?g|svg|gif)$")


def read_value(value: str) -> PaperId | None:
    """Read a DOI as it is registered; other schemes' identifiers in it are returned as such."""
    cleaned = _clean(value)
    if not _VALUE.fullmatch(cleaned):
        return None
    if other := _ELSEWHERE.fullmatch(cleaned):
        inner = arxiv.read_value(other["arxiv"]) if other["arxiv"] else acl.read_value(other["acl"])
        if inner:
            return inner
    return PaperId("doi", cleaned)


def find_bare(text: str) -> Iterator[Bare]:
    """Yield `doi:10.…`, `DOI 10.…`, and DOIs without label that cannot be a version or a fraction."""
    for match in _BARE.finditer(text):
        start = match.start()
        label = _LABEL.search(text[max(0, start - _LABEL_LENGTH) : start])
        if not label and (text[max(0, start - 1) : start] in _INSIDE or not _is_telling(match[0])):
            continue
        written = trim(match[0])
        paper_id = read_value(written) if len(match[0]) < _MAX_SUFFIX else None
        if paper_id:
            yield start - (len(label[0]) if label else 0), start + len(written), paper_id


def read_any_address(address: Address) -> PaperId | None:
    """Read the DOI in an address of whatever host: in its path, or as a value of its query."""
    if address.host.endswith(_CODE_HOSTS):
        return None
    match = _IN_PATH.search(address.path)
    if (
        match
        and not _FILE.search(match[1])
        and ("doi" in address.host + address.path or _is_telling(match[1]))
    ):
        is_whole = "<" in match[1] or address.host.endswith("doi.org")
        return read_value(match[1] if is_whole else re.split("[;,&]", match[1])[0])
    for _, value in address.query:
        if given := re.match(
            rf"(?:doi:|https?://(?:dx\.)?doi\.org/)?\s?({_PREFIX}.{{1,{_MAX_SUFFIX}}})", value, re.IGNORECASE
        ):
            return read_value(given[1])
    return None


def _read_address(address: Address) -> PaperId | None:
    """Read addresses that hold a DOI in parts."""
    if address.host == "nature.com" and (match := _NATURE.fullmatch(address.path)):
        return read_value(f"10.1038/{match[1]}")
    short = address.value("doid") if address.host.endswith("acm.org") else ""
    if re.fullmatch(r"\d{5,8}\.\d{5,8}", short):
        return read_value(f"10.1145/{short}")
    return read_any_address(address)


def _clean(value: str) -> str:
    """Drop views, versions of preprints and punctuation until nothing is left to drop."""
    # APA's `10.1037//0022-3514.82.4` is `10.1037/0022-3514.82.4`: addresses lose the second slash.
    cleaned = re.sub("//+", "/", value.strip().lower())
    while True:
        shorter = _VIEW.sub("", trim(cleaned).rstrip("/"))
        for pattern in (_PREPRINT, _OXFORD):
            shorter = pattern.sub(r"\1", shorter)
        if shorter == cleaned:
            return cleaned
        cleaned = shorter


def _is_telling(doi: str) -> bool:
    """Whether this can be nothing but a DOI: its registrant has four or five digits, its suffix many more."""
    registrant, _, suffix = doi.partition("/")
    digits = sum(character.isdigit() for character in suffix)
    return len(registrant.split(".")[1]) <= 5 and (digits >= 6 or (digits >= 2 and len(suffix) >= 7))


_INSIDE = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ./_-$€£¥")

DOI = Family(
    scheme="doi",
    read_value=read_value,
    read_address=_read_address,
    url=lambda value: f"https://doi.org/{quote(value, safe='/:().;-_~!')}",
    hosts=("doi.org", "nature.com", "acm.org", "springer.com", "wiley.com", "tandfonline.com", "science.org"),
    find_bare=find_bare,
)
