"""Text of snippets and records on its way into HTML."""

from __future__ import annotations

import re
from html import escape

_TERMINAL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def text(value: str) -> str:
    """Escape text for HTML, without what steers terminals.

    No control character is left: Python-Markdown marks what it has put aside by some of them, and what a
    record holds must not be taken for such a mark.
    """
    value = _TERMINAL.sub("", value.replace("\r\n", "\n"))
    return escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", value))
