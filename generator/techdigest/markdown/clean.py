"""Keep scripts of notes from reaching the page, whichever way they came into its HTML."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from techdigest.diagnostics import Severity
from techdigest.markdown.render import Current
from techdigest.markdown.safe_html import without_scripts

_HINTS = {
    "script-removed": "leave scripts to the theme, or set `allow_scripts` if all notes are your own",
    "remote-media": "pages ask no other site: put a copy beside the note, or link to it",
}


class TreeDone(Treeprocessor):
    """Notes that the page itself is next: tables of contents have their headings postprocessed, too."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Change nothing in the tree."""
        self._current.rendering.is_tree_done = True


class RemoveScripts(Postprocessor):
    """Removes scripts from the page, before formulas are put in."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, text: str) -> str:
        """Return the page without scripts."""
        rendering = self._current.rendering
        if rendering.context.allow_scripts:
            return text

        def report(piece: str, removed: str, code: str) -> None:
            if rendering.is_tree_done:
                message = f"{removed} was removed"
                rendering.report(piece, code, message, _HINTS[code], Severity.WARNING)

        return without_scripts(text, report)


def register_clean(md: Markdown, current: Current) -> None:
    """Register the processors: raw HTML is put back at 30, formulas are put in at -15."""
    md.treeprocessors.register(TreeDone(md, current), "td-tree-done", -100)
    md.postprocessors.register(RemoveScripts(md, current), "td-remove-scripts", -10)
