"""A comment that nothing closes: it would hide all that follows, or what a rule writes with a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

_OPENING = re.compile(r"(?<!\\)<!--")


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    last = body.text.rfind("-->")
    for match, line in body.find(_OPENING):
        if match.start() > last:
            shown = body.text[match.start() : match.start() + 60]
            context.found(Outcome.CONVERTED, line, shown, "a comment without its end: shown as text")
            yield match.start(), match.start() + 1, "&lt;"


RULE = Rule(
    "open-comment",
    "Converted: `<!--` without its end is text, and hides nothing.",
    _apply,
    needs=("<!--",),
)
