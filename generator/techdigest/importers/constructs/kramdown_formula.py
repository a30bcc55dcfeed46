r"""kramdown's `$$x$$` within a line, `\$$x$$` as all of it, and `\vert{}`: here `$x$` and `|`."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.formulas import BAR, with_formulas
from techdigest.importers.indented import indented_code
from techdigest.importers.model import Outcome
from techdigest.markdown.delimiters import Formula
from techdigest.notes.fences import lines_of

_ALONE = re.compile(r"(?P<lead>[ >]*(?:(?:[-*+]|\d{1,9}\.)[ ]{1,4})?)\\\$\$(?P<tex>[^$]{1,1000})\$\$[ ]*")


def _apply(body: Body, context: Context) -> None:
    lines = list(lines_of(body.text))
    inline = [
        line.text if line.is_code or is_indented else _inline(line.text)
        for line, is_indented in zip(lines, indented_code(lines), strict=True)
    ]
    start, edits = 0, []
    for line, new in zip(lines, with_formulas("\n".join(inline), _single).split("\n"), strict=True):
        if line.text != new:
            context.found(Outcome.CONVERTED, body.line_at(start), line.text.strip())
            edits.append((start, start + len(line.text), new))
        start += len(line.text) + 1
    body.edit(edits)


def _inline(line: str) -> str:
    match = _ALONE.fullmatch(line)
    return f"{match['lead']}${match['tex'].strip().replace(BAR, '|')}$" if match else line


def _single(source: str, _column: int, formula: Formula) -> str:
    is_inline = source.startswith("$$") and not formula.display and "\n" not in source
    return f"${formula.tex.replace(BAR, '|')}$" if is_inline else source


RULE = Rule(
    "kramdown-formula",
    "`$$x$$` within a line becomes `$x$`.",
    _apply,
    needs=("$$",),
    dialects=frozenset(["jekyll"]),
)
