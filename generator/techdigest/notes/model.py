"""The note model: what an author may say in front matter, and what a note is once it is read."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date as Date
from datetime import datetime
from operator import attrgetter
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from techdigest.notes.languages import LANGUAGES, Lang

__all__ = ["LANGUAGES", "DigestItem", "FrontMatter", "Lang", "Note", "Source"]


class Source(BaseModel):
    """A post, page or paper that a note or a digest item digests."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    url: str = Field(description="Where it can be read.")
    title: str | None = Field(default=None, description="Its title; the address is shown when absent.")


class FrontMatter(BaseModel):
    """What an author may write between the two `---` lines. Everything is optional; unknown keys are kept."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)

    title: str | None = Field(default=None, description="The title. Absent: the first heading.")
    date: Date | datetime | None = Field(default=None, description="When the note was first published.")
    updated: Date | datetime | None = Field(
        default=None, description="When the note last changed in substance."
    )
    lang: Lang | None = Field(
        default=None, description="The note's language. Absent: file suffix, else the text."
    )
    slug: str | None = Field(default=None, description="The note's address. Absent: the folder or file name.")
    description: str | None = Field(default=None, description="One or two sentences for listings and feeds.")
    domains: tuple[str, ...] | None = Field(default=None, description="Ids of domains.yml; empty for none.")
    tags: tuple[str, ...] = Field(default=(), description="Free keywords.")
    papers: tuple[str, ...] = Field(
        default=(), description="Keys, arXiv ids or DOIs of papers the note discusses."
    )
    sources: tuple[Source, ...] = Field(
        default=(), description="What the note digests: addresses or url/title pairs."
    )
    aliases: tuple[str, ...] = Field(
        default=(), description="Other names of the note, and old addresses (`/old/`)."
    )
    series: str | None = Field(
        default=None, description="Notes of one series link to the previous and the next."
    )
    draft: bool = Field(default=False, description="True keeps the note out of pages, feeds and index.")


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One level-2 section of a digest: what one source says.

    Attributes:
        title: The heading without number, Markdown and attributes.
        anchor: The id of the heading on the page, stable when items are reordered.
        line: The line of the heading, counted from 1 in the body (not the file).
        sources: What the item digests.
        domains: Domain ids: the author's where given, else proposed by the tagger.
        papers: What the heading's attributes name, as written: keys or identifiers.
        text: The section's plain text, for tagging.
        lead: The section's first paragraph of prose, with formulas as TeX, for listings; may be empty.
    """

    title: str
    anchor: str
    line: int
    sources: tuple[Source, ...] = ()
    domains: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    text: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A Markdown file of the content folder, read.

    Attributes:
        path: The file, relative to the content folder, with forward slashes.
        key: What translations share: the path without language and suffix, e.g. ``notes/cuckoo-filter``.
        slug: The address below the language, e.g. ``cuckoo-filter``.
        lang: Given, from the file suffix, or detected from the text.
        title: Plain text, never markup.
        body: The Markdown after the front matter, LF line ends, no byte order mark.
        body_line: The line of the file on which the body starts, counted from 1.
        front: The typed front matter.
        extra: Front matter keys the model does not know, as YAML gave them.
        items: The digest items; empty unless the note is a digest.
        domains: Domain ids of the note: the author's, else proposed by the tagger.
        text: The note's plain text without code, math and markup.
        lead: The note's first paragraph of prose, with formulas as TeX, for listings; may be empty.
        front_lines: The line of the file on which each front matter key stands.
        is_listed: In notes/ or dated: belongs in listings and feeds. Other pages only get their own page.
        is_private: Draft, hidden, unpublished or password-protected: must reach nothing that is published.
    """

    path: str
    key: str
    slug: str
    lang: Lang
    title: str
    body: str
    body_line: int = 1
    front: FrontMatter = field(default_factory=FrontMatter)
    extra: dict[str, Any] = field(default_factory=dict)
    items: tuple[DigestItem, ...] = ()
    domains: tuple[str, ...] = ()
    text: str = ""
    lead: str = ""
    front_lines: dict[str, int] = field(default_factory=dict)
    is_listed: bool = False
    is_private: bool = False

    def __reduce__(self) -> tuple[type[Note], tuple[Any, ...]]:
        # What dataclasses do for slots by themselves takes several times as long to unpickle.
        return Note, _VALUES(self)

    @property
    def is_digest(self) -> bool:
        """Whether the note digests several sources, one a section."""
        return bool(self.items)


_VALUES = attrgetter(*(each.name for each in fields(Note)))
