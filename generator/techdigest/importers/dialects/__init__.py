"""All dialects, one a file, and how a tree's dialect is recognised."""

from __future__ import annotations

from collections.abc import Mapping

from techdigest.importers.dialects.base import Dialect, Evidence, Recognition
from techdigest.importers.dialects.hackmd import HackMD
from techdigest.importers.dialects.hexo import Hexo
from techdigest.importers.dialects.hugo import Hugo
from techdigest.importers.dialects.jekyll import Jekyll
from techdigest.importers.dialects.mdbook import MdBook
from techdigest.importers.dialects.obsidian import Obsidian
from techdigest.importers.dialects.text import PlainText
from techdigest.importers.tree import Tree

__all__ = ["DIALECTS", "Dialect", "Evidence", "Recognition", "recognise"]

DIALECTS: Mapping[str, Dialect] = {
    dialect.name: dialect
    for dialect in (Hexo(), Jekyll(), Hugo(), MdBook(), Obsidian(), HackMD(), PlainText())
}


def recognise(tree: Tree) -> Recognition:
    """Return the dialect for which most speaks; of equals the first in `DIALECTS`."""
    found = {name: dialect.evidence(tree) for name, dialect in DIALECTS.items()}
    best = max(found, key=lambda name: sum(each.weight for each in found[name]))
    if not found[best]:
        return Recognition(DIALECTS["text"], ("there is no Markdown, and no sign of a generator",))
    return Recognition(
        DIALECTS[best], tuple(each.reason for each in sorted(found[best], key=lambda each: -each.weight))
    )
