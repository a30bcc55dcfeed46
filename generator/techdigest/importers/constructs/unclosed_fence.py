"""A fence that nobody closed: what follows would be shown as text."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule, beside
from techdigest.importers.model import Outcome
from techdigest.notes.fences import lines_of

_FENCE = re.compile(r"(?P<lead>[ \t>]*)(?P<marks>`{3,}(?=[^`\n]*$)|~{3,})(?P<info>.*)$")
_WHY = "nothing closed the code above; it was closed here"


def _apply(body: Body, context: Context) -> None:
    start = 0
    found: tuple[int, re.Match[str]] | None = None
    for line in lines_of(body.text):
        match = None if line.is_code or found else _FENCE.match(line.text)
        if match:
            found = start, match
        start += len(line.text) + 1
    if found is None:
        return
    place, match = found
    context.found(Outcome.GUESSED, body.line_at(place), match[0], _WHY)
    end = len(body.text)
    lead = match["lead"].replace("\t", "    ")
    gap = "" if body.text.endswith("\n") else "\n"
    if end == place + len(match[0]) and not match["info"].strip():
        body.edit([(place, end, "")])  # the last line of all: it closes nothing
        return
    body.edit([(end, end, f"{gap}{lead}{match['marks']}\n\n{beside(_WHY)}\n")])


RULE = Rule(
    "unclosed-fence",
    "Guessed: the code goes on to the end of the post, as everywhere else.",
    _apply,
    needs=("```", "~~~"),
)
