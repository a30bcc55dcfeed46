"""One Atom feed per language (RFC 4287)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from urllib.parse import urljoin
from xml.etree import ElementTree

from techdigest.notes.model import Lang, Note
from techdigest.site.catalogue import Catalogue
from techdigest.site.entries import note_entry
from techdigest.site.papers.rows import paper_url
from techdigest.site.views import Entry, Link

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# XML 1.0 has no place for these characters, escaped or not.
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def feed(catalogue: Catalogue, lang: Lang, *, site_url: str, site_name: str, limit: int) -> str | None:
    """The feed of a language as XML: its newest `limit` dated notes, as its listings show them.

    Atom asks for a time of change of each entry; undated notes have none and stay out.
    None if nothing is left.
    """
    notes = [note for note in catalogue.listed(lang) if note.front.date or note.front.updated][:limit]
    if not notes:
        return None
    home = urljoin(site_url, catalogue.addresses.url_of_source(catalogue.addresses.home(lang)))
    root = ElementTree.Element("feed", {"xmlns": ATOM, XML_LANG: lang})
    _add(root, "title", site_name)
    _add(root, "id", home)
    _add(root, "link", rel="alternate", type="text/html", href=home)
    _add(
        root,
        "link",
        rel="self",
        type="application/atom+xml",
        href=urljoin(site_url, catalogue.addresses.feed(lang)),
    )
    _add(root, "updated", rfc3339(max(_changed(note) for note in notes)))
    _add(_add(root, "author"), "name", site_name)
    for note in notes:
        _add_entry(root, note, note_entry(catalogue, note, lang), _papers(catalogue, note, lang), site_url)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def moment(value: date | datetime) -> datetime:
    """A front matter date as a point in time; without a time it is midnight, without a zone UTC."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.min)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def rfc3339(value: datetime) -> str:
    """A point in time as Atom writes it."""
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")


def _changed(note: Note) -> datetime:
    changed = note.front.updated or note.front.date
    assert changed is not None, "undated notes were left out"  # noqa: S101 - narrows the type
    return moment(changed)


def _papers(catalogue: Catalogue, note: Note, lang: Lang) -> tuple[Link, ...]:
    """The papers that a note mentions, in its order, and their pages."""
    papers = catalogue.literature.papers_of(note.path)
    return tuple(Link(paper.title, paper_url(catalogue, paper, lang)) for paper in papers)


def _add_entry(
    root: ElementTree.Element, note: Note, entry: Entry, papers: tuple[Link, ...], site_url: str
) -> None:
    url = urljoin(site_url, entry.url)
    node = _add(root, "entry")
    node.set(XML_LANG, entry.lang)
    _add(node, "title", entry.title)
    _add(node, "id", url)
    _add(node, "link", rel="alternate", type="text/html", hreflang=entry.lang, href=url)
    for source in entry.sources:
        _add(node, "link", rel="via", title=source.title, href=source.url)
    for paper in papers:
        _add(
            node,
            "link",
            rel="related",
            type="text/html",
            title=paper.title,
            href=urljoin(site_url, paper.url),
        )
    if note.front.date:
        _add(node, "published", rfc3339(moment(note.front.date)))
    _add(node, "updated", rfc3339(_changed(note)))
    for term in _terms((*entry.domains, *entry.tags)):
        _add(node, "category", term=term)
    _add(node, "summary", entry.description)


def _terms(links: tuple[Link, ...]) -> dict[str, None]:
    return dict.fromkeys(link.title for link in links)


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    kept = {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    node = ElementTree.SubElement(parent, name, kept)
    node.text = None if text is None else _NOT_XML.sub("", text)
    return node
