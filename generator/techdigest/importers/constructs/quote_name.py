"""HackMD's marks in quotes: `[name=…] [time=…] [color=…]`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing

_MARK = r"\[(?:name|time|color)=[^\[\]\n]{0,200}\]"
_MARKS = re.compile(rf"(?<!\w){_MARK}(?:[ \t]*{_MARK})*")
_VALUE = re.compile(r"\[(name|time)=([^\[\]\n]*)\]")


def _change(match: re.Match[str], _context: Context) -> Change:
    said = [value.strip() for _, value in _VALUE.findall(match[0]) if value.strip()]
    return Change(f"— {', '.join(said)}" if said else "")


RULE = Rule(
    "quote-name",
    "Converted into a line that names who said it and when; the colour goes.",
    replacing(_MARKS, _change),
    needs=("[name=", "[time=", "[color="),
    dialects=frozenset(["hackmd"]),
)
