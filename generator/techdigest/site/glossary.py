"""The glossary: what the notes call things in Chinese and in English, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby

from cjksearch.terms import TermPair, term_key
from techdigest.notes.model import Lang, Note
from techdigest.site.catalogue import Catalogue
from techdigest.site.frames import frame
from techdigest.site.tag_slugs import tag_slug
from techdigest.site.terms import section_of
from techdigest.site.titles import TITLES
from techdigest.site.views import TermGroup, TermPlace, TermRow, View

_LEADS: dict[Lang, str] = {
    "zh-Hans": "笔记里的 {n} 个术语，中英对照。点开出处，看它在哪里讲到。",
    "zh-Hant": "筆記裡的 {n} 個術語，中英對照。點開出處，看它在哪裡講到。",
    "en": "{n} terms of the notes in Chinese and English, and where they come up.",
}
_SCRIPTS: tuple[Lang, ...] = ("zh-Hans", "zh-Hant")
_MOST_PLACES = 6

Locate = Callable[[str, str], str | None]
"""The anchor of a section, by its note's file and its heading."""


def glossary_view(catalogue: Catalogue, lang: Lang) -> View:
    """All terms by the first letter of the English wording; links lead to notes in `lang` if there are."""
    found: dict[str, list[TermPair]] = {}
    for pair in catalogue.terms:
        found.setdefault(term_key(pair.latin), []).append(pair)
    notes = {note.key: note for note in catalogue.listed(lang)}
    rows = sorted(
        (_row(catalogue, lang, pairs, notes) for pairs in found.values()),
        key=lambda row: (row.latin.lower(), row.latin),
    )
    groups = tuple(
        TermGroup(letter, tuple(members))
        for letter, members in groupby(rows, lambda row: row.latin[0].upper())
    )
    view = frame(catalogue, "glossary", lang, TITLES["glossary"][lang], _LEADS[lang].format(n=len(rows)))
    return replace(view, terms=groups)


def located(groups: Iterable[TermGroup], locate: Locate) -> tuple[TermGroup, ...]:
    """Return the groups with links that lead to sections, as far as these have an anchor."""

    def place(given: TermPlace) -> TermPlace:
        anchor = locate(given.path, given.heading) if given.heading else None
        return replace(given, url=f"{given.url}#{anchor}") if anchor else given

    return tuple(
        replace(
            group,
            rows=tuple(replace(row, places=tuple(map(place, row.places))) for row in group.rows),
        )
        for group in groups
    )


def _row(catalogue: Catalogue, lang: Lang, pairs: list[TermPair], notes: dict[str, Note]) -> TermRow:
    latin = min(pairs, key=lambda pair: (-pair.count, pair.latin)).latin
    chinese: dict[str, Lang] = {}
    for script in sorted(_SCRIPTS, key=lambda script: script != lang):  # the page's own script first
        for pair in sorted(pairs, key=lambda pair: (-pair.count, -pair.confidence, pair.han)):
            for written_in, spelling in pair.spellings:
                if written_in == script:
                    chinese.setdefault(spelling, script)
    places = dict.fromkeys(place for pair in pairs for place in pair.places)
    shown = [
        _place(catalogue, notes[key], section) for key, section in map(section_of, places) if key in notes
    ]
    return TermRow(
        f"term-{tag_slug(latin)}", latin, tuple(chinese.items()), tuple(dict.fromkeys(shown))[:_MOST_PLACES]
    )


def _place(catalogue: Catalogue, note: Note, section: int) -> TermPlace:
    headings = catalogue.section_titles(note) if section else ()
    heading = headings[section - 1] if 0 < section <= len(headings) else ""
    return TermPlace(note.title, heading, catalogue.url_of(note), note.lang, note.path)
