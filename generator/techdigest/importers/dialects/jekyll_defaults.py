"""What Jekyll's `defaults:` say of a post that its front matter does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import translate
from functools import lru_cache
from typing import Any

from techdigest.importers.front.documents import document_of
from techdigest.importers.model import Post
from techdigest.notes.yaml_bounded import Document

# What means something in a note, words for one thing together; the rest, such as layouts, is for the theme.
_MEANT = (
    ("categories", "category"),
    ("tags", "tag"),
    ("lang", "language", "locale"),
    ("published",),
    ("draft",),
    ("hidden",),
    ("permalink",),
    ("series",),
    ("render_with_liquid",),
)


def with_defaults(post: Post, kind: str, config: Mapping[str, Any]) -> Post:
    """Return a post with what the site's defaults give to posts of its place and kind.

    `kind` is posts, drafts, pages or the name of a collection.
    """
    values = {key: value for each in _of(post.path, kind, config) for key, value in each.items()}
    given = document_of(post.front)
    if not values:
        return post
    front = Document()
    for key in given:
        front.put(key, given[key], given.raw[key], given.types[key], given.lines[key])
    for names in _MEANT:
        if given.keys().isdisjoint(names):
            more = document_of({name: values[name] for name in names if values.get(name) is not None})
            for key in more:
                front.put(key, more[key], more.raw[key], more.types[key], 0)
    return replace(post, front=front)


def _of(path: str, kind: str, config: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the values that are meant for a file, the more special ones later."""
    entries = config.get("defaults")
    found = []
    for entry in entries if isinstance(entries, list) else []:
        scope = entry.get("scope") if isinstance(entry, dict) else None
        values = entry.get("values") if isinstance(entry, dict) else None
        if not isinstance(values, dict):
            continue
        scope = scope if isinstance(scope, dict) else {}
        place, of_kind = str(scope.get("path") or "").strip("/"), scope.get("type")
        if of_kind in (None, "", kind) and _is_below(path, place):
            found.append((len(place), bool(of_kind), values))
    yield from (values for *_, values in sorted(found, key=lambda each: each[:2]))


def _is_below(path: str, place: str) -> bool:
    if "*" in place:
        pattern = _glob(place[:500])
        return any(pattern.match(part) is not None for part in _heads(path))
    return not place or path == place or path.startswith(f"{place}/")


def _heads(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts) + 1))


@lru_cache(maxsize=256)
def _glob(place: str) -> re.Pattern[str]:
    return re.compile(translate(re.sub(r"\*+", "*", place)))
