"""HackMD's readings: `{注音|ㄓㄨˋ ㄧㄣ}`."""

from __future__ import annotations

import re
from html import escape

from techdigest.importers.constructs.base import Change, Context, Rule, replacing

_RUBY = re.compile(
    r"(?<![{\\$])\{(?P<base>[^{}|\n<>&:%\"]{1,60})\|(?P<reading>[^{}|\n<>&:%\"]{1,120})\}(?!\})"
)


def _change(match: re.Match[str], _context: Context) -> Change:
    base, reading = (escape(match[name].strip(), quote=False) for name in ("base", "reading"))
    return Change(f"<ruby>{base}<rt>{reading}</rt></ruby>")


RULE = Rule(
    "ruby",
    "Converted into HTML's ruby.",
    replacing(_RUBY, _change),
    needs=("|",),
    dialects=frozenset(["hackmd"]),
)
