"""Liquid's `{% comment %}` … `{% endcomment %}`."""

from __future__ import annotations

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.constructs.templating import pairs, tag
from techdigest.importers.model import Outcome


def _apply(body: Body, context: Context) -> None:
    found = list(pairs(body, tag("comment"), tag("endcomment")))
    for start, _, line in found:
        context.found(Outcome.DROPPED, line, start[0])
    body.edit((start.start(), end.end(), "") for start, end, _ in found)


RULE = Rule(
    "liquid-comment",
    "Dropped: readers never saw it.",
    _apply,
    needs=("endcomment",),
    dialects=frozenset(["jekyll", "hexo"]),
    is_template=True,
)
