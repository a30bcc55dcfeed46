"""Lists of contents: `[TOC]`, `[toc]`, `[[toc]]`, `@[TOC](…)`, `{{< toc >}}`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.model import Outcome

_TOC = re.compile(
    r"^[ \t]*(?:\[TOC\]|\[\[TOC\]\]|@\[TOC\](?:\([^()\n]{0,200}\))?"
    r"|\{\{[<%][ \t]*toc[ \t]*[>%]\}\}|\$\{toc\}|\{%[ \t]*toc[ \t]*%\})"
    r"[ \t]*\\?$",
    re.MULTILINE | re.IGNORECASE,
)


def _change(match: re.Match[str], _context: Context) -> Change:
    return Change(None, Outcome.KEPT) if match[0] == "[TOC]" else Change("[TOC]")


RULE = Rule(
    "toc", "Kept as `[TOC]`, however it was written.", replacing(_TOC, _change), needs=("toc", "TOC", "Toc")
)
