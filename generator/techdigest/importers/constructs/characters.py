"""Characters that nobody sees: zero-width ones, controls, other ends of lines."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.model import Outcome

# Joiners stay: emoji, Persian and Indic scripts are written with them.
# Before the marks of a fence they are there on purpose: within code, they keep it from being the end.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u200b\u2060\ufeff\ufff9-\ufffb]++(?![ \t]*(?:```|~~~))"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+|\r\n?|[\u2028\u2029]"
)


def _change(match: re.Match[str], _context: Context) -> Change:
    if match[0][0] in "\r\u2028\u2029":
        return Change("\n")
    names = " ".join(dict.fromkeys(f"U+{ord(character):04X}" for character in match[0][:20]))
    return Change("", Outcome.DROPPED, names)


RULE = Rule(
    "characters",
    "Dropped: zero-width characters and controls, also in code, where they break what is copied.",
    replacing(_UNSEEN, _change, everywhere=True),
)
