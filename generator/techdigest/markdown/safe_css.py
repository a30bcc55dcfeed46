"""Take addresses of other sites out of CSS: a page that is read should ask nobody else.

Read as in https://www.w3.org/TR/css-syntax-3/#tokenization: addresses stand in strings and in `url()`, both
may be written with escapes, and comments are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_URL = r"(?:\\?u|\\0{0,4}[57]5\s?)(?:\\?r|\\0{0,4}[57]2\s?)(?:\\?l|\\0{0,4}[46]c\s?)\("
_TOKEN = re.compile(
    r"/\*.*?(?:\*/|\Z)"
    r"|=\s*+(?:\"[^\"\n]*+|'[^'\n]*+)[\"']?"  # the value of an attribute in a selector
    r"|\"(?P<double>(?:[^\"\\\n]|\\.)*+)"
    r"|'(?P<single>(?:[^'\\\n]|\\.)*+)"
    rf"|{_URL}\s*+(?![\"'])(?P<bare>(?:[^)\\]|\\.)*+)",
    re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL | re.IGNORECASE)
# Browsers drop blanks from addresses, and take `https:a.example` and `\\a.example` for addresses of hosts.
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_REMOTE = re.compile(r"https?:|[/\\]{2}", re.IGNORECASE)


def without_remote(css: str, report: Callable[[str], None]) -> str:
    """Return the style sheet or declarations without addresses of other sites; report each, as written."""

    def cleaned(match: re.Match[str]) -> str:
        written = match["double"] or match["single"] or match["bare"] or ""
        if not is_remote(_ESCAPE.sub(_unescaped, written)):
            return match[0]
        report(written)
        return match[0][: len(match[0]) - len(written)]

    return _TOKEN.sub(cleaned, css)


def is_remote(address: str) -> bool:
    """Whether a browser would ask another site for the address."""
    return _REMOTE.match(_BLANKS.sub("", address)) is not None


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        point = int(match[1], 16)
        return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"
    return "" if match[2] == "\n" else match[2]
