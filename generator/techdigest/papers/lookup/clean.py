"""Plain, bounded text out of answers that may hold anything."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

MAX_TEXT = 1000  # characters of a title, a venue, a name
MAX_AUTHORS = 3000
_MARKUP = re.compile(
    r"</?(?:i|b|em|strong|sub|sup|scp|tt|u|inf|italic|bold|br|p|span|(?:mml|jats):\w{1,20})(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)


def text_of(value: object) -> str:
    """Return a value of an answer as one line of text: no markup, no entities, no control characters.

    Of a list, the first that is text counts. Whatever else comes is no text, and empty.
    """
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str) and each.strip()), "")
    if not isinstance(value, str):
        return ""
    plain = html.unescape(_MARKUP.sub("", value[: 10 * MAX_TEXT]))
    shown = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in plain)
    return " ".join(unicodedata.normalize("NFC", shown).split())[:MAX_TEXT].rstrip()


def texts_of(value: object) -> Iterable[str]:
    """Yield the texts of a list."""
    if isinstance(value, list):
        yield from filter(None, map(text_of, value[:MAX_AUTHORS]))


def year_of(value: object) -> int | None:
    """Return a year of a time in which papers are written."""
    is_year = isinstance(value, int) and not isinstance(value, bool) and 1500 <= value < 2200
    return value if isinstance(value, int) and is_year else None
