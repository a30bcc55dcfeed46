"""A note or a digest item, as a listing shows it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from techdigest.notes.model import DigestItem, Lang, Note, Source
from techdigest.site.addresses import Addresses
from techdigest.site.catalogue import Catalogue, day
from techdigest.site.excerpts import excerpt
from techdigest.site.tag_slugs import distinct_tags
from techdigest.site.views import Entry, Link


def note_entry(catalogue: Catalogue, note: Note, lang: Lang) -> Entry:
    """The entry of a note on a page in `lang`: names of domains and addresses are those of that language."""
    entry = catalogue.entries.get((note.path, "", lang))
    if entry is None:
        entry = catalogue.entries[note.path, "", lang] = _note_entry(catalogue, note, lang)
    return entry


def _note_entry(catalogue: Catalogue, note: Note, lang: Lang) -> Entry:
    url = catalogue.url_of(note)
    return Entry(
        kind="digest" if note.is_digest else "note",
        title=note.title,
        url=url,
        lang=note.lang,
        date=day(note.front.date),
        updated=day(note.front.updated),
        description=catalogue.description(note),
        minutes=catalogue.minutes(note),
        domains=domain_links(catalogue, note.domains, lang),
        tags=tag_links(catalogue.addresses, note.front.tags, lang),
        sources=source_links(note.front.sources),
        languages=_languages(catalogue, note),
        items=tuple(Link(item.title, item_url(url, item)) for item in note.items),
    )


def item_entry(catalogue: Catalogue, note: Note, item: DigestItem, lang: Lang) -> Entry:
    """The entry of one item of a digest; it shares the digest's date and leads to its own section."""
    entry = catalogue.entries.get((note.path, item.anchor, lang))
    if entry is None:
        entry = catalogue.entries[note.path, item.anchor, lang] = _item_entry(catalogue, note, item, lang)
    return entry


def _item_entry(catalogue: Catalogue, note: Note, item: DigestItem, lang: Lang) -> Entry:
    url = catalogue.url_of(note)
    return Entry(
        kind="item",
        title=item.title,
        url=item_url(url, item),
        lang=note.lang,
        date=day(note.front.date),
        updated=day(note.front.updated),
        description=excerpt(item.lead or item.text),
        domains=domain_links(catalogue, item.domains, lang),
        sources=source_links(item.sources),
        languages=_languages(catalogue, note),
        parent=Link(note.title, url),
    )


def item_url(note_url: str, item: DigestItem) -> str:
    """The address of an item: its digest's page and the anchor, percent-encoded."""
    return f"{note_url}#{quote(item.anchor)}"


def domain_links(catalogue: Catalogue, domains: Iterable[str], lang: Lang) -> tuple[Link, ...]:
    """Links to the pages of the domains the taxonomy knows, in the order given."""
    addresses = catalogue.addresses
    return tuple(
        _link(catalogue.domain_name(domain, lang), addresses.url_of_source(addresses.domain(lang, domain)))
        for domain in dict.fromkeys(domains)
        if domain in catalogue.domain_names
    )


def tag_links(addresses: Addresses, tags: Iterable[str], lang: Lang) -> tuple[Link, ...]:
    """Links to the pages of tags; spellings of one tag count once."""
    return tuple(
        _link(tag, addresses.url_of_source(addresses.tag(lang, tag))) for tag in distinct_tags(tags).values()
    )


def source_links(sources: Iterable[Source]) -> tuple[Link, ...]:
    """Links to what was digested: web addresses only, so that no listing carries `javascript:`."""
    return tuple(
        Link(source.title or source.url, source.url)
        for source in sources
        if source.url.lower().startswith(("https://", "http://"))
    )


@lru_cache(maxsize=50_000)
def _link(title: str, url: str) -> Link:
    """A link that stands in many entries."""
    return Link(title, url)


def _languages(catalogue: Catalogue, note: Note) -> tuple[Lang, ...]:
    found = catalogue.translations(note)
    if len(found) == 1:
        return tuple(found)
    own = catalogue.addresses.languages
    return (*(lang for lang in own if lang in found), *(lang for lang in sorted(found) if lang not in own))
