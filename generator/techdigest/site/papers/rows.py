"""All papers as rows of lists, and where each leads in the indexes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from techdigest.notes.language import detect
from techdigest.notes.model import Lang
from techdigest.papers.model import Paper
from techdigest.site.catalogue import Catalogue
from techdigest.site.papers.discussions import Discussing, discussing
from techdigest.site.papers.people import HAN, People
from techdigest.site.papers.venues import Venues
from techdigest.site.papers.views import PaperRow
from techdigest.site.papers.words import AND_OTHERS, BETWEEN
from techdigest.site.views import Link

_MOST_AUTHORS = 3


def paper_url(catalogue: Catalogue, paper: Paper, lang: Lang) -> str:
    """The address of a paper's page in a language, relative to the site's root."""
    return catalogue.addresses.url_of_source(catalogue.addresses.paper(lang, paper.slug))


def title_lang(paper: Paper) -> Lang:
    """The language of a paper's title: Chinese where it is written so, else English."""
    return detect(paper.title, default="en")


class Library:
    """The papers of a catalogue with their people, venues, domains and the number of their notes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.papers = catalogue.literature.registry.papers
        self.people = People(self.papers)
        self.venues = Venues(self.papers)
        self.title_langs = {paper.key: title_lang(paper) for paper in self.papers}
        self._rows: dict[Lang, dict[str, PaperRow]] = {}

    @cached_property
    def discussing(self) -> dict[str, Discussing]:
        """The notes that discuss each paper."""
        return {paper.key: discussing(self.catalogue, paper) for paper in self.papers}

    @cached_property
    def works(self) -> dict[str, int]:
        """How many notes discuss each paper, translations counted once."""
        return {key: len(notes) for key, notes in self.discussing.items()}

    @cached_property
    def domains(self) -> dict[str, dict[str, None]]:
        """The domains in which each paper is discussed: those of the item, or else of the note."""
        found: dict[str, dict[str, None]] = {}
        for paper in self.papers:
            own = found.setdefault(paper.key, {})
            for translations in self.discussing[paper.key].values():
                for said in translations.values():
                    of_items = {item.anchor: item.domains for item in said.note.items}
                    for discussion in said.discussions:
                        own |= dict.fromkeys(of_items.get(discussion.item, said.note.domains))
        return found

    def row(self, paper: Paper, lang: Lang) -> PaperRow:
        """A paper as a row of lists on pages in a language."""
        rows = self._rows.setdefault(lang, {})
        if paper.key not in rows:
            venue = self.venues.venue(paper)
            rows[paper.key] = PaperRow(
                paper.title,
                self.title_langs[paper.key],
                paper_url(self.catalogue, paper, lang),
                first_authors(paper, lang),
                paper.year,
                venue.name if venue else "",
                self.works[paper.key],
                paper.is_checked,
            )
        return rows[paper.key]

    def rows(self, papers: Iterable[Paper], lang: Lang) -> tuple[PaperRow, ...]:
        """Papers as rows, the newest first and undated ones last, those of a year by title."""
        return tuple(self.row(paper, lang) for paper in sorted(papers, key=by_year))

    def author_links(self, paper: Paper, lang: Lang) -> tuple[Link, ...]:
        """The authors of a paper, leading to their places in the index."""
        index = self._index(lang, "authors")
        return tuple(
            Link(author.name, f"{index}#{self.people.person(author).anchor}") for author in paper.authors
        )

    def venue_link(self, paper: Paper, lang: Lang) -> Link | None:
        """The venue of a paper as its entry names it, leading to its place in the index."""
        venue = self.venues.venue(paper)
        return Link(paper.venue, f"{self._index(lang, 'venues')}#{venue.anchor}") if venue else None

    def year_link(self, paper: Paper, lang: Lang) -> Link | None:
        """The year of a paper, leading to its place in the index."""
        addresses = self.catalogue.addresses
        index = addresses.url_of_source(addresses.papers(lang))
        return Link(str(paper.year), f"{index}#year-{paper.year}") if paper.year is not None else None

    def _index(self, lang: Lang, order: Literal["authors", "venues"]) -> str:
        addresses = self.catalogue.addresses
        return addresses.url_of_source(addresses.papers_by(lang, order))


def by_year(paper: Paper) -> tuple[int, str, str]:
    """The order of lists: the newest first, undated papers last, those of a year by title."""
    return (-paper.year if paper.year is not None else 1, paper.title.casefold(), paper.key)


def first_authors(paper: Paper, lang: Lang) -> str:
    """The first authors in one line, as pages in a language write it."""
    names = [author.family if not _is_han(author.family) else author.name for author in paper.authors]
    has_more = paper.has_more or len(names) > _MOST_AUTHORS
    return BETWEEN[lang].join(names[:_MOST_AUTHORS]) + (AND_OTHERS[lang] if has_more and names else "")


def _is_han(text: str) -> bool:
    return bool(HAN.match(text))
