"""Notes -> the folders that Hexo, Hugo, Jekyll and Obsidian read: nobody is locked in.

An import of an export gives the same notes. What those generators do not have (code that is run, citations,
digest items) stays as it is, readable Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping

from techdigest.importers.export.base import Target
from techdigest.importers.export.exporting import ExportedFile, export
from techdigest.importers.export.hexo import Hexo
from techdigest.importers.export.hugo import Hugo
from techdigest.importers.export.jekyll import Jekyll
from techdigest.importers.export.obsidian import Obsidian

__all__ = ["TARGETS", "ExportedFile", "Target", "export"]

TARGETS: Mapping[str, Target] = {target.name: target for target in (Hexo(), Hugo(), Jekyll(), Obsidian())}
