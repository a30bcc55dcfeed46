"""Identifiers in texts: addresses first, then what stands there bare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from techdigest.papers.identifiers.addresses import (
    Address,
    embedded,
    find_addresses,
    find_bare_addresses,
    split_address,
    trim,
)
from techdigest.papers.identifiers.doi import read_any_address
from techdigest.papers.identifiers.families import BY_HOST, BY_PREFIX, BY_SCHEME, FAMILIES, families_of
from techdigest.papers.model import PaperId

_DIGIT = re.compile("[0-9]")  # nothing bare is without


@dataclass(frozen=True, slots=True)
class FoundId:
    """An identifier in a text: `text[start:end]` is how it is written, as an address or bare."""

    start: int
    end: int
    id: PaperId
    form: Literal["url", "bare"]


def find_ids(text: str) -> Iterator[FoundId]:
    """Yield the identifiers in a text without markup, in order, without overlaps.

    Linear in the length of the text; never raises. Inside an address nothing bare is looked for.
    """
    found: list[tuple[int, int, PaperId | None, Literal["url", "bare"]]] = []
    if "://" in text:
        found += [(start, end, _read_address(text[start:end]), "url") for start, end in find_addresses(text)]
    if "/" in text and any(host in text for host in BY_HOST):
        for start, end in find_bare_addresses(text):
            paper_id = _read_known_host(text[start:end])
            if paper_id:
                found.append((start, end, paper_id, "url"))
    for family in FAMILIES if _DIGIT.search(text) else ():
        found += [(start, end, paper_id, "bare") for start, end, paper_id in family.find_bare(text)]
    covered = 0
    for start, end, known, form in sorted(found, key=lambda each: (each[0], -each[1])):
        if start >= covered:
            covered = end
            if known:
                yield FoundId(start, end, known, form)


def parse_id(text: str) -> PaperId | None:
    """Return the identifier that the whole of a text is.

    That is an address, what `str` makes of an identifier (`acl:P18-1001`), or a bare form
    (`arXiv:2006.14171`, a DOI). A number alone (`2006.14171`) is none.
    """
    text = text.strip().removeprefix("<").removesuffix(">")
    prefix, colon, value = text.partition(":")
    if (
        colon
        and (family := BY_PREFIX.get(prefix.strip().lower()))
        and (known := family.read_value(value.strip()))
    ):
        return known
    if text.lower().startswith(("http://", "https://")):
        return _read_address(trim(text))
    if text.startswith("10.") and (doi := BY_SCHEME["doi"].read_value(text)):
        return doi
    found = next(find_ids(text), None)
    if found and found.start == 0 and found.end >= len(trim(text)):
        return found.id
    return _read_known_host(text)


def id_url(paper_id: PaperId) -> str:
    """The address at which a paper can be read, or read about."""
    return BY_SCHEME[paper_id.scheme].url(paper_id.value)


def pdf_url(paper_id: PaperId) -> str | None:
    """The address of its PDF, where the identifier alone gives it."""
    return BY_SCHEME[paper_id.scheme].pdf_url(paper_id.value)


def _read_address(written: str, depth: int = 2) -> PaperId | None:
    address = split_address(written)
    if address is None:
        return None
    if found := _read_host(address):
        return found
    inner = embedded(address) if depth else None
    return (_read_address(inner, depth - 1) if inner else None) or read_any_address(address)


def _read_host(address: Address) -> PaperId | None:
    return next(
        (found for family in families_of(address.host) if (found := family.read_address(address))), None
    )


def _read_known_host(written: str) -> PaperId | None:
    address = split_address(written)
    return _read_host(address) if address else None
