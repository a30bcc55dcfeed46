"""Bytes of the format: variable-length integers, term blocks, compression. FORMAT.md specifies them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: The format written, and the only one the client of this release reads.
FORMAT_VERSION = 1
#: First byte of a term block; it tells an inflated block from a gzip one, which begins with 0x1F.
_BLOCK_MARK = 0x01


class Entry(NamedTuple):
    """One term of a term block.

    Attributes:
        term: The term.
        weight: What the term is worth in a query, in sixteenths, 0 … 255.
        units: Numbers of the units it occurs in, ascending.
        impacts: Impact in each of them, 1 … 15.
        rules: Other wordings: (phrase that begins with this term, wording to look for as well).
    """

    term: str
    weight: int
    units: Sequence[int]
    impacts: Sequence[int]
    rules: Sequence[tuple[str, str]] = ()


def varint(number: int) -> bytes:
    """Return `number` (0 or more), seven bits a byte, lowest first, the high bit set on all but the last."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def sort_key(term: str) -> bytes:
    """Order of terms and words: by UTF-16 code units, as ``<`` compares strings in JavaScript."""
    return term.encode("utf-16-be")


def encode_postings(entry: Entry) -> bytes:
    """Return the count, the weight, the gaps between unit numbers, and the impacts, two to a byte."""
    out = bytearray(varint(len(entry.units)))
    out.append(entry.weight)
    previous = -1
    for number in entry.units:
        gap = number - previous - 1
        previous = number
        if gap < 0x80:
            out.append(gap)
        else:
            out += varint(gap)
    padded = [*entry.impacts, 0]
    out += bytes(padded[i] | padded[i + 1] << 4 for i in range(0, len(entry.impacts), 2))
    return bytes(out)


def encode_block(entries: Sequence[Entry], postings: Iterable[bytes]) -> bytes:
    """Return a term block, not yet compressed; `postings` are those of `entries`, encoded."""
    terms = "\n".join(entry.term for entry in entries).encode()
    rules = {entry.term: [list(rule) for rule in entry.rules] for entry in entries if entry.rules}
    return b"".join(
        [bytes([_BLOCK_MARK]), varint(len(terms)), terms, *postings, to_json(rules) if rules else b""]
    )


def to_json(value: object) -> bytes:
    """Return compact UTF-8 JSON, a lone surrogate as ``?``. Callers fix the order of keys."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def compress(raw: bytes) -> bytes:
    """Return a gzip member that depends on `raw` alone: no time, no name, no operating system."""
    packed = gzip.compress(raw, 9, mtime=0)
    return packed[:9] + b"\xff" + packed[10:]
