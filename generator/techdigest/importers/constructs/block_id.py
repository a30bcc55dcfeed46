"""Obsidian's `^block` behind a paragraph, to which links lead."""

from __future__ import annotations

import re

from techdigest.importers.constructs.anchors import anchor
from techdigest.importers.constructs.base import Change, Context, Rule, replacing

_ID = re.compile(
    r"(?:(?<=\S)[ \t]{1,20}|^[ \t>]{0,40})\^(?P<id>[A-Za-z0-9-]{1,60})[ \t]*(?:\\(?=\n))?$", re.MULTILINE
)


def _change(match: re.Match[str], _context: Context) -> Change:
    lead = match[0][: match[0].index("^")]
    return Change(f'{lead}<span id="{anchor(match["id"])}"></span>')


RULE = Rule(
    "obsidian-block-id",
    "Converted into an empty element with this id.",
    replacing(_ID, _change),
    needs=("^",),
    dialects=frozenset(["obsidian"]),
)
