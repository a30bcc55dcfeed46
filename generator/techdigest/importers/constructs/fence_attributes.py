"""Attributes of a fence that stand elsewhere: kramdown's behind the code, those that Hugo could not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import accumulate

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome
from techdigest.notes.fences import lines_of

_BEHIND = re.compile(r"[ \t>]*\{:(?P<list>(?:[^{}\\\n]|\\[^\n]|\{)*)\}[ \t]*")
_OF_CODE = re.compile(r"(?:^|\s)(?:\.run\b|(?:title|linenums|hl_lines)=\")")
_OPTIONS = re.compile(
    r"[ ]?(?:title|linenums|hl_lines)=\"[^\"]*\"(?: (?:title|linenums|hl_lines)=\"[^\"]*\")*"
)
_TOLD = re.compile(r"(?P<language>[^{]*)\{data-info=\"(?P<info>[^\"{}]*)\"\}[ \t]*$")


def _apply(body: Body, context: Context) -> None:
    body.edit(_behind(body, context) if context.dialect == "jekyll" else _told(body, context))


def _behind(body: Body, context: Context) -> Iterator[Edit]:
    """Move a list of attributes from behind the code to where it begins."""
    lines = list(lines_of(body.text))
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
    opening = -1
    for number, line in enumerate(lines[:-1]):
        if not line.is_fence:
            continue
        if opening < 0:
            opening = number
            continue
        below = _BEHIND.fullmatch(lines[number + 1].text)
        if below and _OF_CODE.search(below["list"]):
            context.found(Outcome.CONVERTED, body.line_at(starts[number + 1]), below[0].strip())
            place = starts[opening + 1] - 1
            space = "" if body.text[place - 1] in "`~" else " "
            yield place, place, f"{space}{_info(below['list'])}"
            yield starts[number + 1] - 1, starts[number + 2] - 1, ""
        opening = -1


def _info(attributes: str) -> str:
    inside = re.sub(r"\\(.)", r"\1", attributes)
    return inside.strip() if _OPTIONS.fullmatch(inside) else f"{{{inside}}}"


def _told(body: Body, context: Context) -> Iterator[Edit]:
    """Put back what stood behind the marks."""
    start = 0
    for line in lines_of(body.text):
        if line.is_fence and (match := _TOLD.match(line.text)):
            context.found(Outcome.CONVERTED, body.line_at(start), line.text.strip())
            yield start, start + len(line.text), f"{match['language']}{unescape(match['info'])}"
        start += len(line.text) + 1


RULE = Rule(
    "fence-attributes",
    "Converted: attributes behind the code, or in `data-info`, stand behind the marks of the fence again.",
    _apply,
    needs=("{:", "data-info"),
    dialects=frozenset(["hugo", "jekyll"]),
)
