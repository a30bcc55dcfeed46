"""`<!-- more -->`: where a listing's excerpt ends."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

_MORE = re.compile(r"^[ \t]*<!--[ \t]*(?:more|truncate)[ \t]*-->[ \t]*\n?", re.MULTILINE | re.IGNORECASE)


def _apply(body: Body, context: Context) -> None:
    def drop(match: re.Match[str], line: int) -> str:
        context.found(Outcome.DROPPED, line, match[0])
        return ""

    body.sub(_MORE, drop, everywhere=True)


RULE = Rule(
    "more",
    "Dropped: listings here show the first paragraph, or `description`.",
    _apply,
    needs=("<!--",),
)
