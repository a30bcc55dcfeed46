"""Lists of tasks: `- [x] done`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Rule, keeping

_TASK = re.compile(r"^[ \t>]*[-*+][ \t]+\[[ xX]\][ \t]", re.MULTILINE)

RULE = Rule("task", "Kept: lists of tasks are known here.", keeping(_TASK), needs=("[ ]", "[x]", "[X]"))
