"""Code about Markdown, which holds fences itself, further right: more marks tell which ones are its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

_FENCE = re.compile(
    r"^(?P<indent>[ ]*)(?P<marks>`{3,}(?=[^`\n]*$)|~{3,})[ \t]*(?P<info>[^\n]*)$", re.MULTILINE
)
_MOST = 200  # fences further down at which one may end


@dataclass(frozen=True, slots=True)
class _Fence:
    start: int
    indent: int
    marks: str
    is_bare: bool

    @property
    def end(self) -> int:
        return self.start + self.indent + len(self.marks)


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    fences = [
        _Fence(match.start(), len(match["indent"]), match["marks"], not match["info"].strip())
        for match in _FENCE.finditer(body.text)
    ]
    at = 0
    while at < len(fences):
        opening = fences[at]
        ahead = fences[at + 1 : at + _MOST]
        plain = next((i for i, each in enumerate(ahead) if _closes(each, opening)), len(ahead))
        nested = _behind_others(opening, ahead)
        if nested is None:
            at += plain + 2 if plain < len(ahead) else 1
            continue
        marks = opening.marks[0] * (1 + max(len(each.marks) for each in (opening, *ahead[:nested])))
        text = body.text[opening.start : body.text.find("\n", opening.start)]
        context.found(Outcome.CONVERTED, body.line_at(opening.start), text, "holds fences itself")
        for each in (opening, ahead[nested]):
            yield each.start + each.indent, each.end, marks
        at += nested + 2


def _closes(fence: _Fence, opening: _Fence) -> bool:
    is_long = fence.marks[0] == opening.marks[0] and len(fence.marks) >= len(opening.marks)
    return fence.is_bare and is_long


def _behind_others(opening: _Fence, ahead: Sequence[_Fence]) -> int | None:
    """Return which fence is the end of one that holds whole others; None where it holds none."""
    inner: _Fence | None = None
    has_others = False
    for number, fence in enumerate(ahead):
        if inner is not None:
            if fence.is_bare and fence.indent == inner.indent:
                inner, has_others = None, True
        elif not fence.is_bare and fence.indent > opening.indent and fence.marks == opening.marks:
            inner = fence
        elif _closes(fence, opening):
            return number if has_others and fence.indent == opening.indent else None
    return None


RULE = Rule(
    "nested-fence",
    "Converted: code that holds fences itself has more marks around it than they have.",
    _apply,
    needs=("```", "~~~"),
)
