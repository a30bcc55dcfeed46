"""What each family of identifiers knows: how to read it, where it is published, how it looks when bare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from techdigest.papers.identifiers.addresses import Address
from techdigest.papers.model import PaperId, Scheme

Bare = tuple[int, int, PaperId]
"""Start, end and identifier of what stands in a text without being an address."""


def find_nothing(_text: str) -> Iterator[Bare]:
    """The identifiers of a family that has no bare form."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Family:
    """One scheme of identifiers.

    Attributes:
        scheme: Its name, which is also the prefix of the written form `scheme:value`.
        read_value: Reads what follows that prefix; None where it is no such identifier. It may return an
            identifier of another scheme: the DOI of an arXiv paper is its arXiv identifier.
        read_address: Reads an address on one of the `hosts`.
        url: The address at which a value can be read.
        pdf_url: The address of the PDF, where the value alone gives it.
        hosts: Without `www.`; subdomains belong to them.
        prefixes: Other names for the prefix, lower case.
        find_bare: Yields the bare forms in a text, in order; linear in its length.
    """

    scheme: Scheme
    read_value: Callable[[str], PaperId | None]
    read_address: Callable[[Address], PaperId | None]
    url: Callable[[str], str]
    pdf_url: Callable[[str], str | None] = lambda _value: None
    hosts: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    find_bare: Callable[[str], Iterator[Bare]] = find_nothing
