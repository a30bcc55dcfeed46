"""Read a whole content folder: notes and plain pages, and what goes wrong between them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.notes.front_matter import FOREIGN_KEYS, KNOWN_KEYS
from techdigest.notes.language import is_markdown
from techdigest.notes.model import LANGUAGES, Lang, Note
from techdigest.notes.read import read_note
from techdigest.notes.slugs import unique
from techdigest.notes.walk import read_file, walk

# Addresses below a language that the site itself uses.
RESERVED = frozenset(
    """
    404 archive assets cjksearch domains en feed.xml glossary index search sitemap.xml snippets tags zh-hans
    zh-hant
    """.split()  # noqa: SIM905 - easier to read than a page of quotes
)
_ADVICE = {
    "categories": "Use `domains` (see domains.yml) or `tags`.",
    "category": "Use `domains` (see domains.yml) or `tags`.",
    "keywords": "Use `tags`.",
    "date created": "Use `date`.",
    "date modified": "Use `updated`.",
    "lastmod": "Use `updated`.",
    "modified": "Use `updated`.",
    "last_modified_at": "Use `updated`.",
    "permalink": "Use `slug`, and `aliases` for old addresses.",
    "url": "Use `slug`, and `aliases` for old addresses.",
    "summary": "Use `description`.",
    "excerpt": "Use `description`.",
    "language": "Use `lang`.",
}


@dataclass(frozen=True)
class Library:
    """All Markdown of a content folder.

    Attributes:
        notes: Listed notes, public and private: those below the notes folder and those with a date. By path.
        pages: The other Markdown files, read as notes that are not listed. By path.
    """

    notes: tuple[Note, ...] = ()
    pages: tuple[Note, ...] = ()

    @cached_property
    def by_path(self) -> Mapping[str, Note]:
        """Notes and pages by their path."""
        return {note.path: note for note in (*self.notes, *self.pages)}


def read_library(
    content_dir: Path, diagnostics: Diagnostics, *, notes_dir: str = "notes", default_lang: Lang = "zh-Hans"
) -> Library:
    """Read the content folder. Never raises for what is in it: bad input becomes diagnostics.

    In the notes folder a note's slug is its front matter's, else its folder's name (`a/index.en.md`) or its
    file's (`a.en.md`). Elsewhere it is the path, as MkDocs has it: `guide/setup`, empty for the root's
    `index.md`.

    Args:
        content_dir: MkDocs' `docs_dir`.
        diagnostics: Gets what is wrong.
        notes_dir: The folder of notes, relative to `content_dir`.
        default_lang: The language of texts whose language does not show.
    """
    read = (
        read_note(data, path, diagnostics, notes_dir=notes_dir.strip("/"), default_lang=default_lang)
        for path, data in markdown_files(content_dir, diagnostics)
    )
    return library_of((note for note in read if note is not None), diagnostics, default_lang=default_lang)


def markdown_files(content_dir: Path, diagnostics: Diagnostics) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each Markdown file of the content folder that can be read, by path."""
    for path in walk(content_dir, diagnostics):
        if is_markdown(path) and (data := read_file(content_dir, path, diagnostics)) is not None:
            yield path, data


def library_of(files: Iterable[Note], diagnostics: Diagnostics, *, default_lang: Lang = "zh-Hans") -> Library:
    """Put together what was read, as `read_library` does: what notes are to each other becomes right here."""
    listed: list[Note] = []
    pages: list[Note] = []
    for note in files:
        (listed if note.is_listed else pages).append(note)
    _report_unknown_keys(listed, diagnostics)
    return Library(_without_collisions(listed, pages, diagnostics, default_lang), tuple(pages))


def _report_unknown_keys(notes: Iterable[Note], diagnostics: Diagnostics) -> None:
    """Report each key that nothing reads once, where it stands first, with how often it does."""
    places: dict[str, list[tuple[str, int]]] = {}
    for note in notes:
        for key in note.extra.keys() - FOREIGN_KEYS:
            places.setdefault(key, []).append((note.path, note.front_lines.get(key, 1)))
    for key, found in places.items():
        (path, line), others = found[0], len(found) - 1
        also = f" (and in {others} other file{'s' if others > 1 else ''})" if others else ""
        message = f"nothing reads the front matter key {key[:60]!r}{also}; it is kept"
        diagnostics.add(
            Diagnostic(path, line, "front-matter-unknown-key", message, _advice(key), Severity.WARNING)
        )


def _advice(key: str) -> str:
    if key in _ADVICE:
        return _ADVICE[key]
    near = difflib.get_close_matches(key.lower()[:60], sorted(KNOWN_KEYS | FOREIGN_KEYS), n=1, cutoff=0.75)
    return f"Did you mean `{near[0]}`?" if near else "Remove it if it is of no use to you."


def _without_collisions(
    notes: list[Note], pages: Sequence[Note], diagnostics: Diagnostics, default_lang: Lang
) -> tuple[Note, ...]:
    """Give later notes another address, so that every note is published. Private notes claim none."""
    owners: dict[tuple[Lang, str], str] = {
        (page.lang if page.slug and page.lang != default_lang else default_lang, page.slug.lower()): page.path
        for page in pages
        if not page.is_private
    }
    taken = {lang: set(RESERVED) for lang in LANGUAGES}
    for lang, slug in owners:
        taken[lang].add(slug)
    keys: dict[tuple[str, Lang], Note] = {}
    result = []
    for note in notes:
        if note.is_private:
            result.append(note)
            continue
        slug = unique(note.slug, taken[note.lang])
        twin = keys.get((note.key, note.lang))
        key = note.key
        if twin:
            key = unique(note.key, {other for other, lang in keys if lang == note.lang})
        if slug != note.slug or twin:
            diagnostics.add(_collision(note, slug, twin, owners.get((note.lang, note.slug))))
        owners.setdefault((note.lang, slug), note.path)
        unlike = note if (slug, key) == (note.slug, note.key) else replace(note, slug=slug, key=key)
        keys[key, note.lang] = unlike
        result.append(unlike)
    return tuple(result)


def _collision(note: Note, slug: str, twin: Note | None, owner: str | None) -> Diagnostic:
    if twin:
        return Diagnostic(
            note.path,
            0,
            "translation-twice",
            f"{twin.path} is the same note in {note.lang} too; this one gets the address {slug}",
            "Merge the two, rename one, or give it the right `lang`.",
            Severity.WARNING,
        )
    message = (
        f"{owner} has the address {note.slug} already"
        if owner
        else f"the address {note.slug} belongs to the site itself"
    )
    return Diagnostic(
        note.path,
        0,
        "slug-taken",
        f"{message}; this note gets {slug}",
        "Give one of them another `slug`.",
        Severity.WARNING,
    )
