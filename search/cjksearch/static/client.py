"""The client's files as a site publishes them: the modules without their comments."""

from __future__ import annotations

import re
from pathlib import Path

_CLIENT = Path(__file__).parent.parent / "client"
# Only comments that begin a line, so that strings and patterns stay whole; /*! is a notice to keep.
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?!!)[^*]*\*+(?:[^/*][^*]*\*+)*/[ \t]*\n?|//[^\n]*\n)", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*(?=\n)")


def client_files() -> dict[str, str]:
    """Return name and text of the client's scripts and styles, sorted by name.

    The comments are for whoever reads the source; a reader of the site need not fetch them.
    """
    return {
        path.name: without_comments(path.read_text("utf-8"))
        for path in sorted(_CLIENT.iterdir())
        if path.suffix in (".js", ".css")
    }


def without_comments(code: str) -> str:
    """Return JavaScript or CSS without the comments that begin a line, and without blank lines."""
    return _BLANK.sub("", _COMMENT.sub("", code)).lstrip("\n")
