"""HackMD's tags within the text: `###### tags: `a` `b``."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing

_TAGS = re.compile(r"^#{1,6}[ \t]*tags[ \t]*[:：](?P<tags>[^\n]*)(?:\n|\Z)", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(r"`([^`\n]+)`|([^`,，、]+)")


def _change(match: re.Match[str], context: Context) -> Change:
    for quoted, bare in _TAG.findall(match["tags"]):
        name = (quoted or bare).strip().strip("#").strip()
        if name and name not in context.tags:
            context.tags.append(name)
    return Change("", why="these are tags of the note now")


RULE = Rule(
    "hackmd-tags",
    "Converted into tags of the note.",
    replacing(_TAGS, _change),
    needs=("tags", "Tags"),
    dialects=frozenset(["hackmd"]),
)
