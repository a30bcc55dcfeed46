"""Read one Markdown file: bytes in, a `Note` out. What depends on other files is done by the library."""

from __future__ import annotations

import posixpath
import re

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.notes.decode import decode
from techdigest.notes.fences import read_lines
from techdigest.notes.front_matter import NoteFile, read_front_matter
from techdigest.notes.headings import headings_of
from techdigest.notes.items import read_items
from techdigest.notes.language import detect, split_suffix
from techdigest.notes.lead import lead
from techdigest.notes.model import DigestItem, Lang, Note
from techdigest.notes.plain import to_plain
from techdigest.notes.slugs import slugify

_LARGE_FILE = 10_000_000  # bytes
_LONG_LINE = 1_000_000  # characters
_MAX_TITLE = 300
_INDEX = ("index", "README")


def read_note(
    data: bytes, path: str, diagnostics: Diagnostics, *, notes_dir: str, default_lang: Lang
) -> Note | None:
    """Return the note in the bytes of the file `path`, or None, with a diagnostic, when they are no text."""
    text = decode(data, path, diagnostics)
    if text is None:
        return None
    _report_size(data, text, path, diagnostics)
    file = read_front_matter(text, path, diagnostics)
    stem, suffix_lang = split_suffix(posixpath.basename(path))
    in_notes = path.startswith(f"{notes_dir}/")
    is_listed = in_notes or file.front.date is not None
    plain = to_plain(file.body, read_lines(file.body))
    title = file.front.title or _first_heading(file.body)
    lang = file.front.lang or suffix_lang or detect(f"{title}\n{plain}", default_lang)
    key = _key(path, stem)
    return Note(
        path=path,
        key=key,
        slug=file.front.slug or _slug(key, in_notes=in_notes),
        lang=lang,
        title=title or _title_from_name(key, path, diagnostics, is_reported=is_listed),
        body=file.body,
        body_line=file.body_line,
        front=file.front,
        extra=file.extra,
        items=_items(file, path, diagnostics) if is_listed else (),
        text=plain,
        lead=lead(read_lines(file.body)),
        front_lines=file.lines,
        is_listed=is_listed,
        is_private=file.is_private,
    )


def _items(file: NoteFile, path: str, diagnostics: Diagnostics) -> tuple[DigestItem, ...]:
    kind = str(file.extra.get("type", "")).lower()
    is_digest = {"digest": True, "note": False, "article": False}.get(kind)
    return read_items(
        file.body, is_digest=is_digest, path=path, body_line=file.body_line, diagnostics=diagnostics
    )


def _key(path: str, stem: str) -> str:
    folder = posixpath.dirname(path)
    return (folder or "index") if stem in _INDEX else posixpath.join(folder, stem)


def _slug(key: str, *, in_notes: bool) -> str:
    """Return the address: in the notes folder the key's last part, elsewhere all of it, as MkDocs has it."""
    if not in_notes:
        return "" if key == "index" else key
    name = posixpath.basename(key)
    return slugify(name) or "note"


def _first_heading(body: str) -> str:
    headings = headings_of(body)
    title = next((heading.title for heading in headings if heading.title), "")
    return title if len(title) <= _MAX_TITLE else title[:_MAX_TITLE] + "…"


def _title_from_name(key: str, path: str, diagnostics: Diagnostics, *, is_reported: bool) -> str:
    # Hyphens between digits stay: the name may be a date.
    words = re.sub(r"(?<!\d)[-_]|[-_](?!\d)", " ", posixpath.basename(key))
    title = " ".join(words.split()) or path
    if is_reported:
        diagnostics.add(
            Diagnostic(
                path,
                1,
                "title-missing",
                f"neither front matter nor a heading gives a title; {title!r} is used, from the file's name",
                "Add `title:` to the front matter.",
                Severity.WARNING,
            )
        )
    return title


def _report_size(data: bytes, text: str, path: str, diagnostics: Diagnostics) -> None:
    if len(data) > _LARGE_FILE:
        message, line = f"a file of {len(data) / 1e6:.0f} MB; pages of that size load slowly", 0
    else:
        number, longest = max(enumerate(map(len, text.split("\n")), start=1), key=lambda pair: pair[1])
        if longest <= _LONG_LINE:
            return
        message, line = f"a line of {longest:,} characters", number
    hint = "Is this data? Keep data in a file of its own beside the note and link to it."
    diagnostics.add(
        Diagnostic(path, line, "large-file" if not line else "long-line", message, hint, Severity.WARNING)
    )
