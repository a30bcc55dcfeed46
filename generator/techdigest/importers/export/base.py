"""What a target of an export is: where things lie there, and what they are called."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from techdigest.notes.languages import Lang
from techdigest.notes.model import Note


class Target:
    """A folder that some generator reads. Addresses stay those that notes have here: `/<lang>/<slug>/`.

    Attributes:
        name: As `--to` says it.
    """

    name = ""

    def file(self, note: Note, default: Lang) -> str:
        """Return where a note lies."""
        raise NotImplementedError

    def picture(self, note: Note, name: str) -> tuple[str, str]:
        """Return where a file that belongs to a note lies, and what the note calls it."""
        raise NotImplementedError

    def link(self, note: Note, other: Note, default: Lang) -> str:
        """Return what a note calls another one."""
        return address(other, default)

    def front(self, note: Note, values: dict[str, Any], default: Lang) -> dict[str, Any]:
        """Return front matter in the target's words, made of ours."""
        return values

    def body(self, text: str) -> str:
        """Return the text with what would mean something else there said in the target's words."""
        return text

    def site(self, default: Lang) -> Mapping[str, str]:
        """Return what else the folder needs: path -> text."""
        return {}


def address(note: Note, default: Lang) -> str:
    """Return the address of a note, from the site's root."""
    return f"/{note.slug}/" if note.lang == default else f"/{note.lang}/{note.slug}/"


def aliases_apart(values: dict[str, Any], addresses: str, names: str) -> dict[str, Any]:
    """Return front matter with old addresses under one key and other names under another, in their place."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key != "aliases":
            found[key] = value
            continue
        for name, is_address in ((addresses, True), (names, False)):
            part = [each for each in value if each.startswith("/") is is_address]
            found |= {name: part} if part else {}
    return found


def draft(note: Note, values: dict[str, Any]) -> dict[str, Any]:
    """Return front matter with `draft: true` for what is private here, for whatever reason."""
    return values | ({"draft": True} if note.is_private else {})


def unpublished(note: Note, values: dict[str, Any]) -> dict[str, Any]:
    """Return front matter with `published: false` for what is private here, and no `draft`."""
    found = {key: value for key, value in values.items() if key != "draft"}
    return found | ({"published": False} if note.is_private else {})


def suffixed(note: Note, default: Lang) -> str:
    """Return the end of a note's file name: `.md`, or `.en.md`."""
    return ".md" if note.lang == default else f".{note.lang}.md"


def relative(path: str, start: str) -> str:
    """Return a path as seen from the file `start`."""
    return posixpath.relpath(path, posixpath.dirname(start) or ".")
