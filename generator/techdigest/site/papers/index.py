"""The indexes of papers: by year, author, venue and domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from techdigest.notes.model import Lang
from techdigest.site.frames import frame
from techdigest.site.papers.people import letter_of
from techdigest.site.papers.rows import Library, by_year
from techdigest.site.papers.views import PaperGroup, PaperIndex, PaperSection, PaperTab
from techdigest.site.papers.words import (
    HAN_NAMES,
    HAN_VENUES,
    INDEXES,
    LEADS,
    NO_AUTHOR,
    NO_DOMAIN,
    NO_VENUE,
    TABS,
    UNDATED,
    IndexBy,
)
from techdigest.site.views import View

_ORDERS: tuple[IndexBy, ...] = ("years", "authors", "venues", "domains")


def index_views(library: Library, lang: Lang) -> dict[str, View]:
    """The four indexes in a language, by source name."""
    sections = {"years": _years, "authors": _authors, "venues": _venues, "domains": _domains}
    return {
        source_of(library, lang, order): _view(library, lang, order, tuple(sections[order](library, lang)))
        for order in _ORDERS
    }


def source_of(library: Library, lang: Lang, order: IndexBy) -> str:
    """The source name of an index."""
    addresses = library.catalogue.addresses
    return addresses.papers(lang) if order == "years" else addresses.papers_by(lang, order)


def tabs(library: Library, lang: Lang, here: str) -> tuple[PaperTab, ...]:
    """The ways to look at all papers, the graph among them; `here` is the one that is shown."""
    addresses = library.catalogue.addresses
    found: dict[str, str] = {order: source_of(library, lang, order) for order in _ORDERS}
    found["graph"] = addresses.paper_graph(lang)
    return tuple(
        PaperTab(TABS[order][lang], addresses.url_of_source(source), order == here)
        for order, source in found.items()
    )


def _view(library: Library, lang: Lang, order: IndexBy, sections: tuple[PaperSection, ...]) -> View:
    discussed = sum(count > 0 for count in library.works.values())
    lead = LEADS[lang].format(n=len(library.papers), discussed=discussed)
    index = PaperIndex(order, tabs(library, lang, order), sections)
    return replace(frame(library.catalogue, "papers", lang, INDEXES[order][lang], lead), papers=index)


def _years(library: Library, lang: Lang) -> Iterator[PaperSection]:
    papers = sorted(library.papers, key=by_year)
    for year, together in groupby(papers, key=lambda paper: paper.year):
        title = UNDATED[lang] if year is None else str(year)
        anchor = "undated" if year is None else f"year-{year}"
        rows = tuple(library.row(paper, lang) for paper in together)
        yield PaperSection(title, anchor, (PaperGroup("", "", rows),))


def _authors(library: Library, lang: Lang) -> Iterator[PaperSection]:
    groups = (
        (
            letter_of(person.author.family),
            PaperGroup(_filed(person.author.family, person.author.given, person.author.name), person.anchor,
                       library.rows(person.papers, lang)),
        )
        for person in library.people.persons
    )  # fmt: skip
    yield from _lettered(groups, HAN_NAMES[lang])
    if rest := library.rows((paper for paper in library.papers if not paper.authors), lang):
        yield PaperSection(NO_AUTHOR[lang], "no-author", (PaperGroup("", "", rest),))


def _venues(library: Library, lang: Lang) -> Iterator[PaperSection]:
    groups = (
        (
            letter_of(venue.name),
            PaperGroup(venue.name, venue.anchor, library.rows(venue.papers, lang), details=venue.full_name),
        )
        for venue in library.venues.venues
    )
    yield from _lettered(groups, HAN_VENUES[lang])
    if rest := library.rows((paper for paper in library.papers if not paper.venue), lang):
        yield PaperSection(NO_VENUE[lang], "no-venue", (PaperGroup("", "", rest),))


def _domains(library: Library, lang: Lang) -> Iterator[PaperSection]:
    catalogue = library.catalogue
    for domain in catalogue.domain_names:
        found = [paper for paper in library.papers if domain in library.domains[paper.key]]
        if rows := library.rows(found, lang):
            title = catalogue.domain_name(domain, lang)
            yield PaperSection(title, f"domain-{domain}", (PaperGroup("", "", rows),))
    rest = [
        paper
        for paper in library.papers
        if not library.domains[paper.key].keys() & catalogue.domain_names.keys()
    ]
    if rows := library.rows(rest, lang):
        yield PaperSection(NO_DOMAIN[lang], "no-domain", (PaperGroup("", "", rows),))


def _lettered(groups: Iterable[tuple[str, PaperGroup]], han: str) -> Iterator[PaperSection]:
    """Groups under their letters: A to Z, then other letters, then Han characters."""
    together: dict[str, list[PaperGroup]] = {}
    for letter, group in groups:
        together.setdefault(letter, []).append(group)
    for letter in sorted(together, key=lambda letter: (letter == "汉", letter == "#", letter)):
        title = han if letter == "汉" else letter
        anchor = {"汉": "letter-han", "#": "letter-other"}.get(letter, f"letter-{letter.lower()}")
        yield PaperSection(title, anchor, tuple(together[letter]))


def _filed(family: str, given: str, name: str) -> str:
    """A name as an index files it: `Fan, Bin`; Han names and names of groups stay as they are."""
    return f"{family}, {given}" if given and name != f"{family}{given}" else name
