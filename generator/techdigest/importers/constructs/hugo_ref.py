"""Hugo's `{{< ref "note.md#part" >}}` and `{{< relref … >}}`: addresses."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import arguments_of, shortcode
from techdigest.importers.constructs.writing import MISSING, PART, destination


def _change(match: re.Match[str], context: Context) -> Change | None:
    arguments = arguments_of(match["arguments"])
    target = arguments.get("path") or arguments.at(0)
    if not target:
        return None
    if target.startswith("#"):
        return Change(destination(target))
    target += match["part"] or ""
    address = context.post_at(target)
    return Change(destination(address or target), why="" if address else MISSING)


RULE = Rule(
    "hugo-ref",
    "Converted into the address of the note.",
    replacing(re.compile(shortcode("ref|relref").pattern + PART), _change),
    needs=("ref",),
    dialects=frozenset(["hugo"]),
)
