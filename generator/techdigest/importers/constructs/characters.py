"""Characters that nobody sees: zero-width ones, controls, other ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

# Joiners stay: emoji, Persian and Indic scripts are written with them.
# Before the marks of a fence they are there on purpose: within code, they keep it from being the end.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u200b\u2060\ufeff\ufff9-\ufffb]++(?![ \t]*(?:```|~~~))"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+|\r\n?|[\u2028\u2029]"
)


_BLANKS = re.compile(r"[ \t]*")


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    text = body.text
    for match, line in body.find(_UNSEEN, everywhere=True):
        start, end = match.span()
        if match[0][0] in "\r\u2028\u2029":
            context.found(Outcome.CONVERTED, line, match[0])
            yield start, end, "\n"
            continue
        names = " ".join(dict.fromkeys(f"U+{ord(character):04X}" for character in match[0][:20]))
        context.found(Outcome.DROPPED, line, match[0], names)
        if text[start - 1 : start] in ("", "\n") and not body.is_protected(start):
            # The blanks behind it were within a line; at its beginning, they would make it code.
            end = _BLANKS.match(text, end).end()  # type: ignore[union-attr]  # matches nothing, too
        yield start, end, ""


RULE = Rule(
    "characters",
    "Dropped: zero-width characters and controls, also in code, where they break what is copied.",
    _apply,
)
