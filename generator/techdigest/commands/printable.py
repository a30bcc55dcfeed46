"""Text that is safe to print."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return the text without what could steer a terminal: file names may hold escape sequences."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
