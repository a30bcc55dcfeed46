"""Write notes into a folder that another generator reads."""

from __future__ import annotations

import posixpath
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.text import Text

from techdigest.commands.printable import printable
from techdigest.commands.site import Site
from techdigest.diagnostics import Diagnostics
from techdigest.importers.export import TARGETS, export
from techdigest.notes.library import read_library
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
    notes = read_library(
        site.content_dir, diagnostics, notes_dir=site.notes_dir, default_lang=site.default_lang
    ).notes
    files = sorted(walk(site.content_dir, diagnostics))
    counts: Counter[str] = Counter()
    for file in export(notes, files, TARGETS[to], default_lang=site.default_lang):
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
    told = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    console.print(Text(printable(f"{len(notes)} notes for {to}: {told or 'nothing'}; in {out}")))
    for diagnostic in diagnostics:
        if diagnostic.severity == "error":
            console.print(Text(printable(diagnostic.render()), style="yellow"))
    return not counts["unreadable files"]
