"""Pages with runnable fences, collected from their text and read back from their HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from markdown import Markdown

from support.rendering import site_extensions
from techdigest.diagnostics import Diagnostics
from techdigest.markdown.collect import collect, collect_library
from techdigest.markdown.context import PageSource, RenderContext
from techdigest.markdown.extension import TechDigestExtension
from techdigest.markdown.run_fences import Highlight
from techdigest.math.typesetter import Typesetter
from techdigest.notes.library import read_library
from techdigest.notes.model import Note
from techdigest.notes.read import read_note
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.model import Fence

NAMES, OPTIONS = site_extensions()
_HIDDEN = ("script", "style", "template")


def note_of(text: str, path: str = "notes/demo/index.md") -> Note:
    """Read a note."""
    note = read_note(text.encode(), path, Diagnostics(), notes_dir="notes", default_lang="zh-Hans")
    assert note is not None
    return note


def collected(
    text: str, names: list[str] = NAMES, options: Mapping[str, Any] = OPTIONS
) -> tuple[list[Fence], list[tuple[int, str]]]:
    """The fences of a page, and line and code of each finding."""
    found = Diagnostics()
    fences = collect(note_of(text), names, options, found)
    return list(fences), [(diagnostic.line, diagnostic.code) for diagnostic in found]


def gathered(content: Path, pages: Mapping[str, str]) -> tuple[SnippetLibrary, list[str]]:
    """Write pages into a content folder; return their snippets, and the findings as text."""
    for path, text in pages.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    library, found = read_library(content, Diagnostics()), Diagnostics()
    snippets = collect_library(library, content, NAMES, OPTIONS, found)
    return snippets, [diagnostic.render() for diagnostic in found]


class _Reader(HTMLParser):
    """Reads the code of `<pre data-run>` as a browser would show it."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, str]] = []
        self._hidden = 0
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        name = dict(attrs).get("data-run")
        if tag == "pre" and name is not None and not self._hidden:
            self.shown.append((name, ""))
            self._is_open = True

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN
        self._is_open = self._is_open and tag != "pre"

    def handle_data(self, data: str) -> None:
        if self._is_open:
            name, text = self.shown[-1]
            self.shown[-1] = (name, text + data)


def shown_on_page(text: str, typesetter: Typesetter) -> list[tuple[str, str]]:
    """Line and code of the fences that a page shows, from its whole HTML."""

    def show(fence: Fence, highlight: Highlight) -> str:
        return f'<pre data-run="{fence.line}">{escape(fence.code)}</pre>'

    note = note_of(text)
    context = RenderContext(Diagnostics(), typesetter, Path("nowhere"), show_snippet=show)
    context.page = PageSource(note.path, note.body_line, note.body, note.lang)
    md = Markdown(extensions=[*NAMES, TechDigestExtension(context)], extension_configs=OPTIONS)
    reader = _Reader()
    reader.feed(re.sub(r"(?s)<!--.*?-->", "", md.convert(note.body)))
    return reader.shown
