"""`<br>`, of which imports from Blogger are full."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Rule, keeping

_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)

RULE = Rule("line-break", "Kept.", keeping(_BREAK), needs=("<",))
