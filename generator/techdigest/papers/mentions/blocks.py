"""A Markdown body, cut into paragraphs, list items and headings, with what is no prose made opaque."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.papers.mentions.candidates import OPAQUE, Block, Kind
from techdigest.papers.mentions.index import TitleIndex
from techdigest.papers.mentions.links import find_links, take_definitions, without_addresses
from techdigest.papers.mentions.mask import masked

_HEADING = re.compile(r"#{1,6}(?!#)[ \t]*")
_ITEM = re.compile(r"(?:[ \t]*>)*[ \t]*(?:[-*+•·][ \t]+|\d{1,4}[.)、．][ \t]*(?!\d))(?:\[[ xX]\][ \t])?")
_QUOTE = re.compile(r"(?:[ \t]*>)+[ \t]*|[ \t]+")
_IMAGE = re.compile(
    r"!\[[^\[\]\n]{0,500}\](?:\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)|\[[^\[\]\n]{0,200}\])?"
)
_ATTRIBUTES = re.compile(r"\{:?[ ]{0,3}(?=[#.]|[\w:\-]{1,60}=)[^{}\n]{1,2000}\}")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\n]{1,100}\]:?")


def blocks_of(body: str, titles: TitleIndex) -> Iterator[Block]:
    """Yield the blocks of a body in order."""
    text = masked(body)
    for pattern in (_IMAGE, _ATTRIBUTES, _FOOTNOTE):
        text = pattern.sub(lambda match: OPAQUE * len(match[0]), text)
    text, named = take_definitions(text, body)
    for start, end, kind in _spans(text):
        raw, shown = body[start:end], text[start:end]
        links = find_links(shown, raw, named)
        marks = _HEADING.match(shown) if kind == "heading" else _ITEM.match(shown) or _QUOTE.match(shown)
        content = marks.end() if marks else 0
        yield Block(without_addresses(shown, links), start, kind, tuple(links), content, titles)


def _spans(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Yield where the blocks stand: up to a blank line, a heading, the next item or row."""
    start, at = -1, 0
    kind: Kind = "text"
    for line in text.split("\n"):
        begins = _kind(line)
        if start >= 0 and (begins or not line.strip() or kind == "heading"):
            yield start, at - 1, kind
            start = -1
        if line.strip() and start < 0:
            start, kind = at, begins or "text"
        at += len(line) + 1
    if start >= 0:
        yield start, len(text), kind


def _kind(line: str) -> Kind | None:
    """What a line begins, None where it goes on."""
    if line.startswith("#"):
        return "heading"
    if _ITEM.match(line):
        return "item"
    return "text" if line.lstrip().startswith("|") else None
