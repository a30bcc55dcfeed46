"""Notes -> the folders that Hexo, Hugo, Jekyll and Obsidian read: nobody is locked in.

What those generators do not have (citations, digest items, boxes of `!!!`) stays as it is, readable Markdown.
Addresses stay, too. Plain pages, `papers.bib` and records of snippets do not come along.

An import of an export gives the same notes but for this: code that a translation left to the other
language stands in it, too; formulas that came by way of Jekyll all have dollars; `$5` may be
`\\$5`; a password is gone.
"""

from __future__ import annotations

from collections.abc import Mapping

from techdigest.importers.export.base import Target
from techdigest.importers.export.exporting import ExportedFile, export, without_private
from techdigest.importers.export.hexo import Hexo
from techdigest.importers.export.hugo import Hugo
from techdigest.importers.export.jekyll import Jekyll
from techdigest.importers.export.obsidian import Obsidian

__all__ = ["TARGETS", "ExportedFile", "Target", "export", "without_private"]

TARGETS: Mapping[str, Target] = {target.name: target for target in (Hexo(), Hugo(), Jekyll(), Obsidian())}
