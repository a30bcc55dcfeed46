"""What keeps a note from being published. When in doubt, private."""

from __future__ import annotations

import re

from techdigest.notes.yaml_bounded import Document, Raw

_YES = frozenset({"true", "yes", "on", "y", "1"})
_NO = frozenset({"false", "no", "off", "n", "0"})
_PRIVATE_IF_TRUE = frozenset({"draft", "hidden", "private"})
_PRIVATE_IF_FALSE = frozenset({"published", "publish"})
_LINE = re.compile(
    r"^[ \t\"']{0,20}(?:(?:draft|hidden|private)[ \t\"']{0,20}[:=](?![ \t\"']{0,20}(?:false|no|off|n|0)\b)"
    r"|publish(?:ed)?[ \t\"']{0,20}[:=][ \t\"']{0,20}(?:false|no|off|n|0)\b"
    r"|password[ \t\"']{0,20}[:=][ \t]{0,20}[^ \t\n])",
    re.IGNORECASE | re.MULTILINE,
)


def flag(raw: Raw) -> bool | None:
    """Return what a front matter value says, or None when it is neither yes nor no."""
    word = raw.strip().lower() if isinstance(raw, str) else ""
    return True if word in _YES else False if word in _NO or raw is None else None


def is_private(mapping: Document) -> bool:
    """Whether front matter marks the note as draft, hidden, private, unpublished or password-protected."""
    for name, raw in mapping.raw.items():
        key = name.lower()
        if key in _PRIVATE_IF_TRUE and flag(raw) is not False:
            return True
        if key in _PRIVATE_IF_FALSE and raw is not None and flag(raw) is not True:
            return not _is_date(raw)
        if key == "password" and raw not in (None, "", [], {}):
            return True
        if key == "status" and isinstance(raw, str) and raw.strip().lower() in {"draft", "private"}:
            return True
    return False


def looks_private(source: str) -> bool:
    """Whether a line of front matter that could not be parsed asks for privacy."""
    return _LINE.search(source) is not None


def _is_date(raw: Raw) -> bool:
    # `published: 2024-05-01` says when, not whether.
    return isinstance(raw, str) and re.match(r"\d{4}-\d", raw) is not None
