"""Definitions of references: `[name]: address "title"`, of pictures and of links."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.links_to import address_of
from techdigest.importers.constructs.writing import picture

_DEFINITION = re.compile(
    r"^(?P<name>[ \t]{0,3}\[(?!\^)[^\[\]\n]{1,300}\]:[ \t]*)(?P<target><[^<>\n]*>|[^\s<>]+)", re.MULTILINE
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)(?:[?#]|$)", re.IGNORECASE)


def _change(match: re.Match[str], context: Context) -> Change | None:
    target = match["target"].strip("<>")
    found = picture(context, target) if _PICTURE.search(target) else address_of(context, target)
    if found is None or found.address == target:
        return None
    return Change(f"{match['name']}{found.address}", found.outcome, found.why)


RULE = Rule(
    "reference",
    "Converted where it leads to a picture, a post or a file of the source.",
    replacing(_DEFINITION, _change),
    needs=("]:",),
)
