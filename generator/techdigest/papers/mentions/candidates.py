"""What the forms are given, and what they find: spans of a block of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from techdigest.papers.mentions.ends import ends_of_sentences
from techdigest.papers.mentions.index import TitleIndex
from techdigest.papers.model import Form, Paper, PaperId

OPAQUE = "\ufffc"
"""Stands for what is no prose: code, a formula, a picture, an address. No title goes across it."""

TAG = "\ufdd0"
"""Stands for a tag of HTML or an autolink, until links have been read; then it is blank."""

Kind = Literal["heading", "item", "text"]


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a block of text that names an entry of the registry: `text[start:end]`."""

    start: int
    end: int
    key: str
    form: Form


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place at which a form sees a paper, with an entry (`key`) or without.

    Attributes:
        line: What belongs together at this place, a labelled or reference line, as a span: of several
            candidates of one paper in it, one is kept. Empty (0, 0) for a place of its own.
    """

    start: int
    end: int
    form: Form
    key: str | None = None
    id: PaperId | None = None
    title: str | None = None
    locator: str = ""
    line: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a block: `text[start:end]` as a whole, its text at `text_start:text_end`, its address."""

    start: int
    end: int
    text_start: int
    text_end: int
    url: str


@dataclass(frozen=True)
class Block:
    """A paragraph, list item or heading.

    Attributes:
        text: Its text, as long as its Markdown; what is no prose is `OPAQUE`, marks that only format stay.
        offset: Where it starts in the note's body.
        links: The links in it, in order; in `text` their addresses are opaque.
        content: Where the text starts, behind `- `, `## `, `> ` and the like.
    """

    text: str
    offset: int = 0
    kind: Kind = "text"
    links: tuple[Link, ...] = ()
    content: int = 0
    titles: TitleIndex = field(default_factory=TitleIndex)

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """The spans of its lines, the first without the marks before it."""
        spans, start = [], self.content
        while start <= len(self.text):
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
            spans.append((start, end))
            start = end + 1
        return tuple(spans)

    @cached_property
    def has_titles(self) -> bool:
        """Whether titles of entries may stand in it; asked first, as most blocks have none."""
        return self.titles.may_stand_in(self.text)

    @cached_property
    def sentence_ends(self) -> tuple[tuple[int, int], ...]:
        """Where the marks stand with which its sentences end: their spans, in order."""
        return tuple(ends_of_sentences(self.text))

    def of(self, candidate_id: PaperId | None, title: str | None) -> Paper | None:
        """The entry with an identifier or a title."""
        by_id = self.titles.registry.by_id(candidate_id) if candidate_id else None
        return by_id or (self.titles.registry.by_title(title) if title else None)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the blanks and marks of emphasis at its edges."""
    while start < end and (text[start].isspace() or text[start] in "*_~"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_~"):
        end -= 1
    return start, end
