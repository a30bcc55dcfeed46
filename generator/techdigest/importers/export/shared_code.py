"""Code that a translation leaves to the other language: other programs show what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markdown.extensions.attr_list import get_attrs
from pymdownx.superfences import RE_NESTED_FENCE_START

from techdigest.notes.fences import Line, lines_of
from techdigest.notes.model import Note


class _Code(NamedTuple):
    lines: list[str]
    is_private: bool


class SharedCode:
    """The code of snippets, by note and id, of whichever language has it."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._codes: dict[tuple[str, str], _Code] = {}
        for note in sorted(notes, key=lambda note: note.is_private):
            lines = list(lines_of(note.body))
            for name, first, last in _snippets(lines):
                if first < last:
                    margin = len(_lead(lines[last]))
                    code = [line.text[margin:] for line in lines[first:last]]
                    self._codes.setdefault((note.key, name), _Code(code, note.is_private))

    def filled(self, note: Note, text: str) -> str:
        """Return the text of a note with the code of its translations in its empty snippets."""
        lines = list(lines_of(text))
        added: dict[int, list[str]] = {}
        for name, first, last in _snippets(lines):
            code = self._codes.get((note.key, name))
            if first == last and code is not None and (note.is_private or not code.is_private):
                added[first] = [f"{_lead(lines[last])}{line}".rstrip() for line in code.lines]
        if not added:
            return text
        return "\n".join(
            each for number, line in enumerate(lines) for each in (*added.get(number, ()), line.text)
        )


def _snippets(lines: list[Line]) -> Iterator[tuple[str, int, int]]:
    """Yield the id of each snippet, the number of its first line of code, and that of its last fence."""
    opening: int | None = None
    for number, line in enumerate(lines):
        if not line.is_fence:
            continue
        if opening is None:
            opening = number
            continue
        if (name := _id(lines[opening].text)) is not None:
            yield name, opening + 1, number
        opening = None


def _id(fence: str) -> str | None:
    match = RE_NESTED_FENCE_START.fullmatch(fence.lstrip(" >"))
    if match is None or not match["attrs"] or "run" not in match["attrs"]:
        return None
    attributes = get_attrs(match["attrs"])
    return dict(attributes).get("id") if (".", "run") in attributes else None


def _lead(line: Line) -> str:
    return line.text[: len(line.text) - len(line.text.lstrip(" >"))]
