"""The snippets of a content folder, and what each of them runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from techdigest.snippets.fingerprint import canonical
from techdigest.snippets.model import Fence, Snippet
from techdigest.snippets.portable.jobs import Part
from techdigest.snippets.setups import setup_order


@dataclass(frozen=True)
class SnippetLibrary:
    """All snippets that can be run, and how many were asked for.

    Attributes:
        snippets: By id.
        declared: How many different snippets the pages ask to be run, those with errors included: as many
            must have an outcome.
        private: Ids of the snippets that only private notes show: they are run, but published nowhere.
        codes: The code that a page shows for a fence that stands empty there, by path and id.
    """

    snippets: tuple[Snippet, ...] = ()
    declared: int = 0
    private: frozenset[str] = frozenset()
    codes: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def by_id(self) -> Mapping[str, Snippet]:
        """The snippets by their id."""
        return {snippet.id: snippet for snippet in self.snippets}

    def on_page(self, path: str) -> tuple[Snippet, ...]:
        """The snippets that a page shows, in its order."""
        return self._pages.get(path, ())

    def of(self, fence: Fence) -> Snippet | None:
        """The snippet that a fence of a page stands for; None where it has an error and is not run."""
        snippet = self.by_id.get(fence.id)
        if snippet is None or fence.path not in (place.path for place in snippet.places):
            return None
        is_same = not fence.code or canonical(fence.code) == canonical(snippet.code)
        return snippet if is_same else None

    def code_of(self, fence: Fence) -> str:
        """The code to show for a fence: its own, or that of the page which it refers to by its id."""
        return fence.code or self.codes.get((fence.path, fence.id), "")

    def parts_of(self, snippet: Snippet) -> tuple[Part, ...]:
        """What runs for a snippet: its setup first, with the setup of that, and its own code last."""
        order = [*setup_order(snippet.setup, self._setups), snippet.id]
        parts = [self.by_id[name] for name in order]
        return tuple(Part(part.place.path, part.place.line + 1, part.code) for part in parts)

    @cached_property
    def _setups(self) -> Mapping[str, Sequence[str]]:
        return {snippet.id: snippet.setup for snippet in self.snippets}

    @cached_property
    def _pages(self) -> Mapping[str, tuple[Snippet, ...]]:
        shown: dict[str, list[tuple[int, Snippet]]] = {}
        for snippet in self.snippets:
            for place in snippet.places:
                shown.setdefault(place.path, []).append((place.line, snippet))
        return {
            path: tuple(snippet for _, snippet in sorted(found, key=lambda pair: pair[0]))
            for path, found in shown.items()
        }
