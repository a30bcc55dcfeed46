"""What Liquid and Nunjucks do rather than say: conditions, loops, variables. Nothing here runs templates."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import FLOW, tag
from techdigest.importers.model import Outcome

_WHY = "is not evaluated here; write in its place what the page said"


def _change(_match: re.Match[str], _context: Context) -> Change:
    return Change(None, Outcome.KEPT, _WHY)


RULE = Rule(
    "liquid-flow",
    "Kept as it is: conditions, loops and variables of templates are not evaluated.",
    replacing(tag("|".join(FLOW)), _change),
    needs=("{%",),
    dialects=frozenset(["hexo", "jekyll"]),
    is_template=True,
)
