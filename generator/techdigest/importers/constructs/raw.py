"""Liquid's and Nunjucks' `{% raw %}` … `{% endraw %}`: what is between is no template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

_PIECE = re.compile(r"\{%-?[ \t]*(?P<mark>raw|endraw)[ \t]*-?%\}|\{(?=[{%#])")


def _apply(body: Body, context: Context) -> None:
    # Jekyll reads tags before it knows what code is; Hexo takes code out first.
    body.edit(_edits(body, context, everywhere=context.dialect == "jekyll"))


def _edits(body: Body, context: Context, *, everywhere: bool) -> Iterator[Edit]:
    text, is_raw = body.text, False
    for match, line in body.find(_PIECE, everywhere=True):
        mark, is_code = match["mark"], body.is_protected(match.start())
        if mark and (everywhere or not is_code or (is_raw and mark == "endraw")):
            if is_raw == (mark == "raw"):
                continue  # no pair
            is_raw = not is_raw
            context.found(Outcome.DROPPED, line, match[0])
            yield (*_with_line(text, *match.span()), "")
        elif not mark and is_raw and not is_code:
            yield match.start(), match.start(), "\\"  # so that it stays text


def _with_line(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the whole line where nothing else stands on it."""
    line = text.rfind("\n", max(start - 100, 0), start) + 1
    stop = text.find("\n", end, end + 100)
    if stop < 0:
        stop = len(text) if len(text) - end < 100 else end
    is_alone = not text[line:start].strip() and not text[end:stop].strip()
    return (line, min(stop + 1, len(text))) if is_alone and (line or start < 100) else (start, end)


RULE = Rule(
    "raw",
    "Dropped: nothing is a template here. Braces between the marks are escaped, so that no rule reads them.",
    _apply,
    needs=("raw",),
    dialects=frozenset(["hexo", "jekyll"]),
    is_template=True,
)
