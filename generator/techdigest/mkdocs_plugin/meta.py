"""What stock templates and the search plugin read: `page.meta`."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from techdigest.notes.model import Lang, Note
from techdigest.site.catalogue import day
from techdigest.site.views import View

DomainNames = Mapping[str, Mapping[Lang, str]]


def note_meta(note: Note, view: View, names: DomainNames, template: str | None) -> dict[str, Any]:
    """The metadata of a listed note, escaped where templates print it as it is."""
    meta = {**note.extra, "title": escape(note.title), "description": escape(view.description)}
    meta["tags"] = [escape(tag) for tag in note.front.tags]
    meta["search"] = _author_hints(note.extra) | note_hints(note, names)
    if template:
        meta.setdefault("template", template)
    return meta


def page_meta(page: Note, meta: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of a plain page as MkDocs read it, escaped, with the page's language for the search."""
    escaped = {key: escape(meta[key]) for key in ("title", "description") if isinstance(meta.get(key), str)}
    return {**meta, **escaped, "search": _author_hints(meta) | {"lang": page.lang}}


def read_meta(note: Note) -> dict[str, Any]:
    """The metadata of a file that MkDocs had better not read itself, as its own reading would give it."""
    front = note.front.model_dump(exclude_unset=True, exclude_none=True)
    known = {key: list(value) if isinstance(value, tuple) else value for key, value in front.items()}
    return {**note.extra, **known}


def listing_meta(view: View, template: str | None) -> dict[str, Any]:
    """The metadata of a generated listing, which the search leaves out."""
    meta: dict[str, Any] = {"search": {"exclude": True}}
    if view.kind != "home":  # a home is called by the site's name
        meta["title"] = escape(view.title)
    return meta | ({"template": template} if template else {})


def note_hints(note: Note, names: DomainNames) -> dict[str, Any]:
    """What the search plugin is told about a note and its items, as plain text."""
    hints: dict[str, Any] = {"title": note.title, "lang": note.lang, "tags": list(note.front.tags)}
    if published := day(note.front.date):
        hints["date"] = published.isoformat()
    hints["facets"] = {"domain": list(note.domains)}
    if note.items:
        hints["sections"] = {
            item.anchor: {"kind": "item", "facets": {"domain": list(item.domains)}} for item in note.items
        }
    used = dict.fromkeys([*note.domains, *(domain for item in note.items for domain in item.domains)])
    labels = {domain: dict(names[domain]) for domain in used if domain in names}
    return hints | ({"labels": {"domain": labels}} if labels else {})


def _author_hints(meta: Mapping[str, Any]) -> dict[str, Any]:
    hints = meta.get("search")
    return dict(hints) if isinstance(hints, Mapping) else {}
