"""Titles of the registry, found whole or at a place inside a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from weakref import WeakKeyDictionary

from techdigest.papers.model import Paper
from techdigest.papers.registry import Registry
from techdigest.papers.titles import title_key

_PREFIX = 10  # characters of a key by which titles inside a line are looked up
_FIRST = 5  # characters of a key that are looked for before
_MIN_INSIDE = 5  # characters: what is shorter is never looked for inside a line
_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u3400-\u9fff]")
LONGEST_TITLE = 400  # characters


class TitleIndex:
    """The titles and aliases of a registry by their keys. Build it once for a registry: `title_index`."""

    def __init__(self, registry: Registry | None = None) -> None:
        self.registry = registry or Registry()
        self._papers: dict[str, list[Paper]] = {}
        self._short: set[str] = set()
        self._by_prefix: dict[str, list[str]] = {}
        self._beginnings: dict[str, list[str]] = {}
        for paper in self.registry.papers:
            for title in (paper.title, *paper.aliases):
                self._add(title, paper)
        for keys in self._by_prefix.values():
            keys.sort(key=lambda key: (-len(key), key))
        self._first_lengths = sorted({len(first) for first in self._beginnings})
        self._short_lengths = sorted({len(p) for p in self._by_prefix if len(p) < _PREFIX}, reverse=True)

    def _add(self, title: str, paper: Paper) -> None:
        key = title_key(title)
        if not key:
            return
        if key in self._papers:
            if paper not in self._papers[key]:
                self._papers[key].append(paper)
            return
        self._papers[key] = [paper]
        self._beginnings.setdefault(key[:_FIRST], []).append(key[:_PREFIX])
        if is_short(title):
            self._short.add(key)
        if len(key) >= _MIN_INSIDE:
            self._by_prefix.setdefault(key[:_PREFIX], []).append(key)

    def papers(self, title: str) -> tuple[Paper, ...]:
        """The entries that have this title, in the order of the registry."""
        return self.by_key(title_key(title)) if len(title) <= LONGEST_TITLE else ()

    def by_key(self, key: str) -> tuple[Paper, ...]:
        """The entries with this title key."""
        return tuple(self._papers.get(key, ()))

    def is_short(self, key: str) -> bool:
        """Whether the title of this key is too short, or too common, to be told from other words."""
        return key in self._short

    def may_stand_in(self, text: str) -> bool:
        """Whether the beginning of a title's key stands somewhere in a text: if not, no title does."""
        key = title_key(text)
        known = self._beginnings.keys()
        for length in self._first_lengths:
            firsts = known & {key[at : at + length] for at in range(len(key) - length + 1)}
            if any(beginning in key for first in firsts for beginning in self._beginnings[first]):
                return True
        return False

    def starting_at(self, compact: str, start: int) -> Iterator[str]:
        """Yield the title keys that stand at `compact[start:]`, longest first."""
        for key in self._by_prefix.get(compact[start : start + _PREFIX], ()):
            if compact.startswith(key, start):
                yield key
        for length in self._short_lengths:
            key = compact[start : start + length]
            if len(key) == length and key in self._papers:
                yield key


def is_short(title: str) -> bool:
    """Whether a title is too short or too common to be told from other words without more evidence."""
    key = title_key(title)
    if _HAN.search(key):
        return len(key) < 6
    return len(_WORD.findall(title)) < 4 and len(key) < 20


def compact(text: str) -> tuple[str, list[int]]:
    """Return what `title_key` keeps of a text, and for each of its characters where it comes from."""
    keys, places = [], []
    for place, character in enumerate(text):
        for kept in _kept(character):
            keys.append(kept)
            places.append(place)
    return "".join(keys), places


@lru_cache(maxsize=20_000)
def _kept(character: str) -> str:
    return title_key(character)


_INDEXES: WeakKeyDictionary[Registry, TitleIndex] = WeakKeyDictionary()


def title_index(registry: Registry) -> TitleIndex:
    """The index of a registry; made once."""
    index = _INDEXES.get(registry)
    if index is None:
        index = _INDEXES[registry] = TitleIndex(registry)
    return index
