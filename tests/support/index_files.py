"""The files of a static index, read in Python after FORMAT.md, without the writer's code."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SLOT, SLOTS_PER_BLOCK = 8, 4


class Other(NamedTuple):
    """Another wording: how it is related, its weight, and impact by unit."""

    wording: str
    other: str
    kind: int
    weight: int
    impacts: dict[int, int]


class Posting(NamedTuple):
    """One term: its weight, impact by unit in head and tail, how many units both lack, other wordings."""

    weight: int
    impacts: dict[int, int]
    tail: dict[int, int]
    lost: int
    others: list[Other]


class IndexFiles:
    """Reads an index.

    Args:
        folder: The folder that ``cjksearch.json`` is in.
    """

    def __init__(self, folder: Path) -> None:
        manifest = json.loads((folder / "cjksearch.json").read_text("utf-8"))
        self._folder = folder / manifest["folder"]
        self.units: int = manifest["units"]
        self.directory: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(manifest["directory"])))
        bits = "".join(f"{byte:08b}" for byte in base64.b64decode(self.directory["slots"]))
        #: The page of each number.
        self.pages = [bits.count("0", 0, slot + 1) - 1 for slot in range(len(bits)) for _ in range(SLOT)]

    def terms(self) -> dict[str, Posting]:
        """Return all terms, each from the block that a client would look it up in."""
        found: dict[str, Posting] = {}
        for number, raw in self._all("t"):
            for term, posting in self._block(raw):
                assert self.block_of(term) == number, term
                found[term] = posting
        return found

    def block_of(self, term: str) -> int:
        """Return the number of the block that can hold `term`."""
        about = self.directory["terms"]
        code, separators = 0, [word for word in about["words"].split("\n") if word]
        for step in numbers(about["characters"]):
            code += step
            separators.append(chr(code))
        blocks = numbers(about["blocks"])
        assert len(blocks) == len(separators) + 1
        place = sum(_units(separator) <= _units(term) for separator in separators)
        return sum(blocks[:place]) + fnv(term) % blocks[place]

    def words(self) -> dict[str, int]:
        """Return the words as written, with the number of units each occurs in."""
        found: dict[str, int] = {}
        for _, raw in self._all("w"):
            words, counts = json.loads(raw)
            found.update(zip(words.split(), counts, strict=True))
        return found

    def readings(self) -> dict[str, list[str]]:
        """Return how characters sound."""
        blocks = [json.loads(raw) for _, raw in self._all("r")]
        return {character: sounds.split(" ") for block in blocks for character, sounds in block.items()}

    def sounds(self) -> dict[str, list[str]]:
        """Return the pairs of each sound."""
        blocks = [json.loads(raw) for _, raw in self._all("s")]
        return {sound: pairs.split(" ") for block in blocks for sound, pairs in block.items()}

    def urls(self) -> dict[int, str]:
        """Return the addresses by the units' numbers."""
        found: dict[int, str] = {}
        for number, raw in self._all("u"):
            for slot, (page, *records) in enumerate(json.loads(raw)["r"]):
                first = (number * SLOTS_PER_BLOCK + slot) * SLOT
                found.update((first + i, page + record[0]) for i, record in enumerate(records))
        return found

    def fold(self) -> dict[str, str]:
        """Return what each character is folded to."""
        before, after = (numbers(text) for text in self.directory["fold"])
        pairs: dict[str, str] = {}
        a = b = 0
        for step, other in zip(before, after, strict=True):
            a += step
            b += -(other + 1) // 2 if other % 2 else other // 2
            pairs[chr(a)] = chr(b)
        return pairs

    def _all(self, kind: str) -> Iterator[tuple[int, bytes]]:
        for path in sorted(self._folder.glob(f"{kind}/*.bin"), key=lambda path: int(path.stem)):
            yield int(path.stem), gzip.decompress(path.read_bytes())

    def _block(self, raw: bytes) -> Iterator[tuple[str, Posting]]:
        assert raw[0] == 2
        reader = _Reader(raw)
        terms = reader.text().split("\n")
        heads = []
        for _ in terms:
            count, weight = reader.varint(), reader.byte()
            cut = (reader.varint(), reader.byte(), reader.varint() - 1) if count % 2 else (0, 0, -1)
            heads.append((count // 2, weight, *cut))
        units = [reader.units(count) for count, *_ in heads]
        impacts = [reader.impacts(count) for count, *_ in heads]
        others: dict[int, list[Other]] = {}
        place = -1
        while not reader.ended:
            place += reader.varint() + 1
            others[place] = [reader.other() for _ in range(reader.varint())]
        for i, (term, (_, weight, left, greatest, number)) in enumerate(zip(terms, heads, strict=True)):
            tail = self._tail(number) if number >= 0 else {}
            assert not tail or (len(tail) == left and max(tail.values()) == greatest)
            own = dict(zip(units[i], impacts[i], strict=True))
            if term:
                yield term, Posting(weight, own, tail, left - len(tail), others.get(i, []))

    def _tail(self, number: int) -> dict[int, int]:
        raw = gzip.decompress((self._folder / "l" / f"{number}.bin").read_bytes())
        assert raw[0] == 3
        reader = _Reader(raw)
        found = reader.postings()
        assert reader.ended
        return found


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 1

    @property
    def ended(self) -> bool:
        assert self._at <= len(self._raw)
        return self._at == len(self._raw)

    def byte(self) -> int:
        self._at += 1
        return self._raw[self._at - 1]

    def varint(self) -> int:
        value = shift = 0
        while (byte := self.byte()) > 0x7F:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def text(self) -> str:
        length = self.varint()
        self._at += length
        return self._raw[self._at - length : self._at].decode()

    def units(self, count: int) -> list[int]:
        unit, found = -1, []
        for _ in range(count):
            unit += self.varint() + 1
            found.append(unit)
        return found

    def impacts(self, count: int) -> list[int]:
        packed = [self.byte() for _ in range((count + 1) // 2)]
        return [packed[i // 2] >> 4 if i % 2 else packed[i // 2] & 15 for i in range(count)]

    def postings(self) -> dict[int, int]:
        count = self.varint()
        return dict(zip(self.units(count), self.impacts(count), strict=True))

    def other(self) -> Other:
        wording, other = self.text().split("\n")
        return Other(wording, other, self.byte(), self.varint(), self.postings())


def numbers(text: str) -> list[int]:
    """Return the numbers that characters stand for."""
    return [ord(c) - 0x20 - (0x800 if ord(c) > 0xDFFF else 0) for c in text]


def fnv(term: str) -> int:
    """Return FNV-1a over UTF-16 units, 32 bits."""
    value = 0x811C9DC5
    for unit in _units(term):
        value = (value ^ unit) * 0x01000193 % 2**32
    return value


def _units(term: str) -> list[int]:
    raw = term.encode("utf-16-be", "surrogatepass")
    return [raw[i] << 8 | raw[i + 1] for i in range(0, len(raw), 2)]
