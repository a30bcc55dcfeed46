"""A fence that nobody closed: what follows would be shown as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule, beside
from techdigest.importers.model import Outcome
from techdigest.notes.fences import Line, lines_of

_FENCE = re.compile(r"(?P<lead>[ \t>]*)(?P<marks>`{3,}(?=[^`\n]*$)|~{3,})(?P<info>.*)$")
_WHY = "nothing closed the code above; it was closed here"


def _apply(body: Body, context: Context) -> None:
    while _close_first(body, context):
        pass


def _close_first(body: Body, context: Context) -> bool:
    """Close the first fence that nothing closes; return whether another one may follow."""
    lines = list(lines_of(body.text))
    at, match = next(
        (
            (i, found)
            for i, line in enumerate(lines)
            if not line.is_code and (found := _FENCE.match(line.text))
        ),
        (0, None),
    )
    if match is None:
        return False
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
    context.found(Outcome.GUESSED, body.line_at(starts[at]), match[0], _WHY)
    last = _last(lines, at, match["lead"])
    if not any(line.text.strip() for line in lines[at + 1 : last + 1]):
        body.edit([(starts[at], starts[at] + len(match[0]), "")])  # nothing follows: it closes nothing, too
        return last < len(lines) - 1
    end = starts[last] + len(lines[last].text)
    lead = match["lead"].replace("\t", "    ")
    body.edit([(end, end, f"\n{lead}{match['marks']}\n{lead.rstrip()}\n{lead}{beside(_WHY)}")])
    return last < len(lines) - 1


def _last(lines: Sequence[Line], at: int, lead: str) -> int:
    """Return the last line of the code: that of the quote or the list item in which it stands, or of all."""
    last = at
    for number, line in enumerate(lines[at + 1 :], at + 1):
        text = line.text
        if ">" in lead and not text.lstrip(" \t").startswith(">"):
            break
        if not text.strip(" \t>"):
            continue
        if lead and ">" not in lead and len(lead) - len(lead.lstrip()) > len(text) - len(text.lstrip()):
            break
        last = number
    return last


RULE = Rule(
    "unclosed-fence",
    "Guessed: the code goes on to the end of the post, or of the quote or item that holds it.",
    _apply,
    needs=("```", "~~~"),
)
