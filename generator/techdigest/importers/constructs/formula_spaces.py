"""`$ x $`, as MathJax reads it: here a formula has no spaces at its ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome
from techdigest.notes.fences import lines_of

_TOKEN = re.compile(r"(?<!`)(`{1,6})(?!`)[^\n]{1,2000}?(?<!`)\1(?!`)|\\.|\$\$|\$")
_WORDS = re.compile(r"\\(?:text\w*|mathrm|mbox|hbox)[ ]?\{[^{}]*\}")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\uffef\U00020000-\U0003ffff`]")
_COMMAND = re.compile(r"\\[A-Za-z]|[_^]\{")  # what money, shells and templates do not have
_NOT_BEFORE = re.compile(r"[A-Za-z0-9_]$")
_NOT_BEHIND = re.compile(r"[0-9$]")


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    start = 0
    for line in lines_of(body.text):
        text = line.text
        is_within = line.is_code or body.is_within(start)
        for opening, closing in [] if is_within else _formulas(text):
            tex = text[opening + 1 : closing]
            is_formula = _COMMAND.search(tex) and not (
                _NOT_BEFORE.match(text[max(opening - 1, 0) : opening]) or _NOT_BEHIND.match(text, closing + 1)
            )
            if tex != tex.strip() and not tex.rstrip().endswith("\\") and is_formula:
                place = start + opening
                context.found(Outcome.CONVERTED, body.line_at(place), text[opening : closing + 1])
                yield place, start + closing + 1, f"${tex.strip()}$"
        start += len(text) + 1


def _formulas(line: str) -> list[tuple[int, int]]:
    """Return the places of the dollars of each formula; none where it is open which belong together."""
    marks = [match.start() for match in _TOKEN.finditer(line) if match[0] == "$"]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    is_clear = len(marks) % 2 == 0 and not any(
        _HAN.search(_WORDS.sub("", line[opening:closing])) for opening, closing in pairs
    )
    return pairs if is_clear else []


RULE = Rule(
    "formula-space",
    "Converted: `$ x $` is `$x$` here, where spaces at the ends of a formula make it money.",
    _apply,
    needs=("$ ", " $", "\t$"),
    dialects=frozenset({"hexo", "hugo", "jekyll"}),
)
