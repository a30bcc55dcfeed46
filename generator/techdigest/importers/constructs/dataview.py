"""Queries of Obsidian's plugins: what they found stands in no file."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.model import Outcome

_QUERY = re.compile(
    r"^[ \t>]*(?:```|~~~)[ \t]*"
    r"(?:dataview(?:js)?|tasks|query|button|toc|kanban|timeline|chart|leaflet|excalidraw)[ \t]*$"
    r"|`(?:\$?=)[ \t][^`\n]{1,300}`",
    re.MULTILINE | re.IGNORECASE,
)


def _change(_match: re.Match[str], _context: Context) -> Change:
    return Change(None, Outcome.KEPT, "a query that Obsidian runs; its source is shown as code")


RULE = Rule(
    "dataview",
    "Kept as code: what a query finds stands in no file.",
    replacing(_QUERY, _change, everywhere=True),
    needs=("```", "~~~", "`"),
    dialects=frozenset(["obsidian"]),
)
