"""`[[note]]`, `[[note|text]]`, `[[note#heading]]`, `[[#heading]]`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.anchors import with_anchor
from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.writing import link, plain
from techdigest.importers.model import Outcome

_LINK = re.compile(
    r"(?<![!\[\\])\[\[(?=[^\[\]\n|]{0,500}\w)(?![^\[\]\n]{0,500}&[lg]t;)"
    r"(?P<target>[^\[\]\n|<>]{1,500}|<%[^\[\]\n|]{1,500}%>)"  # a template's address, which is none yet
    r"(?:\\?\|(?P<alias>[^\[\]\n]{1,500}))?\]\](?![(\]])"
)


def _change(match: re.Match[str], context: Context) -> Change | None:
    target = match["target"].rstrip("\\").strip()
    path, _, part = target.partition("#")
    path = path.strip()
    text = plain((match["alias"] or "").strip() or (f"{path} › {part}" if path and part else path or part))
    address = context.post_at(path) if path else ""
    if address is None:
        name = context.file_at(path)
        if name is not None:
            return Change(link(text, name))
        if context.dialect != "obsidian" and not match["alias"]:
            return None  # such as a list within a list
        return Change(text, Outcome.DROPPED, "the source has no such note: the link is gone, its text stays")
    return Change(link(text, with_anchor(address, part)))


RULE = Rule(
    "wikilink",
    "Converted into a link to the note; text alone where the source lacks it.",
    replacing(_LINK, _change),
    needs=("[[",),
)
