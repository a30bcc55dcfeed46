"""Divides a page's HTML into sections: a heading with an id, and the text until the next.

What authors can say in the HTML:

- ``data-search-exclude`` on an element leaves out its subtree; on a heading, its section and what is below.
- ``data-search-text="…"`` on an element replaces its text, as for a formula.

Left out always: scripts, styles, drawings, templates, links from a heading to itself, line numbers beside
code, numbers and arrows of footnotes, the readings of ruby text, and what is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cjksearch.pages.open_elements import BLOCKS, VOID, OpenElements, words
from cjksearch.pages.text import Lines
from cjksearch.pages.tokens import End, Start, Text, Token, tokens

HEADINGS = {f"h{level}": level for level in range(1, 7)}

_NOT_IN_HEADINGS = BLOCKS - words("br button label")
_SKIPPED = words(
    "annotation audio canvas head iframe noembed noframes noscript object rp rt script select style svg "
    "template textarea video"
)
# As MkDocs, Hugo, Hexo, VitePress and Docusaurus name links from a heading to itself, and line numbers.
_SKIPPED_CLASSES = words(
    "headerlink header-anchor hash-link heading-anchor anchorjs-link footnote-ref footnote-backref "
    "linenos linenodiv lineno lnt ln gutter line-numbers-wrapper"
)
# What a start tag closes when it is the innermost open element: authors may leave out these end tags.
_CLOSES = {
    **dict.fromkeys(_NOT_IN_HEADINGS, ("p",)),
    **dict.fromkeys(("dt", "dd"), ("p", "dt", "dd")),
    **dict.fromkeys(("td", "th"), ("p", "td", "th")),
    **dict.fromkeys(("tbody", "tfoot"), ("p", "td", "th", "tr", "thead", "tbody")),
    "li": ("p", "li"),
    "tr": ("p", "td", "th", "tr"),
    "option": ("option",),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page as plain text, blocks apart by line breaks.

    The first section of a page is its beginning: its `anchor` is empty, its `level` 0, and its `heading` that
    of the page's first heading, if that is an h1. `level` is 1 to 6 for the others.
    """

    anchor: str
    level: int
    heading: str
    text: str


def sections(source: str) -> list[Section]:
    """Return the sections of a page's HTML in order, the page's beginning first; any string is understood."""
    return divide(tokens(source))


def divide(found: Iterable[Token]) -> list[Section]:
    """Return the sections that tokens make up; see `sections`."""
    reader = _Reader()
    for token in found:
        if isinstance(token, Text):
            reader.text(token.data)
        elif isinstance(token, Start):
            reader.start(token)
        elif isinstance(token, End):
            reader.end(token.name)
    return reader.finish()


class _Draft:
    """A section under construction."""

    def __init__(self, anchor: str, level: int) -> None:
        self.anchor, self.level = anchor, level
        self.heading = Lines()
        self.text = Lines()


class _Reader:
    """Turns tokens into sections.

    `_skipped` and `_heading` are the places of the open element whose subtree is left out, and of the open
    heading; -1 for none. `_excluded_level` is the level of the heading whose section is left out, or 0.
    """

    def __init__(self) -> None:
        self._open = OpenElements()
        self._drafts = [_Draft("", 0)]
        self._skipped = -1
        self._heading = -1
        self._excluded_level = 0
        self._has_heading = False

    def text(self, data: str) -> None:
        if self._skipped >= 0 or self._excluded_level:
            return
        if self._heading >= 0:
            self._drafts[-1].heading.add(data)
        else:
            self._drafts[-1].text.add(data, preformatted="\n" in data and "pre" in self._open)

    def start(self, tag: Start) -> None:
        self._close_implied(tag.name)
        if self._skipped >= 0:
            if tag.name not in VOID and not tag.is_empty:
                self._open.open(tag.name)
            return
        begins_heading = tag.name in HEADINGS and self._begin_heading(tag)
        if tag.name in BLOCKS:
            self._break_line()
        attributes = tag.attributes
        replacement = attributes.get("data-search-text")
        is_skipped = tag.name in _SKIPPED or (bool(attributes) and _is_hidden(tag.name, attributes))
        if tag.name in VOID or (tag.name == "svg" and tag.is_empty):
            if replacement is not None and not is_skipped:
                self.text(replacement)
            return
        place = self._open.open(tag.name)
        if begins_heading:
            self._heading = place
        if replacement is not None and not is_skipped:
            self.text(replacement)
        if replacement is not None or is_skipped:
            self._skipped = place

    def end(self, name: str) -> None:
        self._open.close(name)
        if self._skipped >= 0 or self._heading >= 0:
            self._settle()
        if name in BLOCKS:
            self._break_line()

    def finish(self) -> list[Section]:
        """Return what has been read."""
        return [
            Section(draft.anchor, draft.level, str(draft.heading).replace("\n", " "), str(draft.text))
            for draft in self._drafts
        ]

    def _begin_heading(self, tag: Start) -> bool:
        """Begin what the heading begins; tell whether its text is that of a section's heading."""
        level = HEADINGS[tag.name]
        is_title = level == 1 and not self._has_heading
        self._has_heading = True
        if level <= self._excluded_level:
            self._excluded_level = 0
        if "data-search-exclude" in tag.attributes and not self._excluded_level:
            self._excluded_level = level
        if self._excluded_level:
            return False
        anchor = tag.attributes.get("id", "").strip()
        if not is_title and anchor:
            self._drafts.append(_Draft(anchor, level))
        return is_title or bool(anchor)

    def _close_implied(self, name: str) -> None:
        # A heading holds no blocks: this one was never closed.
        if self._heading >= 0 and self._skipped < 0 and name in _NOT_IN_HEADINGS:
            self._open.close_from(self._heading)
            self._settle()
        if closable := _CLOSES.get(name):
            while self._open.names and self._open.names[-1] in closable:
                self._open.close_from(len(self._open) - 1)
            self._settle()

    def _settle(self) -> None:
        """Forget the skipped element and the heading once they are closed."""
        if len(self._open) <= self._skipped:
            self._skipped = -1
        if len(self._open) <= self._heading:
            self._heading = -1

    def _break_line(self) -> None:
        if self._skipped < 0 and not self._excluded_level:
            draft = self._drafts[-1]
            (draft.heading if self._heading >= 0 else draft.text).break_line()


def _is_hidden(name: str, attributes: dict[str, str]) -> bool:
    return (
        "data-search-exclude" in attributes
        or attributes.get("hidden", "until-found").lower() != "until-found"
        or (name == "a" and attributes.get("aria-hidden") == "true")
        or not _SKIPPED_CLASSES.isdisjoint(attributes.get("class", "").split())
    )
