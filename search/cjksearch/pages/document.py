"""A whole HTML document, of whatever generator: what it says of itself, and its main content.

The main content is, whichever comes first: elements with ``data-search-body``; ``<main>``; ``<article>``; the
body. Within it ``<nav>``, ``<aside>`` and ``<footer>`` are left out, and ``<header>`` where it is the site's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cjksearch.pages.open_elements import VOID, OpenElements, words
from cjksearch.pages.sections import HEADINGS, Section, divide
from cjksearch.pages.text import collapse
from cjksearch.pages.tokens import CutOff, End, Start, Text, Token, tokens

_AROUND = words("nav aside footer dialog template title")
_ROLES_AROUND = words("navigation complementary contentinfo search dialog")
# An anchor on one of these, right before a heading without one, is the heading's: so Sphinx writes it.
_ANCHORED = words("section div article header hgroup a span")
_NOT_INDEXED = re.compile(r"\b(?:noindex|none)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """What a page's HTML says. Empty strings stand for "not said".

    Attributes:
        title: Its first heading if that is an h1, else ``og:title``, else ``<title>``.
        lang: As in ``<html lang>``.
        canonical: The address in ``<link rel="canonical">``.
        date: Of ``article:published_time``.
        tags: Of ``article:tag``.
        is_hidden: It asks search engines not to index it, or only leads elsewhere.
        is_marked: It has an element with ``data-search-body``.
        is_listing: Its content is several articles, which mostly have pages of their own.
        is_cut_off: Its end is missing.
        sections: Of the main content.
    """

    title: str
    lang: str
    canonical: str
    date: str
    tags: tuple[str, ...]
    is_hidden: bool
    is_marked: bool
    is_listing: bool
    is_cut_off: bool
    sections: list[Section]


def read_document(source: str) -> Document:
    """Return what a page says; any string is understood, in linear time."""
    head, content = _Head(), _Content()
    is_cut_off = False
    for token in tokens(source):
        is_cut_off |= isinstance(token, CutOff)
        head.read(token)
        content.read(token)
    parts = divide(content.chosen())
    return Document(
        title=parts[0].heading or collapse(head.said.get("og:title") or head.title),
        lang=head.lang,
        canonical=head.canonical,
        date=head.said.get("article:published_time", ""),
        tags=tuple(dict.fromkeys(filter(None, map(collapse, head.tags)))),
        is_hidden=head.is_hidden,
        is_marked="marked" in content.regions,
        is_listing="marked" not in content.regions and len(content.regions.get("article", ())) > 1,
        is_cut_off=is_cut_off,
        sections=parts,
    )


class _Head:
    """What stands in the head; where something is said twice, the first counts."""

    def __init__(self) -> None:
        self.lang = self.canonical = self.title = ""
        self.tags: list[str] = []
        self.said: dict[str, str] = {}
        self.is_hidden = False
        self._is_title = False
        self._inside = 0  # drawings, whose <title> is another

    def read(self, token: Token) -> None:
        if isinstance(token, Text):
            if self._is_title and not self._inside and not self.title:
                self.title = token.data
            self._is_title = False
        elif isinstance(token, Start):
            self._is_title = token.name == "title"
            self._inside += token.name == "svg" and not token.is_empty
            self._start(token.name, token.attributes)
        elif isinstance(token, End) and token.name == "svg":
            self._inside = max(0, self._inside - 1)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        content = attributes.get("content", "").strip()
        if name == "html":
            self.lang = self.lang or attributes.get("lang", "").strip()
        elif name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self.canonical = self.canonical or attributes.get("href", "").strip()
        elif name == "meta":
            key = (attributes.get("name") or attributes.get("property") or "").strip().lower()
            if key == "article:tag":
                self.tags.append(content)
            elif key:
                self.said.setdefault(key, content)
            leads_elsewhere = (
                attributes.get("http-equiv", "").strip().lower() == "refresh" and "url" in content.lower()
            )
            self.is_hidden |= leads_elsewhere or (key == "robots" and bool(_NOT_INDEXED.search(content)))


class _Content:
    """Keeps a page's tokens, and where the elements begin and end that may be its main content."""

    def __init__(self) -> None:
        #: By kind, [first token, token behind the last or 0 if never closed] of the outermost of that kind.
        self.regions: dict[str, list[list[int]]] = {}
        self._tokens: list[Token] = []
        self._open = OpenElements()
        self._within: list[tuple[int, str]] = []  # place of an open element, kind of region
        self._left_out = -1  # place of the open element whose subtree is no content
        self._anchor = ""

    def read(self, token: Token) -> None:
        if isinstance(token, Start):
            self._start(token)
            return
        if isinstance(token, Text) and not token.data.isspace():
            self._anchor = ""
        self._tokens.append(token)
        if isinstance(token, End):
            self._open.close(token.name)
            self._settle()

    def chosen(self) -> Iterator[Token]:
        """Yield the tokens of the main content."""
        for kind in ("marked", "main", "article"):
            if kind in self.regions:
                for first, end in self.regions[kind]:
                    yield from self._tokens[first : end or None]
                return
        yield from self._tokens

    def _start(self, tag: Start) -> None:
        if tag.name in VOID or (tag.is_empty and ("svg" in self._open or "math" in self._open)):
            self._tokens.append(tag)
            return
        if self._left_out < 0:
            tag = self._anchored(tag)
        is_outermost = self._left_out < 0 and self._is_around(tag)
        if is_outermost:
            tag = Start(tag.name, {**tag.attributes, "data-search-exclude": ""})
        place = self._open.open(tag.name)
        if is_outermost:
            self._left_out = place
        kind = self._kind(tag)
        if kind and self._left_out < 0 and all(other != kind for _, other in self._within):
            self.regions.setdefault(kind, []).append([len(self._tokens), 0])
            self._within.append((place, kind))
        self._tokens.append(tag)

    def _settle(self) -> None:
        while self._within and self._within[-1][0] >= len(self._open):
            _, kind = self._within.pop()
            self.regions[kind][-1][1] = len(self._tokens)
        if len(self._open) <= self._left_out:
            self._left_out = -1

    def _is_around(self, tag: Start) -> bool:
        """Tell whether an element is around the content rather than part of it."""
        role = tag.attributes.get("role", "").strip().lower()
        is_banner = tag.name == "header" or role == "banner"
        return (
            tag.name in _AROUND
            or role in _ROLES_AROUND
            or ("data-search-exclude" in tag.attributes and tag.name not in HEADINGS)
            or (is_banner and not self._within)
        )

    def _kind(self, tag: Start) -> str:
        if "data-search-body" in tag.attributes:
            return "marked"
        if tag.name == "main" or tag.attributes.get("role", "").strip().lower() == "main":
            return "main"
        return "article" if tag.name == "article" else ""

    def _anchored(self, tag: Start) -> Start:
        """Return the tag; if it begins a heading without an anchor, with the one right before it."""
        own = tag.attributes.get("id", "").strip()
        if tag.name in HEADINGS:
            anchor, self._anchor = self._anchor, ""
            return tag if own or not anchor else Start(tag.name, {**tag.attributes, "id": anchor})
        if tag.name in _ANCHORED:
            self._anchor = own or (tag.name == "a" and tag.attributes.get("name", "").strip()) or self._anchor
        return tag
