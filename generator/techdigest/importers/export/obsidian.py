"""Obsidian: a folder for each note, whose file has its name; relative links."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from techdigest.importers.export.base import Target, draft, relative, suffixed
from techdigest.notes.languages import Lang
from techdigest.notes.model import Note


class Obsidian(Target):
    """A vault."""

    name = "obsidian"

    def file(self, note: Note, default: Lang) -> str:
        """Return where a note lies; a vault's graph shows the names of files."""
        return f"{note.slug}/{note.slug}{suffixed(note, default)}"

    def picture(self, note: Note, name: str) -> tuple[str, str]:
        """Return the place of a picture: beside the note."""
        return f"{note.slug}/{name}", name

    def link(self, note: Note, other: Note, default: Lang) -> str:
        """Return the path of another note."""
        return relative(self.file(other, default), self.file(note, default))

    def front(self, note: Note, values: dict[str, Any], default: Lang) -> dict[str, Any]:
        """Return front matter with `draft` for what is private."""
        return draft(note, values)

    def site(self, default: Lang) -> Mapping[str, str]:
        """Return the settings of a vault: links and ends of lines as Markdown has them."""
        settings = {"useMarkdownLinks": True, "newLinkFormat": "relative", "strictLineBreaks": True}
        return {".obsidian/app.json": f"{json.dumps(settings)}\n"}
