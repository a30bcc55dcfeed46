"""Hugo's marks around what is no shortcode: `{{</* … */>}}`, `{{< rawhtml >}}`, `{{< math >}}`."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import closing_shortcode, shortcode
from techdigest.importers.model import Outcome

_ESCAPED = re.compile(
    r"\{\{(?P<open>[<%])/\*"
    r"(?P<inside>(?:[^*\n{}]|\*(?!/)|\n(?![ \t]*\n)|[{}](?![{}])){0,1000}+)\*/(?P<close>[>%])\}\}"
)
_NAMES = "rawhtml|raw|unsafe|html|math|mathjax|katex|latex|markdown|md|center|align"
_MARKS = re.compile(
    rf"{shortcode(_NAMES).pattern}|{closing_shortcode(_NAMES).pattern.replace('?P<name>', '')}"
)


def _apply(body: Body, context: Context) -> None:
    def shown(match: re.Match[str], line: int) -> str:
        context.found(Outcome.CONVERTED, line, match[0])
        braces = "{{" if body.is_protected(match.start()) else r"\{\{"
        return f"{braces}{match['open']}{match['inside']}{match['close']}}}}}"

    body.sub(_ESCAPED, shown, everywhere=True)
    replacing(_MARKS, _mark)(body, context)


def _mark(_match: re.Match[str], _context: Context) -> Change:
    return Change("", Outcome.DROPPED)


RULE = Rule(
    "hugo-raw",
    "Dropped: the marks; what is between stays, and is no shortcode.",
    _apply,
    needs=("{{<", "{{%"),
    dialects=frozenset(["hugo"]),
)
