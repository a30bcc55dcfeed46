"""The lines of the content folder that diagnostics point at."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from techdigest.diagnostics import Diagnostics
from techdigest.notes.decode import decode
from techdigest.notes.walk import read_file


def source_lines(content_dir: Path) -> Callable[[str, int], str | None]:
    """Return a function from a path and a line, counted from 1, to the line's text, or None."""

    @lru_cache(maxsize=8)  # diagnostics come sorted by path
    def lines(path: str) -> list[str]:
        unheard = Diagnostics()  # what is wrong with the file has been said
        data = read_file(content_dir, path, unheard)
        text = decode(data, path, unheard) if data is not None else None
        return text.split("\n") if text is not None else []

    def line(path: str, number: int) -> str | None:
        found = lines(path)
        return found[number - 1] if 0 < number <= len(found) else None

    return line
