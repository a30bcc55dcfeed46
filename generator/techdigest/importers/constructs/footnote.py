"""Footnotes: `[^name]`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Rule, keeping

_NOTE = re.compile(r"\[\^[^\[\]\s]{1,100}\](?!:)")

RULE = Rule("footnote", "Kept: footnotes are known here.", keeping(_NOTE), needs=("[^",))
