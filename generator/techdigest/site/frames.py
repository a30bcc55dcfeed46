"""What every page's view has in common: the addresses of its language's listings and feed."""

from __future__ import annotations

from typing import Any

from techdigest.notes.model import Lang
from techdigest.site.catalogue import Catalogue
from techdigest.site.views import Kind, View


def frame(
    catalogue: Catalogue, kind: Kind, lang: Lang, title: str, description: str = "", **content: Any
) -> View:
    """A view with `content` of its own; a builder may fill in more with `dataclasses.replace`."""
    listings = catalogue.addresses_of_listings.get(lang)
    if listings is None:
        listings = catalogue.addresses_of_listings[lang] = _listings(catalogue, lang)
    return View(
        kind=kind,
        lang=lang,
        title=title,
        description=description,
        has_notes=bool(catalogue.notes),
        **listings,
        **content,
    )


def _listings(catalogue: Catalogue, lang: Lang) -> dict[str, Any]:
    addresses = catalogue.addresses
    listing = addresses.url_of_source
    has_notes = bool(catalogue.notes)
    has_papers = has_notes and bool(catalogue.literature)
    return {
        "home_url": listing(addresses.home(lang)),
        "archive_url": listing(addresses.archive(lang)) if has_notes else "",
        "domains_url": listing(addresses.domains(lang)) if has_notes else "",
        "tags_url": listing(addresses.tags(lang)) if has_notes else "",
        "snippets_url": listing(addresses.snippets(lang)) if catalogue.snippets else "",
        "glossary_url": listing(addresses.glossary(lang)) if catalogue.terms else "",
        "papers_url": listing(addresses.papers(lang)) if has_papers else "",
        "graph_url": listing(addresses.paper_graph(lang)) if has_papers else "",
        "feed_url": addresses.feed(lang) if catalogue.has_feeds else "",
    }
