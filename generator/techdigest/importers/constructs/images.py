"""Pictures: `![text](address "title")`, wherever the address leads."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.writing import destination, picture

_IMAGE = re.compile(
    r"!\[(?P<alt>[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*)\]\([ \t]*"
    r"(?P<target><[^<>\n]*>|(?:[^\s()<>\"]|[ ](?![ \t]*[\"'=)])|\([^()\n\"]{0,200}\)){1,3000})"
    r"(?P<title>[ \t]+(?:\"(?:[^\"\n]|\"(?=\w)){0,500}\"|'[^'\n]*'))?[ \t]*\)"
)


def _change(match: re.Match[str], context: Context) -> Change | None:
    target = match["target"].strip("<> ")
    if context.is_made(target):
        return None
    found = picture(context, target)
    address = destination(found.address.replace("\\", "/"))
    shown = f"![{match['alt']}]({address}{_quoted(match['title'] or '')})"
    return Change(shown if shown != match[0] else None, found.outcome, found.why)


def _quoted(title: str) -> str:
    inside = title.strip()[1:-1]
    return ' "{}"'.format(inside.replace('"', "&quot;")) if inside else ""


RULE = Rule(
    "image",
    "Converted: its file lies beside the note now. Pictures of other sites stay links.",
    replacing(_IMAGE, _change),
    needs=("![",),
)
