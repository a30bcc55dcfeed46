"""Bytes of the format: numbers, JSON, hashes, compression. FORMAT.md specifies them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

#: The format written, and the only one the client of this release reads.
FORMAT_VERSION = 2
_SURROGATES = range(0xD800, 0xE000)
_FIRST_NUMBER = 0x20  # so that no number is a control character, which JSON would spell out
# A member with no time, no name and no operating system, compressed as well as zlib can.
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


_ONE_BYTE = tuple(bytes((number,)) for number in range(0x80))


def varint(number: int) -> bytes:
    """Return `number` (0 or more), seven bits a byte, lowest first, the high bit set on all but the last."""
    if number < 0x80:
        return _ONE_BYTE[number]
    return bytes((number & 0x7F | 0x80,)) + varint(number >> 7)


def varints(numbers: NDArray[np.integer]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the bytes of all `numbers` (below 2**35), and where each begins, and at last where they end."""
    values = numbers.astype(np.int64)
    sizes = np.ones(len(values), np.int64)
    for bits in (7, 14, 21, 28):
        sizes += values >= 1 << bits
    ends = np.concatenate(([0], np.cumsum(sizes)))
    out = np.empty(ends[-1], np.uint8)
    for i in range(5):
        reach = np.flatnonzero(sizes > i)
        more = sizes[reach] > i + 1
        out[ends[reach] + i] = (values[reach] >> 7 * i & 0x7F) | more.astype(np.int64) << 7
    return out, ends


def numbers_as_text(numbers: Iterable[int]) -> str:
    """Return a character for each of `numbers` (0 or more): one of few bytes where the number is small."""
    codes = (number + _FIRST_NUMBER for number in numbers)
    return "".join(chr(code if code < _SURROGATES.start else code + len(_SURROGATES)) for code in codes)


def steps(numbers: Iterable[int]) -> list[int]:
    """Return the difference of each number to the one before, the first to 0."""
    found = [0, *numbers]
    return [after - before for before, after in pairwise(found)]


def zigzag(number: int) -> int:
    """Return `number` doubled; of a negative one, the odd number before its double."""
    return number * 2 if number >= 0 else -number * 2 - 1


def sort_key(term: str) -> bytes:
    """Order of terms and words: by UTF-16 code units, as ``<`` compares strings in JavaScript."""
    return term.encode("utf-16-be", "surrogatepass")


def to_json(value: object) -> bytes:
    """Return compact UTF-8 JSON, a lone surrogate as ``?``. Callers fix the order of keys."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def compress(raw: bytes) -> bytes:
    """Return a gzip member that depends on `raw` alone: no time, no name, no operating system."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = deflate.compress(raw) + deflate.flush()
    end = zlib.crc32(raw).to_bytes(4, "little") + (len(raw) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join((_GZIP_HEADER, packed, end))
