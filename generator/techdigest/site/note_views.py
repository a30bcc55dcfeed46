"""What the page of one note or plain page shows around its text."""

from __future__ import annotations

from techdigest.notes.model import Lang, Note
from techdigest.site.alternates import alternates
from techdigest.site.catalogue import Catalogue
from techdigest.site.entries import note_entry
from techdigest.site.frames import frame
from techdigest.site.papers.metadata import note_data
from techdigest.site.papers.rows import title_lang
from techdigest.site.views import Link, View


def note_view(catalogue: Catalogue, note: Note) -> View:
    """The view of a listed note: its entry, its neighbours, and where it is in other languages."""
    lang = catalogue.addresses.language(note.lang)
    entry = note_entry(catalogue, note, lang)
    older, newer = catalogue.neighbours(note)
    return frame(
        catalogue,
        "note",
        note.lang,
        note.title,
        entry.description,
        alternates=alternates(catalogue.addresses, same_page(catalogue, note)),
        entry=entry,
        previous=_link(catalogue, older),
        next=_link(catalogue, newer),
        series=note.front.series,
        data=_data(catalogue, note, entry.description) if catalogue.literature else None,
    )


def page_view(catalogue: Catalogue, page: Note) -> View:
    """The view of a plain page, such as a guide."""
    return frame(
        catalogue,
        "page",
        page.lang,
        page.title,
        page.front.description or "",
        alternates=alternates(catalogue.addresses, same_page(catalogue, page)),
    )


def bare_view(catalogue: Catalogue, title: str) -> View:
    """The view of a page that is no note and has no source, such as 404.html."""
    addresses = catalogue.addresses
    return frame(catalogue, "page", addresses.default, title, alternates=alternates(addresses, {}))


def same_page(catalogue: Catalogue, note: Note) -> dict[Lang, str]:
    """The address of the note in each language it exists in."""
    return {lang: catalogue.url_of(other) for lang, other in catalogue.translations(note).items()}


def _data(catalogue: Catalogue, note: Note, description: str) -> dict[str, object]:
    papers = catalogue.literature.papers_of(note.path)
    return note_data(note, description, [(paper, title_lang(paper)) for paper in papers])


def _link(catalogue: Catalogue, note: Note | None) -> Link | None:
    return Link(note.title, catalogue.url_of(note)) if note else None
