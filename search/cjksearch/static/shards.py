"""Cuts the index into small files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cjksearch.index.unit import Unit
from cjksearch.static.codec import Entry, encode_block, encode_postings, to_json

#: Units to a title block: small, because ten hits lie in up to ten blocks.
TITLES_PER_BLOCK = 32
#: Bytes of a text block before compression; a query fetches one for each excerpt it shows.
TEXT_BLOCK = 8 * 1024
#: UTF-16 units of a text kept for its excerpt; the rest is found, but not shown.
TEXT_LIMIT = 24 * 1024
#: Bytes of a block of words before compression.
WORD_BLOCK = 8 * 1024


def term_blocks(entries: Iterable[Entry], size: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield (first term, last term, block) of about `size` bytes; a long posting list is alone."""
    held: list[Entry] = []
    encoded: list[bytes] = []
    filled = 0
    for entry in entries:
        postings = encode_postings(entry)
        length = len(postings) + len(entry.term.encode()) + 1
        if held and filled + length > size:
            yield held[0].term, held[-1].term, encode_block(held, encoded)
            held, encoded, filled = [], [], 0
        held.append(entry)
        encoded.append(postings)
        filled += length
    if held:
        yield held[0].term, held[-1].term, encode_block(held, encoded)


def word_blocks(words: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str, bytes]]:
    """Yield (first word, last word, block) of sorted words with the number of units each occurs in."""
    held: list[str] = []
    counts: list[int] = []
    filled = 0
    for word, count in words:
        length = len(word.encode()) + 2
        if held and filled + length > WORD_BLOCK:
            yield held[0], held[-1], to_json([" ".join(held), counts])
            held, counts, filled = [], [], 0
        held.append(word)
        counts.append(count)
        filled += length
    if held:
        yield held[0], held[-1], to_json([" ".join(held), counts])


def separators(ranges: Sequence[tuple[str, str]]) -> str:
    """Return, for each block but the first, the shortest string that parts it from the block before.

    Args:
        ranges: First and last key of each block, in order.
    """
    found = []
    for (_, last), (first, _) in pairwise(ranges):
        end = 1
        # Whole characters, so that no surrogate pair is cut; order is that of UTF-16 units.
        while end < len(first) and first[:end].encode("utf-16-be") <= last.encode("utf-16-be"):
            end += 1
        found.append(first[:end])
    return "\n".join(found)


def text_blocks(units: Sequence[Unit]) -> tuple[list[bytes], list[int]]:
    """Return the blocks of texts for excerpts, and for each unit the number of the block its text is in."""
    blocks: list[bytes] = []
    places: list[int] = []
    held: list[str] = []
    filled = 0
    for unit in units:
        text = unit.text if len(unit.text) <= TEXT_LIMIT // 2 else _clip(unit.text)
        length = len(text.encode("utf-8", "replace"))
        if held and filled + length > TEXT_BLOCK:
            blocks.append(to_json(held))
            held, filled = [], 0
        held.append(text)
        filled += length
        places.append(len(blocks))
    if held:
        blocks.append(to_json(held))
    return blocks, places


def title_blocks(units: Sequence[Unit], places: Sequence[int]) -> list[bytes]:
    """Return the blocks of titles: what a hit shows before its excerpt.

    A record is ``[url, title, heading, class, date, tags, text, id]`` with empty values cut from its end;
    title 0 is the one before, an id of 0 is the url. A class is ``[lang, kind, facets]``.
    """
    blocks = []
    for begin in range(0, len(units), TITLES_PER_BLOCK):
        part = units[begin : begin + TITLES_PER_BLOCK]
        classes: dict[bytes, int] = {}
        kinds: list[object] = []
        records = []
        title: str | None = None
        for unit, place in zip(part, places[begin : begin + TITLES_PER_BLOCK], strict=True):
            facets = {name: list(values) for name, values in sorted(unit.facets.items())}
            kind = [unit.lang, unit.kind, facets]
            number = classes.setdefault(to_json(kind), len(classes))
            if number == len(kinds):
                kinds.append(kind)
            same_page = 0 if unit.title == title else unit.title
            title = unit.title
            # A text's place in its block follows from the records before it; only the block's number is kept.
            record = [unit.url, same_page, unit.heading, number, unit.date, list(unit.tags) or 0,
                      place - places[begin], 0 if unit.id == unit.url else unit.id]  # fmt: skip
            while record and not record[-1] and len(record) > 2:
                record.pop()
            records.append(record)
        skipped = 0  # texts of the same block that belong to units before this one
        while begin - skipped - 1 >= 0 and places[begin - skipped - 1] == places[begin]:
            skipped += 1
        blocks.append(to_json({"c": kinds, "x": [places[begin], skipped], "r": records}))
    return blocks


def _clip(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: TEXT_LIMIT * 2].decode("utf-16-le", "ignore")
