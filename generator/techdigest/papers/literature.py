"""Who discusses which paper: the mentions of all notes, put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from techdigest.papers.model import Mention, Paper
from techdigest.papers.registry import Registry


@dataclass(frozen=True, slots=True)
class Discussion:
    """What one note, or one item of a digest, says of one paper.

    Attributes:
        path: The note's file.
        item: The anchor of the digest item; empty for the note as a whole.
        mentions: In order; never empty.
    """

    path: str
    item: str
    mentions: tuple[Mention, ...]


class Literature:
    """The papers of a knowledge base and the notes that mention them.

    Args:
        registry: The papers.
        mentions: All mentions of each note, by its file, in the order of the text.
        works: What the translations of a note share, by file: shared papers count once for all translations.
    """

    def __init__(
        self,
        registry: Registry | None = None,
        mentions: Mapping[str, Iterable[Mention]] | None = None,
        works: Mapping[str, str] | None = None,
    ) -> None:
        self.registry = registry or Registry()
        self.mentions = {path: tuple(found) for path, found in sorted((mentions or {}).items())}
        self._works = works or {}

    def refresh(self, path: str, mentions: Iterable[Mention]) -> None:
        """Let other mentions of a note take the place of the first, for its own page."""
        self.mentions[path] = tuple(mentions)

    def __bool__(self) -> bool:
        return bool(self.registry)

    def discussions(self, key: str) -> tuple[Discussion, ...]:
        """What is said of a paper, by file and, within a digest, in the order of its items."""
        return self._discussions.get(key, ())

    def papers_of(self, path: str, item: str | None = None) -> tuple[Paper, ...]:
        """The papers that a note, or one item of a digest, mentions, in the order of their first mention."""
        keys = dict.fromkeys(
            mention.key
            for mention in self.mentions.get(path, ())
            if mention.key and (item is None or mention.item == item)
        )
        return tuple(self.registry.by_key[key] for key in keys)

    def cites(self, paper: Paper) -> tuple[Paper, ...]:
        """The papers of the registry that a paper cites."""
        return tuple(self.registry.by_key[key] for key in paper.cites if key in self.registry.by_key)

    def cited_by(self, paper: Paper) -> tuple[Paper, ...]:
        """The papers of the registry that cite a paper."""
        return self._cited_by.get(paper.key, ())

    def related(self, key: str, limit: int = 10) -> tuple[tuple[Paper, int], ...]:
        """The papers that are mentioned in the same notes, with the number of these; most first."""
        shared: Counter[str] = Counter()
        for work in self._works_of.get(key, ()):
            shared.update(self._keys_of[work])
        del shared[key]
        best = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return tuple((self.registry.by_key[other], count) for other, count in best)

    @cached_property
    def _discussions(self) -> dict[str, tuple[Discussion, ...]]:
        grouped: dict[tuple[str, str, str], list[Mention]] = {}
        for path, mentions in self.mentions.items():
            for mention in mentions:
                if mention.key:
                    grouped.setdefault((mention.key, path, mention.item), []).append(mention)
        found: dict[str, list[Discussion]] = {}
        for (key, path, item), together in grouped.items():
            found.setdefault(key, []).append(Discussion(path, item, tuple(together)))
        return {key: tuple(discussions) for key, discussions in found.items()}

    @cached_property
    def _cited_by(self) -> dict[str, tuple[Paper, ...]]:
        found: dict[str, list[Paper]] = {}
        for paper in self.registry.papers:
            for other in dict.fromkeys(paper.cites):
                found.setdefault(other, []).append(paper)
        return {key: tuple(papers) for key, papers in found.items()}

    @cached_property
    def _keys_of(self) -> dict[str, list[str]]:
        keys: dict[str, dict[str, None]] = {}
        for path, mentions in self.mentions.items():
            work = keys.setdefault(self._works.get(path, path), {})
            work.update(dict.fromkeys(mention.key for mention in mentions if mention.key))
        return {work: list(found) for work, found in keys.items()}

    @cached_property
    def _works_of(self) -> dict[str, list[str]]:
        works: dict[str, list[str]] = {}
        for work, keys in self._keys_of.items():
            for key in keys:
                works.setdefault(key, []).append(work)
        return works
