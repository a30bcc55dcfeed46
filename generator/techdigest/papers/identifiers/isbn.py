"""Books: ISBN-10 and ISBN-13, canonical as 13 digits. The check digit must be right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.identifiers.family import Bare, Family
from techdigest.papers.model import PaperId

_SEPARATOR = r"[-‐‑–  ]?"
_THIRTEEN = rf"97[89]{_SEPARATOR}(?:\d{_SEPARATOR}){{9}}\d"
_TEN = rf"(?:\d{_SEPARATOR}){{9}}[\dXx]"
_BARE = re.compile(
    r"(?<![A-Za-z0-9])(?:ISBN|Isbn|isbn)(?:[- ]?1[03](?=\s{0,2}[:：\s]))?(?:号|书号)?\s{0,2}[:：=]?\s{0,3}"
    rf"(?:({_THIRTEEN})(?!-?[\dXx])|({_TEN})(?!-?[0-9A-Za-z]))"
)
_PATH = re.compile(
    r"(?:.*/)?(?:isbn|dp|asin|gp/product|product)/([\dXx-]{10,17})(?:[/.].*)?", re.IGNORECASE | re.DOTALL
)


def read_value(value: str) -> PaperId | None:
    """Read ten or thirteen digits, with or without hyphens."""
    digits = re.sub(r"[-‐‑–\s]", "", value).upper()
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        return PaperId("isbn", digits) if _check_digit(digits[:12]) == digits[12] else None
    if not re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        return None
    total = sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    check = "0123456789X"[-total % 11]
    return (
        PaperId("isbn", f"978{digits[:9]}{_check_digit(f'978{digits[:9]}')}") if check == digits[9] else None
    )


def find_bare(text: str) -> Iterator[Bare]:
    """Yield what follows the word ISBN."""
    for match in _BARE.finditer(text):
        if paper_id := read_value(match[1] or match[2]):
            yield match.start(), match.end(), paper_id


def _check_digit(first_twelve: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(first_twelve))
    return str(-total % 10)


def _read_address(address: Address) -> PaperId | None:
    if given := address.value("isbn") or address.value("vid").upper().removeprefix("ISBN"):
        return read_value(given)
    match = _PATH.fullmatch(address.path)
    return read_value(match[1]) if match else None


ISBN = Family(
    scheme="isbn",
    read_value=read_value,
    read_address=_read_address,
    url=lambda value: f"https://openlibrary.org/isbn/{value}",
    hosts=(
        "openlibrary.org",
        "worldcat.org",
        "isbnsearch.org",
        "books.google.com",
        "book.douban.com",
        "amazon.com",
        "amazon.cn",
        "amazon.co.uk",
        "amazon.de",
    ),
    find_bare=find_bare,
)
