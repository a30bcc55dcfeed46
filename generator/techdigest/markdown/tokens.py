"""Tokens stand for what is taken out of the Markdown until the tree is built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Generic, TypeVar

from markdown.util import ETX, STX

Payload = TypeVar("Payload")


@dataclass(frozen=True, slots=True)
class Taken(Generic[Payload]):
    """A piece of the source, from the column at which it starts, and what was understood of it."""

    source: str
    column: int
    payload: Payload


class Tokens(Generic[Payload]):
    """Takes pieces out of the text and gives them back, as they were, where they turn out to be no markup.

    STX and ETX cannot be in the text itself: Python-Markdown removes them first.
    """

    def __init__(self, name: str) -> None:
        self.pattern = f"{STX}{name}([0-9]+){ETX}"
        self._token = f"{STX}{name}%d{ETX}"
        self._found = re.compile(self.pattern)
        self._taken: list[Taken[Payload]] = []

    def take(self, source: str, column: int, payload: Payload) -> str:
        """Return a token for the piece of source."""
        self._taken.append(Taken(source, column, payload))
        return self._token % (len(self._taken) - 1)

    def __getitem__(self, match: re.Match[str]) -> Taken[Payload]:
        return self._taken[int(match[1])]

    def are_in(self, text: str) -> bool:
        """Whether the text holds a token."""
        return STX in text and self._found.search(text) is not None

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Find every token; the first group of a match is the token's number."""
        return self._found.finditer(text) if STX in text else iter(())

    def replace(self, text: str, replacement: Callable[[re.Match[str]], str]) -> str:
        """Replace every token."""
        return self._found.sub(replacement, text) if STX in text else text

    def restore(self, text: str) -> str:
        """Put the source back."""
        return self.replace(text, lambda match: self[match].source)

    def restore_escaped(self, text: str) -> str:
        """Put the source back into HTML."""
        return self.replace(text, lambda match: escape(self[match].source, quote=False))

    def restore_code(self, code: str) -> str:
        """Put the source back into (escaped) code, at the indentation which the code has by now."""
        if not self.are_in(code):
            return code
        return "\n".join(self._restore_line(line) for line in code.split("\n"))

    def _restore_line(self, line: str) -> str:
        residue = len(line) - len(line.lstrip(" "))

        def dedent(match: re.Match[str]) -> str:
            taken = self[match]
            removed = max(taken.column - residue, 0) if line[residue : residue + 1] == STX else 0
            first, *rest = taken.source.split("\n")
            return escape("\n".join([first, *(other[removed:] for other in rest)]), quote=False)

        return self.replace(line, dedent)
