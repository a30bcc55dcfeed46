"""Pandoc's notes within the text: `^[note]`."""

from __future__ import annotations

import re
from itertools import count

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

_NOTE = re.compile(r"(?<![\\^\[])\^\[(?!\^|\[\^)(?P<text>(?:[^\[\]\n]|(?<!\^)\[(?!\^)[^\[\]\n]*\])++)\]")
_NAMES = re.compile(r"\[\^inline-(\d{1,9})\]")


def _apply(body: Body, context: Context) -> None:
    first = max((int(number) for number in _NAMES.findall(body.text)), default=0) + 1
    numbers = count(first)
    definitions: list[str] = []

    def note(match: re.Match[str], line: int) -> str | None:
        if not match["text"].strip():
            return None
        context.found(Outcome.CONVERTED, line, match[0])
        name = f"[^inline-{next(numbers)}]"
        definitions.append(f"{name}: {match['text'].strip()}")
        return name

    body.sub(_NOTE, note)
    if definitions:
        end = len(body.text)
        lead = "\n" if body.text.endswith("\n") else "\n\n"
        body.edit([(end, end, lead + "\n\n".join(definitions) + "\n")])


RULE = Rule("inline-note", "Converted into a footnote.", _apply, needs=("^[",))
