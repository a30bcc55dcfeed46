"""Formulas in other delimiters, found as the site finds them."""

from __future__ import annotations

import re
from itertools import groupby

from markdown.util import ETX, STX

from techdigest.importers.indented import indented_code
from techdigest.markdown.delimiters import Formula, Take, take_formulas
from techdigest.notes.fences import lines_of

BAR = r"\vert{}"
"""What `|` is in a formula where it would begin the cell of a table."""

_TAKEN = re.compile(f"{STX}([0-9]+){ETX}")


def with_formulas(text: str, write: Take) -> str:
    """Return Markdown in which each formula is written by `write`; a paragraph that would say others stays.

    `write` is given source, column and formula. It may write `BAR` for `|`, or the reverse.
    """
    if STX in text:
        return text
    lines = list(lines_of(text))
    is_code = [line.is_code or indented for line, indented in zip(lines, indented_code(lines), strict=True)]
    written: list[str] = []
    for (code, _), group in groupby(
        zip(lines, is_code, strict=True), key=lambda pair: (pair[1], not pair[0].text.strip())
    ):
        before = [line.text for line, _ in group]
        written += before if code else _rewritten(before, write)
    return "\n".join(written)


def _rewritten(lines: list[str], write: Take) -> list[str]:
    texts: list[str] = []

    def take(source: str, column: int, formula: Formula) -> str:
        texts.append(write(source, column, formula))
        return f"{STX}{len(texts) - 1}{ETX}"

    taken = "\n".join(take_formulas(lines, take))
    after = _TAKEN.sub(lambda match: texts[int(match[1])], taken).split("\n")
    return after if after == lines or _formulas_of(after) == _formulas_of(lines) else lines


def _formulas_of(lines: list[str]) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []

    def take(_source: str, _column: int, formula: Formula) -> str:
        found.append((formula.tex.replace(BAR, "|"), formula.display))
        return f"{STX}{ETX}"

    take_formulas(lines, take)
    return found
