"""Lists in boxes: lists there are read as Python-Markdown does, which wants four spaces a level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome
from techdigest.markdown.lists import indent_lists
from techdigest.notes.fences import lines_of

_HEAD = re.compile(r"(?P<quote>(?:[ ]{0,3}+>[ ]?+)*+)(?P<indent>[ ]*)(?:!!!|\?\?\?\+?)[ ]+[\w-]")


@dataclass(slots=True)
class _Box:
    """A box: the marks of the quote around it, the column of its content, the lines that are its own."""

    quote: str
    column: int
    lines: list[tuple[int, str]] = field(default_factory=list)  # with the places where they start


def _apply(body: Body, context: Context) -> None:
    edits = sorted(edit for box in _boxes(body) for edit in _edits(box))
    for start, _, _ in edits:
        line = body.text[start : start + 200].partition("\n")[0]
        context.found(Outcome.CONVERTED, body.line_at(start), line.strip())
    body.edit(edits)


def _boxes(body: Body) -> Iterator[_Box]:
    """Yield the boxes; what is in a box within a box belongs to the inner one."""
    opened: list[_Box] = []
    start = 0
    for line in lines_of(body.text):
        text = line.text
        while opened and text.strip(" >") and not _is_in(opened[-1], text):
            yield opened.pop()
        head = None if line.is_code else _HEAD.match(text)
        if head:
            opened.append(_Box(head["quote"].rstrip(), len(head[0]) - len(head[0].lstrip(" >")) + 4))
        elif opened:
            opened[-1].lines.append((start, text))
        start += len(text) + 1
    yield from opened


def _is_in(box: _Box, text: str) -> bool:
    lead = text[: box.column]
    return lead.startswith(box.quote) and not lead[len(box.quote) :].strip(" ") and len(lead) == box.column


def _edits(box: _Box) -> Iterator[Edit]:
    inner = [text[box.column :] for _, text in box.lines]
    for (start, _), text, wanted in zip(box.lines, inner, indent_lists(inner), strict=True):
        if len(wanted) > len(text) and text.strip():
            place = start + box.column
            yield place, place, " " * (len(wanted) - len(text))


RULE = Rule(
    "box-list",
    "Converted: lists in boxes are indented by four spaces a level.",
    _apply,
    needs=("!!! ", "??? ", "???+ "),
)
