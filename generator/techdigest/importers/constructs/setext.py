"""A line of `---` right below text: a rule was meant, and a heading is what it makes."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, beside, replacing
from techdigest.importers.model import Outcome

_LINE = re.compile(r"(?P<start>^|\n)(?P<above>(?=[^\n]*\S)[^\n]*+)\n(?P<rule>[ ]{0,3}-{2,}[ \t]*)(?=\n|\Z)")
_SENTENCE = re.compile(r"[。！？；：，、.!?;:,…）)」』”\"'>]$|\]\([^()]*\)$")
_NO_TEXT = re.compile(
    r"^[ ]{0,3}(?:[ \t]|>|#{1,6}|[-*+][ \t]|\d{1,9}[.)][ \t]|\||<|-+$|=+$|```|~~~|!\[|\[\^?[^\]]*\]:)"
)
_LONGEST = 40  # characters of what may be a heading
_WHY = "a rule, or is the line above it a heading?"


def _change(match: re.Match[str], _context: Context) -> Change | None:
    above = match["above"]
    if _NO_TEXT.match(above):
        if re.match(r"[ ]{0,3}(?:!\[|<)", above):  # a picture is no heading
            return Change(f"{match['start']}{above}\n\n{match['rule']}", Outcome.CONVERTED)
        return None
    text = match.string
    line = text.rfind("\n", 0, max(match.start("above") - 1, 0)) + 1
    before = text[line : max(match.start("above") - 1, 0)].strip()
    if before and not before.startswith("#"):
        return None  # the last of several lines: Python-Markdown makes a rule of it
    if not _SENTENCE.search(above.rstrip()) and len(above) <= _LONGEST:
        return Change(None, Outcome.KEPT, "a heading")
    return Change(f"{match['start']}{above}\n\n{beside(_WHY)}\n\n{match['rule']}", Outcome.GUESSED, _WHY)


RULE = Rule(
    "setext-rule",
    "Guessed: below a sentence, or a long line, it is a rule.",
    replacing(_LINE, _change),
    needs=("\n--", "\n -"),
)
