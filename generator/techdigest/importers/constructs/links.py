"""Links to posts and files of the source: `[text](other.md)`, `[text](/2020/01/02/other/)`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.links_to import address_of
from techdigest.importers.constructs.writing import is_remote

# Pictures are passed over: the rule before has seen to them.
_LINK = re.compile(
    r"!\[[^\[\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
    r"|(?<!\\)\]\([ \t]*+(?P<target><[^<>\n]*>"
    r"|(?:[^\s()<>\"]|[ ]++(?![ \t]*[\"')])|\([^()\n\"]{0,200}\)){1,3000})"
    r"(?P<title>[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
)


def _change(match: re.Match[str], context: Context) -> Change | None:
    if match["target"] is None:
        return None
    target = match["target"].strip("<> ")
    if context.dialect == "jekyll" and " " in match["target"] and is_remote(target):
        encoded = target.replace("\\)", ")").replace(" ", "%20")  # kramdown lets addresses have spaces
        return Change(f"]({encoded}{match['title'] or ''})")
    found = address_of(context, target)
    if found is None:
        return None
    shown = f"]({found.address}{match['title'] or ''})"
    return Change(shown if shown != match[0] else None, found.outcome, found.why)


RULE = Rule(
    "link",
    "Converted where it leads to a post or a file of the source; told where it leads nowhere.",
    replacing(_LINK, _change),
    needs=("](",),
)
