"""What a paper is, how it is identified, and what a mention of one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Scheme = Literal[
    "arXiv", "doi", "acl", "openreview", "usenix", "pmlr", "neurips", "cvf", "s2", "pubmed", "isbn"
]

Form = Literal["link", "id", "title", "quote", "citation", "label", "reference", "front-matter", "note-title"]
"""How a text names a paper: a link's address; a bare identifier; 《a title》; "a title" in quotation marks;
`[@key]`; a labelled line (论文地址：); a line of a reference list; front matter; the note's own title or file
name."""


@dataclass(frozen=True, slots=True, order=True)
class PaperId:
    """An identifier in its one canonical spelling: no version, no host, lower case where that is the same."""

    scheme: Scheme
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


@dataclass(frozen=True, slots=True)
class Author:
    """A person, or (`given` empty) a group or somebody known by one name."""

    family: str
    given: str = ""

    @property
    def name(self) -> str:
        """The name as it is read: given names first, but not for names in Han characters."""
        if not self.given:
            return self.family
        is_han = "\u3400" <= self.family[0] <= "\u9fff"
        return f"{self.family}{self.given}" if is_han else f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True)
class Paper:
    """An entry of papers.bib: plain Unicode text everywhere, TeX decoded.

    Attributes:
        key: The citation key, as `[@key]` and front matter write it.
        slug: Its address below `papers/`, unique.
        type: The BibTeX type, lower case: article, inproceedings, book, misc, techreport, …
        title: The title, with its subtitle.
        authors: In order; `has_more` says that the entry ends in "and others".
        venue: Journal, proceedings, publisher or institution, whichever the entry has first; may be empty.
        year: The year of publication, if known.
        ids: Canonical identifiers, sorted; of several for one work all are given.
        url: Where it can be read, a web address; may be empty.
        aliases: Other titles, Chinese ones among them.
        cites: Keys of entries of this registry that it cites.
        is_checked: False where the entry says that its metadata could not be checked.
        fields: All fields of the entry by lower-case name, decoded, for export.
        line: The line of papers.bib on which the entry starts.
    """

    key: str
    slug: str
    type: str
    title: str
    authors: tuple[Author, ...] = ()
    has_more: bool = False
    venue: str = ""
    year: int | None = None
    ids: tuple[PaperId, ...] = ()
    url: str = ""
    aliases: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    is_checked: bool = True
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    line: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """One place at which a text names one paper.

    Attributes:
        path: The file, as diagnostics name it.
        line: Of the file, from 1.
        column: Of the line, in characters, from 1.
        form: See `Form`.
        text: What stands there, at most 300 characters.
        id: The canonical identifier, where the mention gives one.
        title: The title, where the mention gives one.
        key: The entry of the registry; None where there is none.
        heading: The plain title of the innermost section of level 2 or deeper; empty before the first.
        item: The anchor of the digest item it belongs to; empty outside of items.
        sentence: The sentence (or line of a list) around it as plain text, at most 300 characters; empty for
            front matter and titles.
        locator: What a citation adds: `sec. 3`.
    """

    path: str
    line: int
    column: int
    form: Form
    text: str
    id: PaperId | None = None
    title: str | None = None
    key: str | None = None
    heading: str = ""
    item: str = ""
    sentence: str = ""
    locator: str = ""
