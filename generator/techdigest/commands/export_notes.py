"""Write notes into a folder that another generator reads."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from techdigest.commands.printable import printable
from techdigest.commands.progress import progress
from techdigest.commands.site import Site
from techdigest.diagnostics import Diagnostics
from techdigest.importers.export import TARGETS, ExportedFile, export, without_private
from techdigest.importers.model import Progress
from techdigest.notes.library import library_of, markdown_files
from techdigest.notes.model import Note
from techdigest.notes.read import read_note
from techdigest.notes.walk import read_file, walk

_SHOWN = 10  # links that are named


class CannotExport(Exception):
    """The export could not begin; the message says why."""


def export_notes(site: Site, out: Path, to: str, console: Console, *, with_private: bool = False) -> bool:
    """Write the site's notes into the new folder `out`; return whether all files are there.

    Private notes stay here unless `with_private`; then they are drafts there. Raises CannotExport, and
    OSError where something cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise CannotExport(f"{out} is not empty. Choose a new folder: nothing is overwritten.")
    diagnostics = Diagnostics()
    with progress() as told:
        all_notes = _notes(site, diagnostics, told)
        notes: Sequence[Note] = all_notes
        files: Sequence[str] = sorted(walk(site.content_dir, diagnostics))
        if not with_private:
            notes, files = without_private(notes, files)
        exported = export(notes, files, TARGETS[to], default_lang=site.default_lang, progress=told)
        loose: list[str] = []
        counts = _write(site, exported, out, diagnostics, loose)
    told_of = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    console.print(Text(printable(f"{len(notes)} notes for {to}: {told_of or 'nothing'}; in {out}")))
    if left := len(all_notes) - len(notes):
        console.print(Text(f"{left} private notes stay here; --with-private takes them along, as drafts"))
    _print_loose(loose, console)
    for diagnostic in diagnostics:
        if diagnostic.severity == "error":
            console.print(Text(printable(diagnostic.render()), style="yellow"))
    return not (counts["unreadable files"] or counts["left out, because another note has the name"])


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


def _print_loose(loose: list[str], console: Console) -> None:
    """Name links to what is no note, such as plain pages: they lead nowhere in the export."""
    if loose:
        console.print(Text(f"{len(loose)} links lead to what is not exported, and stay as they are:"))
    for link in loose[:_SHOWN]:
        console.print(Text(printable(f"  {link}")))
    if len(loose) > _SHOWN:
        console.print(Text(f"  and {len(loose) - _SHOWN} more"))


def _write(
    site: Site, files: Iterable[ExportedFile], out: Path, diagnostics: Diagnostics, loose: list[str]
) -> Counter[str]:
    """Write the files of an export; return how many of which kind. Raises CannotExport, OSError.

    Links that lead to nothing exported are added to `loose`.
    """
    counts: Counter[str] = Counter()
    for file in files:
        data = file.data if file.data is not None else read_file(site.content_dir, file.source, diagnostics)
        if data is None:
            counts["unreadable files"] += 1
            continue
        place = out / posixpath.normpath(file.path)
        if not place.resolve().is_relative_to(out.resolve()):
            raise CannotExport(f"{file.path}: lies outside of {out}")
        if place.exists():
            counts["left out, because another note has the name"] += 1
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        counts["texts" if file.data is not None else "pictures and other files"] += 1
        loose += [f"{file.source}: {target}" for target in file.loose]
    return counts
