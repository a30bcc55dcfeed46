"""The listing pages of each language: home, archive, domains, tags, snippets, glossary and papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby

from techdigest.notes.model import Lang
from techdigest.site.addresses import Addresses
from techdigest.site.alternates import alternates
from techdigest.site.catalogue import Catalogue
from techdigest.site.frames import frame
from techdigest.site.glossary import glossary_view
from techdigest.site.graph.drawing import graph_views
from techdigest.site.papers.pages import paper_url, paper_views
from techdigest.site.shelves import Section, Shelf, shelf
from techdigest.site.snippets import snippets_view
from techdigest.site.titles import TITLES
from techdigest.site.views import Entry, Group, Link, View


def listing_views(catalogue: Catalogue, *, latest: int) -> dict[str, View]:
    """All listing pages in every language, by source name (`en/archive/index.md`); none without notes."""
    if not catalogue.notes:
        return {}
    addresses = catalogue.addresses
    views: dict[str, View] = {}
    for lang in addresses.languages:
        views |= _views(catalogue, shelf(catalogue, lang), latest)
    views |= paper_views(catalogue) | graph_views(catalogue, paper_url)
    return {
        source: replace(
            view, alternates=alternates(addresses, _same_page(addresses, source, view.lang, views))
        )
        for source, view in views.items()
    }


def _views(catalogue: Catalogue, shelf: Shelf, latest: int) -> dict[str, View]:
    addresses, lang = catalogue.addresses, shelf.lang
    views = {
        addresses.home(lang): home_view(catalogue, shelf, latest=latest),
        addresses.archive(lang): archive_view(catalogue, shelf),
        addresses.domains(lang): domains_view(catalogue, shelf),
        addresses.tags(lang): tags_view(catalogue, shelf),
    }
    if catalogue.snippets:
        views[addresses.snippets(lang)] = snippets_view(catalogue, lang)
    if catalogue.terms:
        views[addresses.glossary(lang)] = glossary_view(catalogue, lang)
    for domain, section in shelf.domains.items():
        view = frame(catalogue, "domain", lang, section.title)
        views[addresses.domain(lang, domain)] = replace(view, groups=section.groups(lang))
    for section in shelf.tags.values():
        view = frame(catalogue, "tag", lang, section.title)
        views[addresses.tag(lang, section.title)] = replace(view, groups=section.groups(lang))
    return views


def home_view(catalogue: Catalogue, shelf: Shelf, *, latest: int) -> View:
    """The latest notes and the latest digest items, `latest` of each, and the way to the domains."""
    recent = Section("", list(shelf.notes[:latest]), list(shelf.items[:latest]))
    view = frame(catalogue, "home", shelf.lang, TITLES["home"][shelf.lang])
    return replace(view, groups=recent.groups(shelf.lang), links=domain_links(catalogue, shelf))


def archive_view(catalogue: Catalogue, shelf: Shelf) -> View:
    """Every note under its year, newest first; undated notes last."""

    def year(entry: Entry) -> str:
        return f"{entry.date.year:04}" if entry.date else TITLES["undated"][shelf.lang]

    groups = tuple(Group(title, tuple(entries)) for title, entries in groupby(shelf.notes, year))
    return replace(frame(catalogue, "archive", shelf.lang, TITLES["archive"][shelf.lang]), groups=groups)


def domains_view(catalogue: Catalogue, shelf: Shelf) -> View:
    """All domains that hold something, in the taxonomy's order, with how much they hold."""
    view = frame(catalogue, "domains", shelf.lang, TITLES["domains"][shelf.lang])
    return replace(view, links=domain_links(catalogue, shelf))


def domain_links(catalogue: Catalogue, shelf: Shelf) -> tuple[Link, ...]:
    """Links to the domains of a shelf, with how much each holds."""
    addresses = catalogue.addresses
    return tuple(
        Link(section.title, addresses.url_of_source(addresses.domain(shelf.lang, domain)), section.count)
        for domain, section in shelf.domains.items()
    )


def tags_view(catalogue: Catalogue, shelf: Shelf) -> View:
    """All tags, the most used first and then by address, with the number of their notes."""
    addresses = catalogue.addresses
    links = [
        Link(section.title, addresses.url_of_source(addresses.tag(shelf.lang, section.title)), section.count)
        for section in shelf.tags.values()
    ]
    links.sort(key=lambda link: (-(link.count or 0), link.url))
    return replace(frame(catalogue, "tags", shelf.lang, TITLES["tags"][shelf.lang]), links=tuple(links))


def _same_page(addresses: Addresses, source: str, lang: Lang, views: Mapping[str, View]) -> dict[Lang, str]:
    rest = source.removeprefix(addresses.prefix(lang))
    found = {other: addresses.prefix(other) + rest for other in addresses.languages}
    return {other: addresses.url_of_source(name) for other, name in found.items() if name in views}
