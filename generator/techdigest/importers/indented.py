"""Code that is only indented: which lines of a Markdown text it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from techdigest.notes.fences import Line

_ITEM = re.compile(r"[ ]*(?:[-*+]|\d{1,9}[.)]|\[\^[^\[\]\s]{1,100}\]:|:)([ ]{1,4}|$)")
_HEADING = re.compile(r"#(?:#|[ ]|$)")  # `#tag` is none
_BOX = re.compile(r"[ ]*(?:!!!|\?\?\?\+?|===[+!]?)[ ]")


def indented_code(lines: Iterable[Line]) -> Iterator[bool]:
    """Yield for each line whether it is indented code: four spaces deeper than the list or box around it."""
    columns: list[int] = []  # at which the content of open items and boxes begins
    is_free = True  # whether no paragraph is open that the line could belong to
    was_code = False
    for line in lines:
        text = line.text.expandtabs(4)
        depth = len(text) - len(text.lstrip(" "))
        if line.is_code:
            yield False
            is_free, was_code = True, False
        elif not text.strip():
            yield was_code
            is_free = True
        else:
            item, box = _ITEM.match(text), _BOX.match(text)
            while columns and depth < columns[-1] and (is_free or item or box):
                columns.pop()
            was_code = depth >= (columns[-1] if columns else 0) + 4 and (is_free or was_code)
            yield was_code
            if not was_code and (item or box):
                columns.append(item.end() if item else depth + 4)
            is_free = not was_code and (_HEADING.match(text) or box) is not None
