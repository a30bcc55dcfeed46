"""Obsidian: a vault of files that name one another by `[[wikilinks]]`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from techdigest.importers.dialects.base import Evidence, Facts
from techdigest.importers.dialects.configs import read_configuration
from techdigest.importers.dialects.reading import read_post
from techdigest.importers.model import Finding, Post
from techdigest.importers.tree import Tree

_SETTINGS = ".obsidian/app.json"
_WIKILINK = re.compile(r"!?\[\[[^\[\]\n]{1,300}\]\]")
_CALLOUT = re.compile(r"^>[ \t]*\[![a-zA-Z-]{1,30}\][+-]?", re.MULTILINE)
_BLOCK = re.compile(r"^```(?:dataview|dataviewjs|tasks|button)\b|^%%", re.MULTILINE)


class Obsidian:
    """A vault."""

    name = "obsidian"

    def evidence(self, tree: Tree) -> tuple[Evidence, ...]:
        """Return what speaks for a vault."""
        found = []
        if (tree.root / ".obsidian").is_dir() and len(tree.files) != 1:
            found.append(Evidence(10, "there is a folder .obsidian"))
        if any(path.endswith((".canvas", ".excalidraw.md")) for path in tree.files):
            found.append(Evidence(5, "there are canvases or drawings"))
        count = len(tree.samples)
        for pattern, weight, what in (
            (_WIKILINK, 6, "[[wikilinks]]"),
            (_CALLOUT, 3, "callouts such as > [!note]"),
            (_BLOCK, 3, "dataview blocks or %%comments%%"),
        ):
            having = sum(pattern.search(text) is not None for _, text in tree.samples)
            if having:  # C++ has [[attributes]], and GitHub such callouts
                share = min(1.0, 5 * having / count)
                found.append(Evidence(round(weight * share), f"{having} of {count} texts have {what}"))
        return tuple(found)

    def facts(self, tree: Tree) -> Facts:
        """A vault says nothing of zones and addresses; its editor may be set to join lines."""
        settings = read_configuration(tree.setting(_SETTINGS) or "", _SETTINGS) or {}
        return Facts(breaks=settings.get("strictLineBreaks") is not True)

    def posts(self, tree: Tree, found: list[Finding]) -> Iterator[Post]:
        """Yield every text of the vault; it was published nowhere."""
        for path in tree.files:
            post = read_post(tree, path, found) if tree.is_page(path) else None
            if post is not None:
                yield replace(post, folders=tuple(dict.fromkeys((posixpath.dirname(path), ""))))
