"""What templates get. Plain text everywhere: templates escape. Addresses are relative to the site's root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import TYPE_CHECKING, Literal

from techdigest.markdown.snippet_marks import Mark
from techdigest.notes.model import Lang
from techdigest.site.graph.views import Graph

if TYPE_CHECKING:
    from techdigest.site.papers.views import PaperIndex, PaperPage

Kind = Literal[
    "home",
    "archive",
    "domains",
    "domain",
    "tags",
    "tag",
    "snippets",
    "glossary",
    "papers",
    "paper",
    "graph",
    "note",
    "page",
]


@dataclass(frozen=True, slots=True)
class Link:
    """A title and where it leads; `count`, where shown, is how many notes and items stand behind it."""

    title: str
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Alternate:
    """The page in another language. `is_exact` is False when it leads to that language's home instead."""

    lang: Lang
    name: str
    url: str
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A note or a digest item as a listing shows it.

    `lang` is the language of the text behind `url`; listings show it when it differs from the page's.
    `parent` is the digest an item belongs to; `items` are a digest's items; `languages` are all the
    languages the note exists in.
    """

    kind: Literal["note", "digest", "item"]
    title: str
    url: str
    lang: Lang
    date: Date | None = None
    updated: Date | None = None
    description: str = ""
    minutes: int = 1
    domains: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    sources: tuple[Link, ...] = ()
    languages: tuple[Lang, ...] = ()
    parent: Link | None = None
    items: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading in the page's language: a year of the archive, or a kind of entry."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class SnippetRow:
    """A snippet as the overview shows it.

    `url` leads to it on its page, `claim` is what it proves, in the language `claim_lang`; `marks` are what
    is known of it, one for each record.
    """

    id: str
    url: str
    claim: str
    claim_lang: Lang
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class SnippetGroup:
    """The snippets of a note, whose page is in the language `lang`."""

    title: str
    url: str
    lang: Lang
    rows: tuple[SnippetRow, ...]


@dataclass(frozen=True, slots=True)
class TermPlace:
    """Where a term is explained: a section of a note, in the language `lang`.

    `path` is the note's file and `heading` the section's, empty for the note's beginning. `url` leads to the
    note, and, once pages are rendered and their anchors known, to the section.
    """

    title: str
    heading: str
    url: str
    lang: Lang
    path: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term: its English wording, the Chinese ones with their languages, and its places."""

    anchor: str
    latin: str
    chinese: tuple[tuple[str, Lang], ...]
    places: tuple[TermPlace, ...]


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The terms that begin with a letter."""

    letter: str
    rows: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything a page's template knows beyond MkDocs: the variable `td`.

    `home_url`, `archive_url`, `domains_url`, `tags_url`, `snippets_url`, `glossary_url`, `papers_url`,
    `graph_url`, `feed_url` are those of the page's language; what there is none of has an empty one.
    Listing pages fill `groups` or `links` (the overview of domains or tags); home fills both, with links
    to the domains; the overview of snippets fills `snippets`, the glossary `terms`, the indexes of papers
    `papers`, the page of a paper `paper`, the graph of notes and papers `graph`; note pages fill `entry`,
    `previous` (the older note), `next`, `series` and, where there are papers, `data` (schema.org's words).
    `description` is the page's own, plain text.
    """

    kind: Kind
    lang: Lang
    title: str
    description: str = ""
    home_url: str = "."
    archive_url: str = ""
    domains_url: str = ""
    tags_url: str = ""
    snippets_url: str = ""
    glossary_url: str = ""
    papers_url: str = ""
    graph_url: str = ""
    feed_url: str = ""
    alternates: tuple[Alternate, ...] = ()
    has_notes: bool = True
    groups: tuple[Group, ...] = ()
    links: tuple[Link, ...] = ()
    snippets: tuple[SnippetGroup, ...] = ()
    terms: tuple[TermGroup, ...] = ()
    papers: PaperIndex | None = None
    paper: PaperPage | None = None
    graph: Graph | None = None
    data: Mapping[str, object] | None = None
    entry: Entry | None = None
    previous: Link | None = None
    next: Link | None = None
    series: str | None = None
