"""Hexo's `{% post_link name title %}`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import arguments_of, tag
from techdigest.importers.constructs.writing import link, plain
from techdigest.importers.model import Outcome

NO_POST = "the source has no such post: the link is gone, its text stays"


def _change(match: re.Match[str], context: Context) -> Change | None:
    target, *words = arguments_of(match["arguments"], has_names=False).others or [""]
    if not target:
        return None
    if words and words[-1] in ("true", "false"):  # whether to escape it
        words.pop()
    text = plain(" ".join(words) or target.rpartition("/")[2])
    address = context.post_at(target)
    if address is None:
        return Change(text, Outcome.DROPPED, NO_POST)
    return Change(link(text, address))


RULE = Rule(
    "hexo-post-link",
    "Converted into a link to the note.",
    replacing(tag("post_link"), _change),
    needs=("post_link",),
    dialects=frozenset(["hexo"]),
    is_template=True,
)
