"""The public notes of a site, as every listing sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from cjksearch.terms import TermPair
from techdigest.notes.model import Lang, Note
from techdigest.papers.literature import Literature
from techdigest.site.addresses import Addresses
from techdigest.site.excerpts import excerpt
from techdigest.site.remember import Remember, anew
from techdigest.site.terms import section_titles
from techdigest.site.views import Entry
from techdigest.snippets.states import Standing


def day(moment: date | datetime | None) -> date | None:
    """The day of a front matter date, without its time."""
    return moment.date() if isinstance(moment, datetime) else moment


def last_changed(note: Note) -> date | None:
    """The day a note last changed, as far as its front matter says."""
    return day(note.front.updated) or day(note.front.date)


@dataclass(frozen=True)
class Catalogue:
    """Notes and plain pages that may be published, with what is needed to list them.

    Attributes:
        addresses: Where each page lives.
        notes: Listed notes; private ones must have been taken out.
        pages: Plain pages, which only take part in switching languages.
        domain_names: The names of each domain by language, in the taxonomy's order.
        minutes: Reading time of a note, in whole minutes.
        url_of: The address of a note's page, relative to the root.
        section_titles: The plain titles of a note's headings, in order.
        has_feeds: Whether feeds are written.
        snippets: Where the snippets of published pages stand.
        terms: The terms that the notes give in Chinese and in English, as `site.terms` finds them.
        literature: The papers, and which notes mention them.
        remember: Knows what was made of the same notes and papers in an earlier build.
    """

    addresses: Addresses
    notes: tuple[Note, ...]
    pages: tuple[Note, ...] = ()
    domain_names: Mapping[str, Mapping[Lang, str]] = field(default_factory=dict)
    minutes: Callable[[Note], int] = lambda note: 1
    url_of: Callable[[Note], str] = lambda note: note.path
    section_titles: Callable[[Note], Sequence[str]] = section_titles
    has_feeds: bool = False
    snippets: tuple[Standing, ...] = ()
    terms: tuple[TermPair, ...] = ()
    literature: Literature = field(default_factory=Literature)
    remember: Remember = anew

    def domain_name(self, domain_id: str, lang: Lang) -> str:
        """The name of a domain in a language; its id where the taxonomy gives none."""
        names = self.domain_names.get(domain_id, {})
        return names.get(lang) or names.get(self.addresses.default) or domain_id

    @cached_property
    def by_path(self) -> dict[str, Note]:
        """All notes and pages by their files."""
        return {note.path: note for note in (*self.notes, *self.pages)}

    def refresh(self, note: Note) -> None:
        """Let another reading of a file take the place of the first, for its own page."""
        self.by_path[note.path] = note
        self._descriptions.pop(note.path, None)
        for key in [key for key in self.entries if key[0] == note.path]:
            del self.entries[key]

    @cached_property
    def entries(self) -> dict[tuple[str, str, Lang], Entry]:
        """The entries made already, by the note's path, the item's anchor and the language of the page."""
        return {}

    @cached_property
    def addresses_of_listings(self) -> dict[Lang, dict[str, Any]]:
        """What `frames.frame` knows already."""
        return {}

    def description(self, note: Note) -> str:
        """The author's description, else the beginning of the first paragraph."""
        if note.path not in self._descriptions:
            self._descriptions[note.path] = note.front.description or excerpt(note.lead or note.text)
        return self._descriptions[note.path]

    def translations(self, note: Note) -> dict[Lang, Note]:
        """The note in every language it exists in, itself included."""
        return self._by_key.get(note.key, {note.lang: note})

    def listed(self, lang: Lang) -> tuple[Note, ...]:
        """Each note once, newest first: in `lang` where it exists, else in the best other language."""
        if lang not in self._listed:
            picked = (self._pick(translations, lang) for translations in _by_key(self.notes).values())
            self._listed[lang] = tuple(newest_first(picked))
        return self._listed[lang]

    def neighbours(self, note: Note) -> tuple[Note | None, Note | None]:
        """The older and the newer note of the note's series, or among the notes without series."""
        if note.lang not in self._neighbours:
            self._neighbours[note.lang] = _neighbours(reversed(self.listed(note.lang)))
        return self._neighbours[note.lang].get(note.path, (None, None))

    @cached_property
    def _neighbours(self) -> dict[Lang, dict[str, tuple[Note | None, Note | None]]]:
        return {}

    @cached_property
    def _descriptions(self) -> dict[str, str]:
        return {}

    @cached_property
    def _listed(self) -> dict[Lang, tuple[Note, ...]]:
        return {}

    @cached_property
    def _by_key(self) -> dict[str, dict[Lang, Note]]:
        return _by_key((*self.notes, *self.pages))

    def _pick(self, translations: Mapping[Lang, Note], lang: Lang) -> Note:
        for candidate in (lang, *self.addresses.languages):
            if candidate in translations:
                return translations[candidate]
        return next(iter(translations.values()))


def _by_key(notes: Iterable[Note]) -> dict[str, dict[Lang, Note]]:
    found: dict[str, dict[Lang, Note]] = {}
    for note in sorted(notes, key=lambda note: note.path):
        found.setdefault(note.key, {}).setdefault(note.lang, note)
    return found


def newest_first(notes: Iterable[Note]) -> list[Note]:
    """Sort by date, newest first and undated last; notes of one day by path."""

    def order(note: Note) -> tuple[int, str]:
        published = day(note.front.date)
        return (-published.toordinal() if published else 1, note.path)

    return sorted(notes, key=order)


def _neighbours(oldest_first: Iterable[Note]) -> dict[str, tuple[Note | None, Note | None]]:
    series: dict[str | None, list[Note]] = {}
    for note in oldest_first:
        series.setdefault(note.front.series, []).append(note)
    return {
        note.path: (before, after)
        for members in series.values()
        for before, note, after in zip([None, *members], members, [*members[1:], None], strict=False)
    }
