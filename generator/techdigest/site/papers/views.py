"""What the templates of papers get. Plain text everywhere: templates escape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date

from techdigest.notes.model import Lang
from techdigest.site.papers.words import IndexBy
from techdigest.site.views import Link


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as a list shows it.

    `authors` are the first ones, as text; `notes` is how many notes discuss it; `shared`, where shown, in how
    many it comes up together with the paper of the page.
    """

    title: str
    title_lang: Lang
    url: str
    authors: str
    year: int | None
    venue: str
    notes: int
    is_checked: bool = True
    shared: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that mentions the paper, cut where its name stands; `name` is empty where it is not found.

    `heading` is the section's and `path` the note's file. `url` leads to the note, and, once pages are
    rendered and their anchors known, to the place itself. `is_first`: the note names the paper here first.
    """

    before: str
    name: str
    after: str
    heading: str
    path: str
    url: str
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class DiscussedPart:
    """A digest item that discusses the paper; without title, the note itself."""

    title: str
    url: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Discussed:
    """A note, in the language `lang`, that discusses the paper; `path` is its file."""

    title: str
    url: str
    lang: Lang
    date: Date | None
    path: str
    parts: tuple[DiscussedPart, ...]


@dataclass(frozen=True, slots=True)
class PaperExport:
    """The paper in a format for reference managers: its text, and the file to download."""

    name: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper, as its page shows it.

    `type` is its kind in the page's language. `authors`, `venue` and `year` lead to their place in the
    indexes, `ids` to where it can be read (or nowhere), `pdf_url` to the PDF. `metadata` are Highwire's names
    and values, `item_type` is Zotero's name of the kind. `newest` is the date of the newest note,
    `domains` are the ids of those in which it is discussed.
    """

    key: str
    slug: str
    type: str
    title_lang: Lang
    aliases: tuple[tuple[str, Lang], ...]
    authors: tuple[Link, ...]
    has_more: bool
    venue: Link | None
    details: str
    year: Link | None
    ids: tuple[Link, ...]
    pdf_url: str
    is_checked: bool
    exports: tuple[PaperExport, ...]
    discussed: tuple[Discussed, ...]
    cites: tuple[PaperRow, ...]
    cited_by: tuple[PaperRow, ...]
    related: tuple[PaperRow, ...]
    item_type: str
    metadata: tuple[tuple[str, str], ...]
    data: Mapping[str, object]
    newest: Date | None
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The papers of one author or venue, whose name is `title` and, written in full, `details`."""

    title: str
    anchor: str
    rows: tuple[PaperRow, ...]
    details: str = ""


@dataclass(frozen=True, slots=True)
class PaperSection:
    """What stands under one letter: its groups; or in one year or domain: a single group without title."""

    title: str
    anchor: str
    groups: tuple[PaperGroup, ...]


@dataclass(frozen=True, slots=True)
class PaperTab:
    """One of the ways to look at all papers."""

    title: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class PaperIndex:
    """All papers in one order, `by` years, authors, venues or domains, and the ways to the others."""

    by: IndexBy
    tabs: tuple[PaperTab, ...]
    sections: tuple[PaperSection, ...]
