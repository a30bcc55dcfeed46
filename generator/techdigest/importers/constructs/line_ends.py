"""Ends of lines that count: a back-slash; in HackMD and where settings say so, any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.model import Outcome
from techdigest.notes.fences import lines_of

_SLASH = re.compile(r"(?<=[^\\\s])[ \t]{0,10}\\\n(?=[ \t>]*[^\s>])")
_BLOCK = re.compile(
    r"[ \t]*(?:>[ \t]*)*"
    r"(?:$|#{1,6}|[-*+][ \t]|\d{1,9}[.)][ \t]|\||</?[A-Za-z!]|!!!|\?\?\?|===|\[[^\]]*\]:|:[ \t]|```|~~~"
    r"|\$\$|[-*_=]{2,}|\[TOC\])"
)
_OF_ITEM = re.compile(r"[ \t]*(?:>[ \t]*)*(?:[-*+]|\d{1,9}[.)])[ \t]+(?!!\[)\S|[ \t>]*[^\s|#<>`$!\[:=-]")


def _apply(body: Body, context: Context) -> None:
    replacing(_SLASH, lambda _match, _context: Change("  \n"))(body, context)
    if context.breaks:
        body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    """Two spaces at the end of each line of text that goes on with text."""
    lines = list(lines_of(body.text))
    start, first, count = 0, 0, 0
    for line, below in pairwise(lines):
        text = line.text
        end = start + len(text)
        if (
            not line.is_code
            and not below.is_code
            and text.strip()
            and not text.endswith(("  ", "<br>", "\\"))
            and _OF_ITEM.match(text)
            and not _BLOCK.match(below.text)
            and not text.lstrip(" \t>").startswith(("|", "#", "!!! ", "??? ", "???+ "))
            and _depth(text) - _depth(below.text) < 4
            and not body.is_protected(end - 1)
            and not body.is_protected(end)
            and not body.is_protected(end + 1)
        ):
            yield end - (len(text) - len(text.rstrip())), end, "  "
            count += 1
            first = first or body.line_at(start)
        start = end + 1
    if count:
        context.found(Outcome.CONVERTED, first, f"{count} ends of lines")


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip(" >"))


RULE = Rule(
    "line-end",
    "Converted into two spaces, which is how a line ends within a paragraph here.",
    _apply,
)
