"""Collects the text of a page line by line, so that blocks stay apart and inline elements stay together."""

from __future__ import annotations

import re

_SPACE = re.compile(r"(?: (?=\s)|[^\S ])\s*")  # but for a single blank, which stays
# Marks where a line may break, without width: they would split words.
_INVISIBLE = re.compile("[\u200b\u00ad\u2060\ufeff]")
# Scripts written without spaces, with their punctuation: a line break in the source is no space there.
_UNSPACED = re.compile(
    "[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
)


class Lines:
    """Text under construction: one line for each block element or line break."""

    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]

    def add(self, text: str, *, preformatted: bool = False) -> None:
        """Append inline text; in preformatted text a line break is one."""
        if preformatted:
            first, *others = text.split("\n")
            self._lines[-1].append(first)
            self._lines.extend([line] for line in others)
        else:
            self._lines[-1].append(text)

    def break_line(self) -> None:
        """Start a new line, unless one has just been started."""
        if self._lines[-1]:
            self._lines.append([])

    def __str__(self) -> str:
        lines = (collapse("".join(pieces)) for pieces in self._lines)
        return "\n".join(line for line in lines if line)


def collapse(text: str) -> str:
    """Return `text` on one line, white space collapsed; a line break between Han characters vanishes."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)

    def replacement(space: re.Match[str]) -> str:
        before, after = text[space.start() - 1 : space.start()], text[space.end() : space.end() + 1]
        joins = "\n" in space[0] and _UNSPACED.match(before) and _UNSPACED.match(after)
        return "" if joins else " "

    return _SPACE.sub(replacement, text).strip()
