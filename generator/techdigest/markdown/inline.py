"""Inline patterns, tried only on text that holds what they look for: most text is plain."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Mapping
from typing import Any

from markdown import Markdown, inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER_PREFIX, AtomicString

# Regular expressions, and characters of which each of their matches has one. Ours say it by `NEEDED`.
_NEEDED: Mapping[str, str] = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "[",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.LINE_BREAK_RE: "\n",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
    r"\[\^([^\]]*)\]": "[",  # footnotes
}
_DELIMITERS = re.compile(r"(?:\\?[*_=~^+](?:\||\Z))+")  # emphasis, marks and the like
_PLACED = frozenset(INLINE_PLACEHOLDER_PREFIX + ETX + "0123456789")  # takes the place of what is matched


class SparingInline(InlineProcessor):
    """Does what Python-Markdown's own does, without trying patterns in vain."""

    def run(self, tree: etree.Element, ancestors: list[str] | None = None) -> etree.Element:
        """Apply inline patterns to the tree in place, and return it."""
        self._patterns = [(pattern, needed_by(pattern)) for pattern in self.inlinePatterns]
        return super().run(tree, ancestors)

    def _handle(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        apply: Callable[..., tuple[str, bool, int]]
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]  # its private name
        patterns, start, held = self._patterns, 0, set(data)
        while patternIndex < len(patterns):
            pattern, needed = patterns[patternIndex]
            if needed and held.isdisjoint(needed):
                matched, start = False, 0
            else:
                data, matched, start = apply(pattern, data, patternIndex, start)
            if matched:
                held |= _PLACED  # what was matched may be left elsewhere
            else:
                patternIndex += 1
        return data

    _InlineProcessor__handleInline = _handle  # what the base class calls for each piece of text


def needed_by(pattern: Any) -> str:
    """Characters of which each match of a pattern has at least one; none where that is not known."""
    expression: str = pattern.pattern
    if _DELIMITERS.fullmatch(expression):
        return expression.replace("\\", "").replace("|", "")
    return getattr(pattern, "NEEDED", "") or _NEEDED.get(expression, "")


def register_inline(md: Markdown) -> None:
    """Put ours in the place of Python-Markdown's own, unless an extension has."""
    if type(md.treeprocessors["inline"]) is InlineProcessor:
        md.treeprocessors.register(SparingInline(md), "inline", 20)
