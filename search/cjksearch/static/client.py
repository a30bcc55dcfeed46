"""The client's files as a site publishes them: few and without comments."""

from __future__ import annotations

import re
from pathlib import Path

from cjksearch.static.join import join

_CLIENT = Path(__file__).parent.parent / "client"
#: What is loaded by address: by each page, at the first opening, after a hit, as a worker, by other programs.
_ENTRIES = ("dialog.js", "panel.js", "marks.js", "worker.js", "engine.js")
#: The one style, and the files it is joined from, in this order.
_STYLE = "dialog.css"
_STYLES = ("button.css", "dialog.css", "filters.css", "results.css", "marks.css")
# Only comments that begin a line, so that strings and patterns stay whole; /*! is a notice to keep.
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?!!)[^*]*\*+(?:[^/*][^*]*\*+)*/[ \t]*\n?|//[^\n]*\n)", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*(?=\n)")


def client_files() -> dict[str, str]:
    """Return name and text of the client's scripts and style, sorted by name.

    Each script holds all modules that it imports: a browser would otherwise learn of them one import after
    the other. The comments are for whoever reads the source; a reader of the site need not fetch them.
    """
    sources = {
        path.name: without_comments(path.read_text("utf-8")) for path in _CLIENT.iterdir() if path.is_file()
    }
    scripts = {name: join(name, sources) for name in _ENTRIES}
    style = "".join(sources[name] for name in _STYLES)
    return dict(sorted((scripts | {_STYLE: style}).items()))


def without_comments(code: str) -> str:
    """Return JavaScript or CSS without the comments that begin a line, and without blank lines."""
    return _BLANK.sub("", _COMMENT.sub("", code)).lstrip("\n")
