"""Give the source back where what was taken out of it turned out to be no markup."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from techdigest.markdown.render import Current


class RestoreCode(Treeprocessor):
    """Gives code back what was taken out of it."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Restore the text of every code element."""
        for element in root.iter("code"):
            for tokens in self._current.rendering.taken:
                if element.text and tokens.are_in(element.text):
                    element.text = AtomicString(tokens.restore_code(element.text))


class RestoreAttributes(Treeprocessor):
    """Gives attributes back what was taken out of them: an address or a title may hold dollar signs."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, root: etree.Element) -> None:
        """Restore the attributes of every element."""
        for element in root.iter():
            for name, value in list(element.items()):
                for tokens in self._current.rendering.taken:
                    if tokens.are_in(name):
                        del element.attrib[name]
                    elif value and tokens.are_in(value):
                        element.set(name, tokens.restore(value))


class RestoreRest(Postprocessor):
    """Gives back what stayed a token: in code that other extensions have highlighted, for example."""

    def __init__(self, md: Markdown, current: Current) -> None:
        super().__init__(md)
        self._current = current

    def run(self, text: str) -> str:
        """Restore the source, escaped."""
        for tokens in self._current.rendering.taken:
            text = tokens.restore_escaped(text)
        return text


def register_restore(md: Markdown, current: Current) -> None:
    """Register the processors. Indented code is highlighted at 30, running text becomes elements at 20."""
    md.treeprocessors.register(RestoreCode(md, current), "td-restore-indented-code", 100)
    md.treeprocessors.register(RestoreCode(md, current), "td-restore-code", 19.6)
    md.treeprocessors.register(RestoreAttributes(md, current), "td-restore-attributes", 2)
    md.postprocessors.register(RestoreRest(md, current), "td-restore-rest", -20)
