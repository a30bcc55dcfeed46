"""Fences on the line of a bullet, or whose code stands further left: here both marks stand at one column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome
from techdigest.notes.fences import lines_of

_OPENING = re.compile(r"(?P<indent>[ ]*)(?P<bullet>(?:[-*+]|\d{1,9}[.)])[ ]{1,4})?(?=`{3}|~{3})")


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    start, told, column = 0, 0, -1  # of the line; of the line that was told of last; of the code, or -1
    for line in lines_of(body.text):
        text = line.text
        if line.is_fence and column < 0:
            opening = _OPENING.match(text)
            column = opening.end() if opening else 0
            told = body.line_at(start)
            if opening and opening["bullet"]:
                context.found(Outcome.CONVERTED, told, text.strip())
                told = 0
                yield start + column, start + column, f"<!-- -->\n{' ' * column}"
        elif column >= 0:
            indent = len(text) - len(text.lstrip(" "))
            is_left = indent < column and bool(text.strip()) and not text.startswith("\t")
            if is_left or (line.is_fence and column and indent != column and not text.startswith("\t")):
                if told:
                    context.found(Outcome.CONVERTED, told, text.strip(), "its lines stand at one column now")
                    told = 0
                yield start, start + indent, " " * column
            if line.is_fence:
                column = -1
        start += len(text) + 1


RULE = Rule(
    "fence-place",
    "Converted: a fence has a line of its own, and its code does not stand further left.",
    _apply,
    needs=("```", "~~~"),
)
