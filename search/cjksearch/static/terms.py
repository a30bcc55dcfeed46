"""Term blocks: rows of neighbours together, a range that is too big for one block split by a hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cjksearch.static.codec import hash_of, numbers_as_text, steps, varint
from cjksearch.static.postings import FIRST_CJK, Row

#: First byte of a term block, and of a tail; no inflated file begins as gzip does, with 0x1F.
BLOCK_MARK = b"\x02"
TAIL_MARK = b"\x03"
#: Bytes of a block before compression.
_BLOCK = 2048
#: Ranges are made larger than a block rather than more than about so many: the directory names each.
_MOST_RANGES = 1024
#: Characters of a separator, but for those of one character that begin CJK terms.
_LONGEST_SEPARATOR = 3


class Range(NamedTuple):
    """Consecutive terms.

    Attributes:
        separator: Where it begins: the shortest string above all terms before; empty for the first.
        blocks: Their rows, by block.
    """

    separator: str
    blocks: list[list[Row]]


def ranges(rows: Iterable[Row], total: int) -> Iterator[Range]:
    """Yield the ranges of `rows`, of about `total` bytes."""
    least = max(_BLOCK, total // _MOST_RANGES)
    held: list[Row] = []
    filled = 0
    separator = ""
    for atom, begin in _atoms(rows):
        size = sum(row.size for row in atom)
        if held and filled + size > least:
            yield Range(separator, _split(held, filled))
            held, filled, separator = [], 0, begin
        held += atom
        filled += size
    yield Range(separator, _split(held, filled))


def _atoms(rows: Iterable[Row]) -> Iterator[tuple[list[Row], str]]:
    """Yield rows that no separator can part, and the separator before them."""
    atom: list[Row] = []
    begin = ""
    for row in rows:
        separator = separator_between(atom[-1].term, row.term) if atom else ""
        if separator:
            yield atom, begin
            atom, begin = [], separator
        atom.append(row)
    if atom:
        yield atom, begin


def separator_between(before: str, after: str) -> str:
    """Return the shortest string above `before` and not above `after`, or nothing if that were too long."""
    if after >= FIRST_CJK:
        if after[0] == before[0]:
            return ""
        first = _first_unit(after)
        return first if first != _first_unit(before) else ""
    same = 0
    while same < _LONGEST_SEPARATOR and before[same : same + 1] == after[same]:
        same += 1
    return after[: same + 1] if same < _LONGEST_SEPARATOR else ""


def _first_unit(term: str) -> str:
    """Return the first UTF-16 unit."""
    code = ord(term[0])
    return term[0] if code < 0x10000 else chr(0xD800 + (code - 0x10000 >> 10))


def _split(rows: list[Row], size: int) -> list[list[Row]]:
    count = max(1, round(size / _BLOCK))
    if count == 1:
        return [rows]
    blocks: list[list[Row]] = [[] for _ in range(count)]
    for row in rows:
        blocks[hash_of(row.term) % count].append(row)
    return blocks


def described(found: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Return what the directory says of ranges: separators, and how many blocks each has."""
    separators = [separator for separator, _ in found[1:]]
    return {
        "words": "\n".join(s for s in separators if s < FIRST_CJK),
        "characters": numbers_as_text(steps(ord(s) for s in separators if s >= FIRST_CJK)),
        "blocks": numbers_as_text(count for _, count in found),
    }


def block(rows: Sequence[Row], tails: Iterator[int]) -> tuple[bytes, dict[int, bytes]]:
    """Return a term block, not yet compressed, and the tails of its terms by their numbers from `tails`."""
    terms = "\n".join(row.term for row in rows).encode()
    starts: list[bytes] = []
    others: list[bytes] = []
    found: dict[int, bytes] = {}
    last = -1
    for place, row in enumerate(rows):
        starts.append(row.start)
        left, greatest = row.left
        if left:
            number = next(tails) if row.tail else -1
            starts += [varint(left), bytes([greatest]), varint(number + 1)]
            if row.tail:
                found[number] = TAIL_MARK + row.tail
        if row.others:
            others += [varint(place - last - 1), row.others]
            last = place
    gaps = (row.gaps for row in rows)
    impacts = (row.impacts for row in rows)
    return b"".join([BLOCK_MARK, varint(len(terms)), terms, *starts, *gaps, *impacts, *others]), found
