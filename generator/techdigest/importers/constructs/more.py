"""`<!-- more -->`: where a listing's excerpt ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome
from techdigest.notes.fences import lines_of

_MORE = re.compile(
    r"(?P<alone>^[ \t]*)?(?:<!--[ \t]*(?:more|truncate)[ \t]*-->[ \t]*)++(?(alone)\n?)",
    re.MULTILINE | re.IGNORECASE,
)


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    lines = list(lines_of(body.text))
    at = done = 0
    for match, line in body.find(_MORE, everywhere=True):
        at += body.text.count("\n", done, match.start())
        done = match.start()
        if not lines[at].is_code:
            context.found(Outcome.DROPPED, line, match[0])
            yield *match.span(), ""


RULE = Rule(
    "more",
    "Dropped: listings here show the first paragraph, or `description`.",
    _apply,
    needs=("<!--",),
)
