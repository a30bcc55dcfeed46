"""The terms that notes give in Chinese and in English, mined section by section."""

from __future__ import annotations

import pickle
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import NamedTuple
from zlib import crc32

from cjksearch.terms import (
    Claim,
    Parallel,
    Passage,
    Survey,
    TermPair,
    conclude,
    count_in,
    parallel_claims,
    survey,
)
from techdigest.incremental.digests import Digest, digest_of
from techdigest.notes.fences import read_lines
from techdigest.notes.headings import headings_of
from techdigest.notes.model import Lang, Note
from techdigest.notes.plain import to_plain
from techdigest.site.remember import Remember, anew

# Whether a note has a bracket that could hold a term: sections of others need not be read.
_BRACKET = re.compile(r"[\u4e00-\u9fff*`”」』] ?[（(]\s?[A-Za-z]|[A-Za-z*`] ?[（(][\u4e00-\u9fff]|[，,] ?即")
_PARTS = 64  # into which documents are divided: an edit changes what is remembered of one


class NoteTerms(NamedTuple):
    """What one note adds to the terms: a tuple, as thousands of them are read from a cache in each build.

    Attributes:
        key: What the note shares with its translations.
        survey: What its sections say, pickled: it is only asked for where anything has changed.
        headings: Level and plain title of each heading, in order; sections are counted by them.
        may_explain: Whether a bracket of it could hold a term.
        digest: Of all of this.
    """

    key: str
    survey: bytes
    headings: tuple[tuple[int, str], ...]
    may_explain: bool
    digest: Digest

    def surveyed(self) -> Survey:
        """What its sections say."""
        found: Survey = pickle.loads(self.survey)  # noqa: S301 - as `terms_of` has written it
        return found


@dataclass(frozen=True, slots=True)
class _Document:
    """The translations of a note, one of them English or with a bracket that could hold a term."""

    key: str
    notes: Mapping[Lang, Note]
    terms: Mapping[Lang, NoteTerms]


def terms_of(note: Note, *, may_explain: bool | None = None) -> NoteTerms:
    """Return what a note adds to the terms. Its plain text must be there, unless `may_explain` is known."""
    lines = read_lines(note.body)
    found = headings_of(note.body)
    headings = tuple((heading.level, heading.title) for heading in found)
    starts = [0, *(heading.line for heading in found)]
    passages = []
    for section, (start, after) in enumerate(zip_longest(starts, starts[1:])):
        end = after - 1 if after else len(lines)
        text = to_plain("\n".join(line.text for line in lines[start:end] if not line.is_code))
        if text:
            passages.append(Passage(place_of(note.key, section), text, note.lang, note.key))
    surveyed = survey(passages)
    if may_explain is None:
        may_explain = _BRACKET.search(note.text) is not None
    written = pickle.dumps(surveyed, pickle.HIGHEST_PROTOCOL)
    return NoteTerms(
        note.key, written, headings, may_explain, digest_of(note.key, surveyed, headings, may_explain)
    )


def note_terms(
    notes: Iterable[Note], terms: Mapping[str, NoteTerms] | None = None, remember: Remember = anew
) -> tuple[TermPair, ...]:
    """Return the pairs of terms of the notes. Their places are made by `place_of`, shared by translations.

    Args:
        notes: The notes.
        terms: What is known of some of them already, by path.
        remember: Knows what was made of the same notes before.
    """
    documents = list(_documents(notes, terms or {}))
    inputs = [
        [(lang, found.digest, *_side_by_side(document.notes[lang])) for lang, found in document.terms.items()]
        for document in documents
    ]
    keys = [document.key for document in documents]
    return remember("terms", (keys, inputs), lambda: _mined(documents, remember))


def place_of(key: str, section: int) -> str:
    """Return the name of a section, counted from 1 in the order of headings; 0 is the beginning."""
    return f"{key}#{section}"


