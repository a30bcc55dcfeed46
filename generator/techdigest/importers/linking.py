"""How the posts of a source find one another, whatever they call each other."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from techdigest.importers.heading_ids import id_of
from techdigest.importers.model import Post
from techdigest.notes.languages import Lang

_ENDING = re.compile(r"(?:/index)?\.(?:html?|md|markdown)$|/index$", re.IGNORECASE)
_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")
_DEEPEST = 4  # folders by which a partial path may name a file
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

Source = tuple[str, int]
"""Which post: the file, and its number in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note will be.

    Attributes:
        folder: Its folder below that of notes; also its slug.
        name: Its file's name, such as `index.en.md`.
        lang: Its language.
        is_told: Whether front matter, name or folder told the language, and not the text.
        addresses: Where it was published.
        title: What it is called.
        is_private: Whether it is a draft.
        ids: The ids of headings there, and here, where they differ.
    """

    folder: str
    name: str
    lang: Lang
    is_told: bool
    addresses: tuple[str, ...]
    title: str
    is_private: bool = False
    ids: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def path(self) -> str:
        """The file, relative to the folder of notes."""
        return f"{self.folder}/{self.name}"


class PlacedLinks:
    """Implements `Links` for one post."""

    def __init__(self, index: Index, post: Post, place: Place, urls: Sequence[str]) -> None:
        self._index = index
        self._folder = posixpath.dirname(post.path)
        self._place = place
        self._urls = urls

    def to(self, target: str) -> str | None:
        """Return the address, relative to the note, of the post that `target` means; None for no post."""
        path, mark, anchor = target.strip().strip("<>").partition("#")
        path = self._own(path.split("?")[0].replace("\\", "/"))
        if not path or path == "/" or _SCHEME.match(path):
            return None
        found = self._index.find(unquote(path), self._folder, self._place)
        if found is None:
            return None
        relative = posixpath.relpath(found.path, self._place.folder)
        return relative + (f"#{_anchor(anchor, found)}" if mark and anchor else "")

    def part(self, anchor: str) -> str:
        """Return what a part of the post itself is called here: `anchor` is an id, or a heading."""
        return unquote(_anchor(anchor, self._place))

    def is_draft(self, address: str) -> bool:
        """Whether an address that `to` returned is of a draft, and the post itself is published."""
        path = posixpath.normpath(posixpath.join(self._place.folder, unquote(address.partition("#")[0])))
        return not self._place.is_private and path in self._index.drafts

    def _own(self, path: str) -> str:
        """Make an address of the site itself a path."""
        for url in self._urls:
            for scheme in ("https", "http"):
                whole = re.sub("^https?", scheme, url)
                if path.lower() == whole.lower() or path.lower().startswith(f"{whole.lower()}/"):
                    return path[len(whole) :] or "/"
        return path


class Index:
    """Finds places by everything that a source may call a post.

    Attributes:
        drafts: The files of the notes that are drafts.
    """

    def __init__(self, places: Mapping[Source, Place]) -> None:
        self.drafts = frozenset(place.path for place in places.values() if place.is_private)
        self._paths: dict[str, Place] = {}
        self._addresses: dict[str, Place] = {}
        # Partial path -> folder of the file -> the file nearest to the root; of all folders, under None.
        self._partial: dict[str, dict[str | None, tuple[str, Place]]] = {}
        self._titles: dict[str, Place] = {}
        for (path, number), place in sorted(places.items()):
            if number > 1:
                continue
            self._paths.setdefault(_normal(path), place)
            parts = _normal(path).split("/")
            for depth in range(1, min(len(parts), _DEEPEST) + 1):
                self._add_partial("/".join(parts[-depth:]), path, place)
            bare = _DATE.sub("", parts[-1])
            if bare != parts[-1]:
                self._add_partial(bare, path, place)
            for address in place.addresses:
                self._addresses.setdefault(_normal(address), place)
            self._titles.setdefault(_normal(place.title), place)

    def find(self, path: str, folder: str, place: Place) -> Place | None:
        """Return what a path in a post of `folder` means."""
        name = _normal(path)
        if path.startswith("/"):
            return self._addresses.get(name) or self._nearest(name, folder)
        near = posixpath.normpath(posixpath.join(folder, path))
        if found := self._paths.get(_normal(near)):
            return found
        for address in place.addresses:  # relative to where it was published
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(address), path))
            if found := self._addresses.get(_normal(beside)):
                return found
        if path.startswith(".."):
            return None
        return self._nearest(name, folder) or self._titles.get(name)

    def _nearest(self, name: str, folder: str) -> Place | None:
        found = self._partial.get(name)
        if not found:
            return None
        return (found.get(folder) or found[None])[1]

    def _add_partial(self, name: str, path: str, place: Place) -> None:
        nearest = self._partial.setdefault(name, {})
        for folder in (posixpath.dirname(path), None):
            if folder not in nearest or (len(path), path) < (len(nearest[folder][0]), nearest[folder][0]):
                nearest[folder] = path, place


def _normal(name: str) -> str:
    """Return one form for a path or an address: no ending, no slashes around it, case folded."""
    plain = unicodedata.normalize("NFC", name).strip().strip("/")
    return _ENDING.sub("", plain).removeprefix("./").casefold()


def _anchor(anchor: str, place: Place) -> str:
    """Return the id that a heading of a note gets here."""
    text = unicodedata.normalize("NFC", unquote(anchor))
    if text.startswith("^"):
        return quote(text, safe="^")
    text = text.rsplit("#", 1)[-1]  # Obsidian names the headings above as well
    return quote(place.ids.get(text) or place.ids.get(text.lower()) or id_of(text), safe="")
