"""`==marked==` text."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Rule, keeping

_MARK = re.compile(r"(?<![=\\])==(?=[^\s=])[^=\n]{1,1000}(?<=\S)==(?!=)")

RULE = Rule("mark", "Kept: it is marked here, too.", keeping(_MARK), needs=("==",))
