"""The overview of snippets: what each proves and what is known of it, by note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from techdigest.markdown.snippet_marks import claim_in, marks
from techdigest.markdown.snippet_words import WORDS
from techdigest.notes.model import Lang, Note
from techdigest.site.catalogue import Catalogue
from techdigest.site.frames import frame
from techdigest.site.titles import TITLES
from techdigest.site.views import SnippetGroup, SnippetRow, View
from techdigest.snippets.states import Standing, State


def snippets_view(catalogue: Catalogue, lang: Lang) -> View:
    """All snippets, by note as listings have them, plain pages last; those of a note as it has them."""
    by_path = {note.path: note for note in (*catalogue.notes, *catalogue.pages)}
    order = {note.key: position for position, note in enumerate(catalogue.listed(lang))}
    groups: dict[str, tuple[Note, list[tuple[int, SnippetRow]]]] = {}
    for standing in catalogue.snippets:
        shown = [
            (by_path[place.path], place.line) for place in standing.snippet.places if place.path in by_path
        ]
        if not shown:
            continue
        note, line = next((found for found in shown if found[0].lang == lang), shown[0])
        groups.setdefault(note.key, (note, []))[1].append((line, _row(catalogue, note, standing, lang)))
    found = sorted(groups.values(), key=lambda group: (order.get(group[0].key, len(order)), group[0].path))
    view = frame(catalogue, "snippets", lang, TITLES["snippets"][lang], summary(catalogue.snippets, lang))
    return replace(
        view,
        snippets=tuple(
            SnippetGroup(
                note.title,
                catalogue.url_of(note),
                note.lang,
                tuple(row for _, row in sorted(rows, key=_line)),
            )
            for note, rows in found
        ),
    )


def summary(standings: Iterable[Standing], lang: Lang) -> str:
    """How many snippets there are, and how many in each state."""
    words = WORDS[lang]
    counts = Counter(standing.state for standing in standings)
    states = words.separator.join(
        words.counts[state].format(n=counts[state]) for state in State if counts[state]
    )
    return words.total.format(n=counts.total(), states=states)


def _row(catalogue: Catalogue, note: Note, standing: Standing, lang: Lang) -> SnippetRow:
    claim, claim_lang = claim_in(standing.snippet, lang)
    url = f"{catalogue.url_of(note)}#snippet-{standing.snippet.id}"
    return SnippetRow(standing.snippet.id, url, claim, claim_lang, marks(standing, lang))


def _line(row: tuple[int, SnippetRow]) -> tuple[int, str]:
    return row[0], row[1].id
