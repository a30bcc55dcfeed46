"""The terms that notes give in Chinese and in English, mined section by section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from cjksearch.terms import Parallel, Passage, TermPair, mine
from techdigest.notes.headings import Heading, find_headings, read_lines
from techdigest.notes.model import Lang, Note
from techdigest.notes.plain import to_plain

# Whether a note has a bracket that could hold a term: sections of others need not be read.
_BRACKET = re.compile(r"[\u4e00-\u9fff*`”」』] ?[（(]\s?[A-Za-z]|[A-Za-z*`] ?[（(][\u4e00-\u9fff]|[，,] ?即")


def note_terms(notes: Iterable[Note]) -> tuple[TermPair, ...]:
    """Return the pairs of terms of the notes. Their places are made by `place_of`, shared by translations."""
    documents: dict[str, dict[Lang, Note]] = {}
    for note in sorted(notes, key=lambda note: note.path):
        documents.setdefault(note.key, {})[note.lang] = note
    passages: list[Passage] = []
    parallels: list[Parallel] = []
    for translations in documents.values():
        chinese = [note for lang, note in translations.items() if lang != "en"]
        english = translations.get("en")
        if english or any(_BRACKET.search(note.text) for note in chinese):
            for note in translations.values():
                passages += _passages(note)
        for note in chinese:
            if english:
                parallels += _parallels(note, english)
    return tuple(mine(passages, parallels))


def place_of(key: str, section: int) -> str:
    """Return the name of a section, counted from 1 in the order of headings; 0 is the beginning."""
    return f"{key}#{section}"


def section_of(place: str) -> tuple[str, int]:
    """Return the note's key and the section's number of what `place_of` returned."""
    key, _, section = place.rpartition("#")
    return key, int(section)


def headings_of(note: Note) -> list[Heading]:
    """Return the headings by which the sections of a note are counted."""
    return find_headings(read_lines(note.body)) if "#" in note.body or "\n--" in note.body else []


def _passages(note: Note) -> Iterator[Passage]:
    lines = read_lines(note.body)
    headings = find_headings(lines)
    starts = [0, *(heading.line for heading in headings)]
    for section, (start, after) in enumerate(zip_longest(starts, starts[1:])):
        end = after - 1 if after else len(lines)
        text = to_plain("\n".join(line.text for line in lines[start:end] if not line.is_code))
        if text:
            yield Passage(place_of(note.key, section), text, note.lang, note.key)


def _parallels(chinese: Note, english: Note) -> Iterator[Parallel]:
    """Yield what two translations have side by side: tags, other names, titles and headings."""
    key, start = chinese.key, place_of(chinese.key, 0)
    for ours, theirs in (
        (chinese.front.tags, english.front.tags),
        (chinese.front.aliases, english.front.aliases),
    ):
        if ours and len(ours) == len(theirs):
            yield Parallel(start, tuple(ours), tuple(theirs), chinese.lang, key, "tags")
    yield Parallel(start, (chinese.title,), (english.title,), chinese.lang, key)
    left, right = headings_of(chinese), headings_of(english)
    if [heading.level for heading in left] == [heading.level for heading in right]:
        for section, (here, there) in enumerate(zip(left, right, strict=True), start=1):
            yield Parallel(place_of(key, section), (here.title,), (there.title,), chinese.lang, key)