def section_of(place: str) -> tuple[str, int]:
    """Return the note's key and the section's number of what `place_of` returned."""
    key, _, section = place.rpartition("#")
    return key, int(section)


def section_titles(note: Note) -> list[str]:
    """Return the titles of the headings by which the sections of a note are counted."""
    return [heading.title for heading in headings_of(note.body)]


def _documents(notes: Iterable[Note], known: Mapping[str, NoteTerms]) -> Iterator[_Document]:
    documents: dict[str, dict[Lang, Note]] = {}
    for note in sorted(notes, key=lambda note: note.path):
        documents.setdefault(note.key, {})[note.lang] = note
    for key, translations in documents.items():
        terms = {lang: _terms(note, known.get(note.path)) for lang, note in translations.items()}
        if "en" in terms or any(each.may_explain for each in terms.values()):
            yield _Document(key, translations, terms)


def _terms(note: Note, known: NoteTerms | None) -> NoteTerms:
    if known is None:
        return terms_of(note)
    # Of a note that shares its key with another one the key was changed after it was read.
    return known if known.key == note.key else terms_of(note, may_explain=known.may_explain)


def _mined(documents: Sequence[_Document], remember: Remember) -> tuple[TermPair, ...]:
    parts: list[list[_Document]] = [[] for _ in range(_PARTS)]
    for document in documents:
        parts[crc32(document.key.encode()) % _PARTS].append(document)
    claims: dict[str, list[Claim]] = {}
    for part in parts:
        claims |= _claims(part, remember)
    return tuple(
        conclude(
            [terms.surveyed() for document in documents for terms in document.terms.values()],
            (claim for document in documents for claim in claims[document.key]),
            count=lambda wordings: _counts(parts, wordings, remember),
        )
    )


def _claims(documents: Sequence[_Document], remember: Remember) -> dict[str, list[Claim]]:
    """What translations have side by side, by what they share."""
    parallels = {document.key: list(_parallels(document)) for document in documents}

    def make() -> dict[str, list[Claim]]:
        return {
            key: [claim for each in given for claim in parallel_claims(each)]
            for key, given in parallels.items()
        }

    return remember("parallels", parallels, make)


def _counts(
    parts: Iterable[Sequence[_Document]], wordings: Collection[str], remember: Remember
) -> Mapping[str, int]:
    """How often wordings stand in all documents."""
    asked = digest_of(frozenset(wordings))
    counts = Counter[str]()
    for part in parts:
        terms = [each for document in part for each in document.terms.values()]
        counts.update(
            remember(
                "wordings",
                (asked, [each.digest for each in terms]),
                partial(_count_in, terms, wordings),
            )
        )
    return counts


def _count_in(terms: Iterable[NoteTerms], wordings: Collection[str]) -> dict[str, int]:
    return count_in((each.surveyed().runs for each in terms), wordings)


def _parallels(document: _Document) -> Iterator[Parallel]:
    """Yield what translations have side by side: tags, other names, titles and headings."""
    if "en" not in document.notes:
        return
    key, start = document.key, place_of(document.key, 0)
    english, right = document.notes["en"], document.terms["en"].headings
    for lang, chinese in document.notes.items():
        if lang == "en":
            continue
        for ours, theirs in zip(_side_by_side(chinese)[:2], _side_by_side(english)[:2], strict=True):
            if ours and len(ours) == len(theirs):
                yield Parallel(start, tuple(ours), tuple(theirs), lang, key, "tags")
        yield Parallel(start, (chinese.title,), (english.title,), lang, key)
        left = document.terms[lang].headings
        if [level for level, _ in left] == [level for level, _ in right]:
            for section, ((_, here), (_, there)) in enumerate(zip(left, right, strict=True), start=1):
                yield Parallel(place_of(key, section), (here,), (there,), lang, key)


def _side_by_side(note: Note) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    return note.front.tags, note.front.aliases, note.title
