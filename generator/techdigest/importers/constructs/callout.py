"""Boxes written as quotes: Obsidian's `> [!tip]- title`, GitHub's `> [!NOTE]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.constructs.containers import APART, head
from techdigest.importers.model import Outcome

_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_OPENING = re.compile(
    r"\[!(?P<kind>[A-Za-z][\w -]{0,40})(?:\|[^\]\n]{0,40})?\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)$"
)
_ONE = re.compile(r">[ \t]?")
_MOST = 12  # quotes inside each other


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    boxes: list[int] = []  # the depths of quotes that are boxes now
    start, above, is_blank, is_behind = 0, 0, True, False
    for line in body.text.split("\n"):
        quoted = _QUOTED.match(line)
        marks = [match.span() for match in _ONE.finditer(line, 0, quoted.end())][:_MOST] if quoted else []
        is_code = bool(marks) and body.is_protected(start)
        if is_code:
            marks = marks[: max(above, 1)]
        depth = len(marks)
        while boxes and boxes[-1] > depth:
            boxes.pop()
        inside = line[marks[-1][1] :] if marks else ""
        opening = _OPENING.match(inside) if marks and not is_code else None
        is_new = depth not in boxes and (depth > above or is_blank or bool(boxes))
        if opening and (is_new or depth in boxes):
            context.found(Outcome.CONVERTED, body.line_at(start), line.strip())
            if depth not in boxes:
                boxes.append(depth)
            lead = _indented(line, marks[:-1], boxes)
            blank = "" if is_blank else f"{lead.rstrip()}\n"
            yield start, start + len(line), f"{blank}{lead}{_head(opening)}"
        elif any(number in boxes for number in range(1, depth + 1)):
            yield start, start + marks[-1][1], _indented(line, marks, boxes, is_empty=not inside.strip())
        else:
            if is_behind and line.expandtabs(4).startswith("    "):
                yield start, start, APART
            boxes.clear()
        is_behind = bool(boxes) or (is_behind and not line.strip())
        is_blank = not inside.strip() if marks else not line.strip()
        above = depth
        start += len(line) + 1


def _indented(line: str, marks: list[tuple[int, int]], boxes: list[int], *, is_empty: bool = False) -> str:
    """Return what stands before the text: four spaces for each box, the mark for each other quote."""
    lead = line[: marks[0][0]] if marks else re.match(r"[ \t]*", line)[0]  # type: ignore[index]  # matches anything
    parts = ["    " if number in boxes else "> " for number, _ in enumerate(marks, 1)]
    shown = lead + "".join(parts)
    return shown.rstrip() if is_empty else shown


def _head(match: re.Match[str]) -> str:
    folded = {"": None, "-": True, "+": False}[match["fold"]]
    return head(match["kind"].strip(), match["title"].strip() or None, folded=folded)


RULE = Rule(
    "callout",
    "Converted into a box with its title, closed where it was.",
    _apply,
    needs=("[!",),
)
