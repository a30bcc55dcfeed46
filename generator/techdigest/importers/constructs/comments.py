"""Obsidian's `%%comment%%`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.model import Outcome

_COMMENT = re.compile(r"%%(?:[^%]|%(?!%))*+%%")


def _change(_match: re.Match[str], _context: Context) -> Change:
    return Change("", Outcome.DROPPED)


RULE = Rule(
    "obsidian-comment",
    "Dropped: readers never saw it.",
    replacing(_COMMENT, _change),
    needs=("%%",),
    dialects=frozenset(["obsidian"]),
)
