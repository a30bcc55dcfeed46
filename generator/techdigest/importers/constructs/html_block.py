"""Markdown within HTML, as in `<details>`: here the element has to ask for it."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

# Behind the tag stands a blank line: elsewhere the HTML ends there, and Markdown begins.
_OPENING = re.compile(
    r"^(?P<lead>[ \t]{0,3}<(?P<name>details|div|section|center|article|aside|blockquote|figure)\b"
    r"(?![^<>]*\bmarkdown=)[^<>]*)>"
    r"(?P<behind>[ \t]*(?:\n?[ \t]*<summary>[^\n]*</summary>[ \t]*)?\n[ \t]*\n)",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSING = re.compile(r"</(details|div|section|center|article|aside|blockquote|figure)\b", re.IGNORECASE)


def _apply(body: Body, context: Context) -> None:
    last = {match[1].lower(): match.start() for match, _ in body.find(_CLOSING)}

    def ask(match: re.Match[str], line: int) -> str | None:
        if last.get(match["name"].lower(), -1) < match.end():
            return None  # nothing closes it
        context.found(Outcome.CONVERTED, line, match[0])
        return f'{match["lead"]} markdown="1">{match["behind"]}'

    body.sub(_OPENING, ask)


RULE = Rule(
    "html-block",
    'Converted: `markdown="1"` says that there is Markdown within.',
    _apply,
    needs=("<",),
)
