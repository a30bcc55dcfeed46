"""Headings as HTML, alone on their line: tables of contents and search know those of Markdown."""

from __future__ import annotations

import re
from html import unescape

from techdigest.importers.constructs.base import Change, Context, Rule, replacing

_HEADING = re.compile(
    r"^[ ]{0,3}<h(?P<level>[1-6])\b(?P<attributes>[^<>\n]*)>[ \t]*+(?P<text>[^<>\n]+)</h(?P=level)>[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ID = re.compile(r"(?<![\w-])id[ ]?=[ ]?[\"']?(?P<id>[\w.:-]+)", re.IGNORECASE)
_MARKS = re.compile(r"[\\`*_\[\]{}]|#+$")  # which say nothing within HTML


def _change(match: re.Match[str], _context: Context) -> Change | None:
    if "markdown" in match["attributes"] or not match["text"].strip():
        return None
    name = _ID.search(match["attributes"])
    text = _MARKS.sub(lambda mark: f"\\{mark[0]}", " ".join(unescape(match["text"]).split()))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    heading = f"{'#' * int(match['level'])} {text}"
    return Change(f"{heading} {{#{name['id']}}}" if name else heading)


RULE = Rule(
    "html-heading",
    "Converted into a heading of Markdown, without colours and places; its id stays.",
    replacing(_HEADING, _change),
    needs=("<h", "<H"),
)
