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
# Comments that begin a line, so that strings and patterns stay whole; /*! is a notice to keep.
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?!!)[^*]*\*+(?:[^/*][^*]*\*+)*/[ \t]*\n?|//[^\n]*\n)", re.MULTILINE)
# After code, only where no quotation mark follows: in a string one would.
_REMARK = re.compile(r"""[ \t]+//[^"'`\n]*$""", re.MULTILINE)
_SPACE = re.compile(r"^\s+", re.MULTILINE)


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
    """Return JavaScript or CSS without comments, but those that quote, and without space that begins a line.

    No string of the client's may span lines.
    """
    return _SPACE.sub("", _REMARK.sub("", _COMMENT.sub("", code)))
