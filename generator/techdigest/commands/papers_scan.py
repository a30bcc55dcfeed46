"""List every mention of a paper in a file or a folder of Markdown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from techdigest.commands.printable import printable
from techdigest.diagnostics import Diagnostics
from techdigest.notes.decode import decode
from techdigest.notes.walk import read_file, walk
from techdigest.papers.mentions import scan_text
from techdigest.papers.model import Mention
from techdigest.papers.registry import Registry
from techdigest.papers.titles import title_key

SUFFIXES = frozenset((".md", ".markdown", ".mkd", ".mdown", ".mdx", ".txt"))


def files_of(path: Path, found: Diagnostics) -> list[PurePath]:
    """Return the file, or the Markdown and text files of a folder, sorted."""
    if not path.is_dir():
        return [path]
    return [path / name for name in walk(path, found) if PurePath(name).suffix.lower() in SUFFIXES]


def scan(
    files: list[PurePath], registry: Registry, found: Diagnostics, on_done: Callable[[], None]
) -> Iterator[Mention]:
    """Yield the mentions of all files, in order; `on_done` is called behind each file."""
    for file in files:
        data = read_file(Path(file.parent), file.name, found)
        text = None if data is None else decode(data, str(file), found)
        if text is not None:
            yield from scan_text(text, str(file), registry)
        on_done()


def as_json_of(mention: Mention) -> dict[str, Any]:
    """Return a mention as JSON."""
    return {
        "file": mention.path,
        "line": mention.line,
        "column": mention.column,
        "form": mention.form,
        "text": mention.text,
        "id": str(mention.id) if mention.id else None,
        "title": mention.title,
        "title_key": title_key(mention.title) if mention.title else None,
        "entry": mention.key,
        "locator": mention.locator or None,
    }


def print_table(mentions: list[Mention]) -> None:
    """Print a line for each mention; on a terminal, long ones are folded."""
    console = Console(highlight=False, file=sys.stdout)
    if not console.is_terminal:
        console.width = 10_000
    table = Table(box=None, pad_edge=False)
    for column in ("place", "form"):
        table.add_column(column, no_wrap=True)
    for column in ("id or title", "entry"):
        table.add_column(column, overflow="fold")
    for mention in mentions:
        named = str(mention.id) if mention.id else mention.title or mention.text
        place = f"{mention.path}:{mention.line}:{mention.column}"
        cells = (place, mention.form, " ".join(named.split()), mention.key or "")
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console.print(table)
