"""What tags around code have in common: they become fences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context
from techdigest.importers.constructs.containers import line_around
from techdigest.importers.constructs.templating import Arguments, arguments_of, pairs
from techdigest.importers.constructs.writing import fence_for
from techdigest.importers.model import Outcome


def code_tags(
    opening: re.Pattern[str], closing: re.Pattern[str], info: Callable[[Arguments], str]
) -> Callable[[Body, Context], None]:
    """Return what a rule does that makes fences of code between tags; `info`: what they start with."""

    def apply(body: Body, context: Context) -> None:
        body.edit(_edits(body, context, opening, closing, info))

    return apply


def _edits(
    body: Body,
    context: Context,
    opening: re.Pattern[str],
    closing: re.Pattern[str],
    info: Callable[[Arguments], str],
) -> Iterator[Edit]:
    text = body.text
    for start, end, line in pairs(body, opening, closing):
        context.found(Outcome.CONVERTED, line, start[0])
        code = text[start.end() : end.start()]
        marks = fence_for(code)
        before, _ = line_around(text, *start.span())
        lead = "\n\n" if before.strip(" \t>") else ""
        tail = "" if code.startswith("\n") or not code else "\n"
        said = info(arguments_of(start["arguments"]))
        yield start.start(), start.end(), f"{lead}{marks}{said}{tail}"
        indent = before if not before.strip(" \t") else ""
        own_line = not code.rpartition("\n")[2].strip(" \t>") and "\n" in code
        behind = text[end.end() : end.end() + 1]
        yield (
            end.start(),
            end.end(),
            ("" if own_line else f"\n{indent}") + marks + ("\n" if behind not in "\n" else ""),
        )
