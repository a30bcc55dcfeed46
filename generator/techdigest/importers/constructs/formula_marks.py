r"""`\\(x\\)`, as Hugo and MathJax want it: `$x$` says the same in fewer signs."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

# Dollars are left out where a reader might take them for money or for names of variables.
_ROUND = re.compile(
    r"\\\\\([ \t]{0,20}(?![\s0-9])(?P<tex>(?:(?!\\\\[()])[^$`\n]){1,1000}?)(?<![\s\\])[ \t]{0,20}\\\\\)"
    r"(?![0-9{]|[A-Z_]{2})"
)


def _apply(body: Body, context: Context) -> None:
    def convert(match: re.Match[str], line: int) -> str:
        context.found(Outcome.CONVERTED, line, match[0])
        return f"${match['tex']}$"

    body.sub(_ROUND, convert)


RULE = Rule(
    "formula-marks",
    r"`\\(x\\)` becomes `$x$`.",
    _apply,
    needs=("\\\\(",),
)
