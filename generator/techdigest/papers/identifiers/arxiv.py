"""arXiv: `2006.14171` since April 2007, `cs/0112017` before.

Canonical is the identifier without version and, in the old style, without subject class: `math.GT/0309136`
and `math/0309136` are one paper. See https://info.arxiv.org/help/arxiv_identifier.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.identifiers.family import Bare, Family
from techdigest.papers.model import PaperId

_ARCHIVE = re.compile(
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga"
    "|funct-an|gr-qc|hep-(?:ex|lat|ph|th)|math|math-ph|mtrl-th|nlin|nucl-(?:ex|th)|patt-sol|physics|plasm-ph|q-alg"
    "|q-bio|quant-ph|solv-int|supr-con"
)
_NEW = r"\d{4}\.\d{4,5}"
_OLD = r"[A-Za-z]{1,8}(?:-[A-Za-z]{2,4})?(?:\.[A-Za-z]{2,5}(?:-[A-Za-z]{2,5})?)?/\d{7}"
_END = r"(?:v\d{1,3})?(?![A-Za-z0-9])(?!\.\d)"

_VALUE = re.compile(rf"({_NEW}|{_OLD})(?:v\d{{1,3}})?")
_PATH = re.compile(
    rf"(?:/(?:abs|pdf|html|ps|format|e-print|src|dvi|tb|papers?|overview|arxiv|resources|graph/v1|v1))*"
    rf"/(?:arxiv:)?({_NEW}|{_OLD})(?:v\d{{1,3}})?(?![A-Za-z0-9])(?!\.\d)",
    re.IGNORECASE,
)
_CACHE = re.compile(rf"/PS_cache/([a-z-]+)/(?:pdf|ps)/\d{{4}}/({_NEW}|\d{{7}})(?:v\d{{1,3}})?(?![0-9])")
_LABELLED = re.compile(
    r"(?<![A-Za-z0-9])(?:a[rR][xX]iv|A[rR][xX]iv|ARXIV|CoRR)"
    r"(?:\s{0,3}(?:preprint|e-?prints?|[iI][dD]|identifier|编号|編號|预印本))?\s{0,3}[:：,./_\[]?\s{0,3}(?:abs/)?"
    rf"({_NEW}|{_OLD}){_END}"
)
# Without `arXiv:` only archives with a hyphen are telling: `math/0309136` might be a path or a fraction.
_PLAIN = re.compile(
    rf"(?<![A-Za-z0-9./_:-])([a-z]{{1,8}}-[a-z]{{2,4}}(?:\.[a-z]{{2,5}}(?:-[a-z]{{2,5}})?)?/\d{{7}}){_END}"
)
_LISTED = re.compile(rf"\s{{0,3}}\[({_NEW}|{_OLD})(?:v\d{{1,3}})?\]\s+(?=[^\W\d_])")


def read_value(value: str) -> PaperId | None:
    """Read an identifier without its prefix, with or without version."""
    match = _VALUE.fullmatch(value)
    return _checked(match[1]) if match else None


def find_bare(text: str) -> Iterator[Bare]:
    """Yield `arXiv:…`, `CoRR abs/…`, `hep-th/…`, and `[…]` where a text begins as arXiv's listings do."""
    if (listed := _LISTED.match(text)) and (paper_id := _checked(listed[1])):
        yield listed.start(1) - 1, listed.end(0) - len(listed[0]) + len(listed[0].rstrip()), paper_id
    has_label = "xiv" in text.lower() or "CoRR" in text
    for pattern in (*([_LABELLED] if has_label else []), *([_PLAIN] if "-" in text and "/" in text else [])):
        for match in pattern.finditer(text):
            if paper_id := _checked(match[1]):
                yield match.start(), match.end(), paper_id


def _read_address(address: Address) -> PaperId | None:
    if match := _CACHE.match(address.path):
        return _checked(match[2] if "." in match[2] else f"{match[1]}/{match[2]}")
    match = _PATH.match(address.path)
    return _checked(match[1]) if match else None


def _checked(written: str) -> PaperId | None:
    archive, slash, number = written.lower().rpartition("/")
    archive = archive.partition(".")[0]
    month = int(number[:4]) if number[2:4] in _MONTHS else None
    if month is None or not number.rpartition(".")[2].strip("0"):
        return None
    if slash:
        # Two digits of the year: 91 to 99, 00 to 07
        is_real = _ARCHIVE.fullmatch(archive) is not None and (month >= 9107 or month <= 703)
        return PaperId("arXiv", f"{archive}/{number}") if is_real else None
    digits = 5 if month >= 1501 else 4
    is_real = 704 <= month < 9100 and len(number) == 5 + digits
    return PaperId("arXiv", number) if is_real else None


_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))

ARXIV = Family(
    scheme="arXiv",
    read_value=read_value,
    read_address=_read_address,
    url=lambda value: f"https://arxiv.org/abs/{value}",
    pdf_url=lambda value: f"https://arxiv.org/pdf/{value}",
    hosts=(
        "arxiv.org",
        "xxx.lanl.gov",
        "xxx.itp.ac.cn",
        "ar5iv.org",
        "alphaxiv.org",
        "arxiv-vanity.com",
        "huggingface.co",
        "hf.co",
        "scirate.com",
        "emergentmind.com",
        "semanticscholar.org",
    ),
    find_bare=find_bare,
)
