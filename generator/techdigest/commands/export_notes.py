"""Write notes into a folder that another generator reads."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from techdigest.commands.printable import printable
from techdigest.commands.progress import progress
from techdigest.commands.site import Site
from techdigest.diagnostics import Diagnostics
from techdigest.importers.export import TARGETS, export
from techdigest.importers.export.exporting import ExportedFile
from techdigest.importers.model import Progress
from techdigest.notes.library import library_of, markdown_files
from techdigest.notes.model import Note
from techdigest.notes.read import read_note
from techdigest.notes.walk import read_file, walk


class CannotExport(Exception):
    """The export could not begin; the message says why."""


def export_notes(site: Site, out: Path, to: str, console: Console) -> bool:
    """Write the site's notes into the new folder `out`; return whether all files could be read.

    Raises CannotExport, and OSError where something cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CannotExport(f"{out} is not empty. Choose a new folder: nothing is overwritten.")
    diagnostics = Diagnostics()
    with progress() as told:
        notes = _notes(site, diagnostics, told)
        files = sorted(walk(site.content_dir, diagnostics))
        exported = export(notes, files, TARGETS[to], default_lang=site.default_lang, progress=told)
        counts = _write(site, exported, out, diagnostics)
    told_of = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    console.print(Text(printable(f"{len(notes)} notes for {to}: {told_of or 'nothing'}; in {out}")))
    for diagnostic in diagnostics:
        if diagnostic.severity == "error":
            console.print(Text(printable(diagnostic.render()), style="yellow"))
    return not counts["unreadable files"]


def _notes(site: Site, diagnostics: Diagnostics, told: Progress) -> tuple[Note, ...]:
    def read() -> Iterator[Note]:
        for number, (path, data) in enumerate(markdown_files(site.content_dir, diagnostics), 1):
            told("reading", number, 0)
            note = read_note(
                data, path, diagnostics, notes_dir=site.notes_dir.strip("/"), default_lang=site.default_lang
            )
            if note is not None:
                yield note

    return library_of(read(), diagnostics, default_lang=site.default_lang).notes


def _write(site: Site, files: Iterable[ExportedFile], out: Path, diagnostics: Diagnostics) -> Counter[str]:
    """Write the files of an export; return how many of which kind. Raises CannotExport, OSError."""
    counts: Counter[str] = Counter()
    for file in files:
        data = file.data if file.data is not None else read_file(site.content_dir, file.source, diagnostics)
        if data is None:
            counts["unreadable files"] += 1
            continue
        place = out / posixpath.normpath(file.path)
        if not place.resolve().is_relative_to(out.resolve()):
            raise CannotExport(f"{file.path}: lies outside of {out}")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        counts["pictures and other files" if file.source else "texts"] += 1
    return counts
