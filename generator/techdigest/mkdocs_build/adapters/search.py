"""The search plugins of MkDocs and of Material: the entries of a page are kept with it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from mkdocs.structure.pages import Page

from techdigest.incremental.digests import Digest


class SearchAdapter:
    """Collects what the plugin's own handler of `page_context` would: the entries of each page, in order."""

    #: The plugin does it itself where its handler is called for every page.
    collects_in_templates = True

    def __init__(self, plugin: Any) -> None:
        self._plugin = plugin

    def page_results(self, page: Page) -> list[dict[str, Any]]:
        """The entries of one page."""
        if not self._plugin.config.get("enabled", True):
            return []
        index = copy.copy(self._plugin.search_index)
        entries = _entries(index)
        setattr(index, entries, [])
        index.add_entry_from_context(page)
        found: list[dict[str, Any]] = getattr(index, entries)
        return found

    def forget_page_results(self) -> None:
        """Begin with no entries, whoever has added some."""
        if self._plugin.config.get("enabled", True):
            index = self._plugin.search_index
            setattr(index, _entries(index), [])

    def take_page_results(self, page: Page, digest: Digest, load: Callable[[], list[dict[str, Any]]]) -> None:
        """Add the entries of a page."""
        if self._plugin.config.get("enabled", True):
            index = self._plugin.search_index
            getattr(index, _entries(index)).extend(load())

    def template_inputs(self, page: Page) -> object:
        """The handler only takes attributes out of the page's own content."""
        return ()


def _entries(index: object) -> str:
    """The name of the list of entries: MkDocs' index has another than Material's."""
    return "_entries" if hasattr(index, "_entries") else "entries"
