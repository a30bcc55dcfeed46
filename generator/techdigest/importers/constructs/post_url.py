"""Jekyll's `{% post_url 2020-01-02-name %}` and `{% link _posts/2020-01-02-name.md %}`: addresses."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import arguments_of, tag
from techdigest.importers.constructs.writing import MISSING, PART, destination, is_remote

_TAG = tag("post_url|link")
_WITH_SITE = re.compile(r"(?:\{\{-?[ \t]*site\.\w{1,20}[ \t]*-?\}\}/?[ \t]*){0,3}" + _TAG.pattern + PART)


def _change(match: re.Match[str], context: Context) -> Change | None:
    target = arguments_of(match["arguments"], has_names=False).at(0)
    if not target or is_remote(target):
        return None
    part = match["part"] or ""
    address = context.post_at(target + part)
    if address is None and match["name"] == "link":
        address = context.file_at(target)
    return Change(destination(address or target + part), why="" if address else MISSING)


RULE = Rule(
    "jekyll-post-url",
    "Converted into the address of the note.",
    replacing(_WITH_SITE, _change),
    needs=("{%",),
    dialects=frozenset(["jekyll"]),
    is_template=True,
)
