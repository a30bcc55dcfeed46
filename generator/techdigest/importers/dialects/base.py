"""What a dialect is: how it is told, and which posts a tree of it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Protocol

from techdigest.importers.model import Finding, Post
from techdigest.importers.tree import Tree


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that speaks for a dialect: `weight` is 1 for a hint and 10 for what nothing else has."""

    weight: int
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a tree's configuration says of the site as a whole.

    Attributes:
        zone: The zone of times that name none; None where it does not say.
        urls: Where the site was published, such as `https://blog.example/root`; links there are its own.
        breaks: Whether the end of a line within a paragraph is a line break.
        ids: How headings got their ids: `github` (as here, but for repeated ones), `kramdown` (of English
            letters only), or empty where nobody knows.
    """

    zone: tzinfo | None = None
    urls: tuple[str, ...] = ()
    breaks: bool = False
    ids: str = ""


class Dialect(Protocol):
    """A way in which a generator or an editor keeps posts."""

    @property
    def name(self) -> str:
        """As `--from` says it."""

    def evidence(self, tree: Tree) -> tuple[Evidence, ...]:
        """Return what speaks for this dialect."""

    def facts(self, tree: Tree) -> Facts:
        """Return what the tree's configuration says."""

    def posts(self, tree: Tree, found: list[Finding]) -> Iterator[Post]:
        """Yield the posts by path, each time in the same order. `found` gets what was mended."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The dialect that was recognised, and what speaks for it."""

    dialect: Dialect
    reasons: tuple[str, ...]
