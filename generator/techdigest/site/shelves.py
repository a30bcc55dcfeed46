"""The notes and digest items of one language's listings, each turned into an entry once."""

from __future__ import annotations

from dataclasses import dataclass, field

from techdigest.notes.model import DigestItem, Lang, Note
from techdigest.site.catalogue import Catalogue
from techdigest.site.entries import item_entry, note_entry
from techdigest.site.tag_slugs import distinct_tags
from techdigest.site.titles import TITLES
from techdigest.site.views import Entry, Group


@dataclass(slots=True)
class Section:
    """What one domain or tag page holds."""

    title: str
    notes: list[Entry] = field(default_factory=list)
    items: list[Entry] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many entries the page shows."""
        return len(self.notes) + len(self.items)

    def groups(self, lang: Lang) -> tuple[Group, ...]:
        """The groups that are not empty, with their titles in a language."""
        groups = (
            Group(TITLES["notes"][lang], tuple(self.notes)),
            Group(TITLES["items"][lang], tuple(self.items)),
        )
        return tuple(group for group in groups if group.entries)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One language's entries, newest first, and the sections they fall into.

    `domains` keeps the taxonomy's order and `tags` the order of first use; keys are ids and slugs.
    A digest stands in a domain by its items where any of them belongs there, else by itself.
    """

    lang: Lang
    notes: tuple[Entry, ...]
    items: tuple[Entry, ...]
    domains: dict[str, Section]
    tags: dict[str, Section]


def shelf(catalogue: Catalogue, lang: Lang) -> Shelf:
    """Fill the shelf of a language."""
    notes = [(note, note_entry(catalogue, note, lang)) for note in catalogue.listed(lang)]
    items = [(item, item_entry(catalogue, note, item, lang)) for note, _ in notes for item in note.items]
    return Shelf(
        lang,
        tuple(entry for _, entry in notes),
        tuple(entry for _, entry in items),
        _by_domain(catalogue, lang, notes, items),
        _by_tag(notes),
    )


def _by_domain(
    catalogue: Catalogue, lang: Lang, notes: list[tuple[Note, Entry]], items: list[tuple[DigestItem, Entry]]
) -> dict[str, Section]:
    sections = {domain: Section(catalogue.domain_name(domain, lang)) for domain in catalogue.domain_names}
    for note, entry in notes:
        spoken_for = {domain for item in note.items for domain in item.domains}
        for domain in dict.fromkeys(note.domains):
            if domain in sections and domain not in spoken_for:
                sections[domain].notes.append(entry)
    for item, entry in items:
        for domain in dict.fromkeys(item.domains):
            if domain in sections:
                sections[domain].items.append(entry)
    return {domain: section for domain, section in sections.items() if section.count}


def _by_tag(notes: list[tuple[Note, Entry]]) -> dict[str, Section]:
    sections: dict[str, Section] = {}
    for note, entry in notes:
        for slug, spelling in distinct_tags(note.front.tags).items():
            sections.setdefault(slug, Section(spelling)).notes.append(entry)
    return sections
