"""The whole of an export, without writing anything: notes in, files out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from techdigest.importers.body import Body
from techdigest.importers.export.base import Target
from techdigest.importers.export.shared_code import SharedCode
from techdigest.importers.front.written import front_text
from techdigest.importers.model import Progress
from techdigest.notes.language import is_markdown
from techdigest.notes.languages import Lang
from techdigest.notes.model import FrontMatter, Note
from techdigest.notes.slugs import unique

_TARGET = re.compile(
    r"(?P<head>\]\([ ]*)(?P<target><[^<>\n]{1,1000}>|[^()\s<>]{1,1000})(?=[ )])"
    r"|(?P<name>\b(?:src|href)=\")(?P<quoted>[^\"\n]{1,1000})(?=\")"
    r"|(?P<label>^[ ]{0,3}\[[^\]\n]{1,300}\]:[ ]+)(?P<defined>\S{1,1000})",
    re.MULTILINE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of an export.

    Attributes:
        path: Where it belongs, with forward slashes.
        data: What it holds; None for a copy of `source`.
        source: The file of the content folder that it is a copy of, or the note that it says.
        loose: What links of the note lead to, and the export does not have.
    """

    path: str
    data: bytes | None = None
    source: str = ""
    loose: tuple[str, ...] = ()


def export(
    notes: Sequence[Note],
    files: Sequence[str],
    target: Target,
    *,
    default_lang: Lang = "zh-Hans",
    progress: Progress | None = None,
) -> Iterator[ExportedFile]:
    """Yield the files of an export: configuration, notes, and the files that lie beside notes or are linked.

    Private notes come along as drafts; `without_private` leaves them out.

    Args:
        notes: The notes.
        files: The paths of all files of the content folder.
        target: What is to read the export.
        default_lang: The language whose addresses have no prefix.
        progress: Is told how far the export is.
    """
    for path, text in target.site(default_lang).items():
        yield ExportedFile(path, text.encode())
    exporting = _Exporting(notes, files, target, default_lang)
    for done, note in enumerate(notes, 1):
        yield from exporting.note(note)
        if progress:
            progress("exporting", done, len(notes))


def without_private(notes: Sequence[Note], files: Sequence[str]) -> tuple[Sequence[Note], Sequence[str]]:
    """Return the notes that are published, and the files but those that private notes alone link or show."""
    public = [note for note in notes if not note.is_private]
    of_private = {path for note in notes if note.is_private for path in _linked(note)}
    of_private -= {path for note in public for path in _linked(note)}
    return public, [path for path in files if path not in of_private]


def _linked(note: Note) -> set[str]:
    """Return the paths in the content folder that a note links or shows."""
    return {_path(note, _target(match)[0]) for match, _ in Body(note.body).find(_TARGET)}


def _target(match: re.Match[str]) -> tuple[str, str]:
    """Return what a link leads to: the file, and its anchor with the `#`."""
    path, mark, anchor = (match["target"] or match["quoted"] or match["defined"]).strip("<>").partition("#")
    return path, mark + anchor


def _path(note: Note, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(note.path), unquote(target)))


class _Exporting:
    def __init__(self, notes: Sequence[Note], files: Sequence[str], target: Target, default: Lang) -> None:
        self.target, self.default = target, default
        self.code = SharedCode(notes)
        self.notes = {note.path: note for note in notes}
        self.files = frozenset(files)
        self.beside: dict[str, list[str]] = {}
        for path in files:
            folder = posixpath.dirname(path)
            if not is_markdown(path):
                self.beside.setdefault(folder, []).append(path)
        self.copied: set[str] = set()  # paths of the export
        self.names: dict[str, dict[str, str]] = {}  # slug -> file of the content folder -> its name there
        self.taken: dict[str, set[str]] = {}

    def note(self, note: Note) -> Iterator[ExportedFile]:
        """Yield a note and the files that come along."""
        needed: list[str] = []
        loose: list[str] = []
        if posixpath.basename(note.path).startswith("index."):
            needed += self.beside.get(posixpath.dirname(note.path), [])
        body = Body(note.body)
        body.sub(_TARGET, lambda match, _line: self._retargeted(match, note, needed, loose))
        values = self.target.front(note, front_values(note), self.default)
        text = self.target.body(self.code.filled(note, body.text))
        place = self.target.file(note, self.default)
        yield ExportedFile(place, (front_text(values) + text).encode(), note.path, tuple(loose))
        for path in dict.fromkeys(needed):
            place, _ = self.target.picture(note, self._name(note, path))
            if place not in self.copied:
                self.copied.add(place)
                yield ExportedFile(place, source=path)

    def _retargeted(
        self, match: re.Match[str], note: Note, needed: list[str], loose: list[str]
    ) -> str | None:
        head = match["head"] or match["name"] or match["label"]
        path, anchor = _target(match)
        if not path or path.startswith("/") or _SCHEME.match(path):
            return None
        found = _path(note, path)
        if other := self.notes.get(found):
            new = self.target.link(note, other, self.default)
        elif found in self.files and not is_markdown(found):
            needed.append(found)
            new = self.target.picture(note, self._name(note, found))[1]
        else:
            loose.append(path)
            return None
        return None if unquote(new) == unquote(path) else f"{head}{quote(new, safe=_SAFE)}{anchor}"

    def _name(self, note: Note, path: str) -> str:
        """Return what a file is called beside a note: as it is, unless two want one name."""
        names = self.names.setdefault(note.slug, {})
        if path not in names:
            folder, name = posixpath.split(note.path)
            is_own = name.startswith("index.") and path.startswith(f"{folder}/")
            wanted = path.removeprefix(f"{folder}/") if is_own else posixpath.basename(path)
            names[path] = unique(wanted, self.taken.setdefault(note.slug, set()))
        return names[path]


_SAFE = "/:@!$&'*+,;=~%" + "".join(map(chr, range(0x80, 0x100)))


def front_values(note: Note) -> dict[str, Any]:
    """Return the front matter of a note as plain values, in the guide's order, but for a password."""
    values: dict[str, Any] = {"title": note.title}
    for key in FrontMatter.model_fields:
        if key in note.front.model_fields_set:
            values[key] = _plain(getattr(note.front, key))
    values = {key: value for key, value in values.items() if value not in (None, [], "")} | {
        key: value for key, value in note.extra.items() if key.lower() != "password"
    }
    if note.front.domains == ():
        values["domains"] = []
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(exclude_none=True)
    return value
