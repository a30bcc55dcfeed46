"""Python-Markdown's parser, built once in a process, and as new for each page.

`Page.render` builds one for each page, though that takes longer than some pages do. Python-Markdown's own
`reset` leaves state of extensions behind, so all that can change in a parser is put back as it was built.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from functools import partial
from types import CellType, FunctionType, MethodType
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc

from techdigest.mkdocs_build.extensions import KNOWN, unknown_extensions

#: That of MkDocs' pages: what it hears decides what `Page.render` keeps.
log = logging.getLogger("mkdocs.structure.pages")


_OURS = (*KNOWN, "markdown.")


class Parser:
    """Renders the pages of one configuration as `Page.render` does."""

    def __init__(self) -> None:
        self._settings: tuple[list[Any], dict[str, Any]] | None = None
        self._markdown: Markdown | None = None
        self._state: State | None = None

    def render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Render a page; where extensions are not known, MkDocs does it with a parser of its own."""
        if type(page).render is not Page.render or page.markdown is None:
            page.render(config, files)
            return
        markdown = self._as_new(config)
        if markdown is None:
            page.render(config, files)
        else:
            _render(markdown, page, config, files)

    def _as_new(self, config: MkDocsConfig) -> Markdown | None:
        """The parser for a configuration; a handler of another page may have changed that."""
        settings = list(config.markdown_extensions), dict(config.mdx_configs or {})
        if settings != self._settings:
            self._settings = settings
            self._markdown = self._state = None
            if not unknown_extensions(config.markdown_extensions):
                self._markdown = Markdown(extensions=settings[0], extension_configs=settings[1])
                self._state = State(self._markdown)
        elif self._state is not None:
            self._state.restore()
        return self._markdown


class State:
    """All that can change in a parser and in what belongs to it: attributes and collections."""

    def __init__(self, markdown: Markdown) -> None:
        for registry in (
            markdown.preprocessors,
            markdown.parser.blockprocessors,
            markdown.inlinePatterns,
            markdown.treeprocessors,
            markdown.postprocessors,
        ):
            list(registry)  # sorts it, which is then done for all pages
        self._dicts: list[tuple[dict[Any, Any], dict[Any, Any]]] = []
        self._lists: list[tuple[list[Any] | deque[Any], list[Any]]] = []
        self._sets: list[tuple[set[Any], set[Any]]] = []
        found: dict[int, object] = {}
        waiting: list[object] = [markdown]
        while waiting:
            value = waiting.pop()
            if id(value) not in found:
                found[id(value)] = value  # held, so that no other gets its id
                self._note(value)
                waiting += _inside(value)

    def restore(self) -> None:
        """Put everything back, in place."""
        for changing, then in self._dicts:
            changing.clear()
            changing.update(then)
        for values, before in self._lists:
            values.clear()
            values.extend(before)
        for members, once in self._sets:
            members.clear()
            members.update(once)

    def _note(self, value: object) -> None:
        if isinstance(value, dict):
            self._dicts.append((value, dict(value)))
        elif isinstance(value, list | deque):
            self._lists.append((value, list(value)))
        elif isinstance(value, set):
            self._sets.append((value, set(value)))


def _inside(value: object) -> Iterator[object]:
    """What a value is made of, as far as it may belong to a parser."""
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list | tuple | deque | set | frozenset):
        yield from value
    elif isinstance(value, MethodType):
        yield value.__self__
    elif isinstance(value, partial):
        yield from (value.func, value.args, value.keywords)
    elif isinstance(value, FunctionType):
        yield from map(_content, value.__closure__ or ())
    elif type(value).__module__.startswith(_OURS) and hasattr(value, "__dict__"):
        yield vars(value)


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # empty
        return None


def _render(markdown: Markdown, page: Page, config: MkDocsConfig, files: Files) -> None:
    """What `Page.render` does with its parser."""
    raw_html, title = _RawHTMLPreprocessor(), _ExtractTitleTreeprocessor()
    anchors = _ExtractAnchorsTreeprocessor(page.file, files, config)
    links = _RelativePathTreeprocessor(page.file, files, config)
    for processor in (raw_html, anchors, links, title):
        processor._register(markdown)
    page.content = markdown.convert(page.markdown or "")
    page.toc = get_toc(getattr(markdown, "toc_tokens", []))
    page._title_from_render = title.title
    page.present_anchor_ids = anchors.present_anchor_ids | raw_html.present_anchor_ids
    if log.getEffectiveLevel() > logging.DEBUG:
        page.links_to_anchors = links.links_to_anchors
