"""Obsidian's `#tag` within the text."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.containers import line_around
from techdigest.importers.model import Outcome

_TAG = re.compile(
    r"(?P<start>^[ \t]{0,3}|(?<=\s))(?P<tag>#(?=[\w/-]*[^\W\d])[\w/-]{1,100})(?![\w#/-])", re.MULTILINE
)


def _change(match: re.Match[str], context: Context) -> Change:
    name = match["tag"].strip("#/")
    if name and name not in context.tags:
        context.tags.append(name)
    before, _ = line_around(match.string, *match.span("tag"))
    if before.strip(" \t>"):
        return Change(None, Outcome.KEPT, "a tag of the note, too")
    return Change(
        f"{match['start']}\\{match['tag']}", why="a tag of the note, too; escaped: it is no heading"
    )


RULE = Rule(
    "obsidian-tag",
    "Kept as text, and a tag of the note.",
    replacing(_TAG, _change),
    needs=("#",),
    dialects=frozenset(["obsidian"]),
)
