"""`text $$`, a formula on lines of its own, `$$ text`: here its marks have lines of their own as well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_EMPHASIS = re.compile(r"\*{1,3}|_{1,3}")
_PUNCTUATION = re.compile(r"[ \t]*[,.;:，。；：]?[ \t]*$")


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    text = body.text
    for start, end in body.protected():
        if not (text.startswith("$$\n", start) and text.endswith("$$", start, end)):
            continue
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        last = last if last >= 0 else len(text)
        lead = _LEAD.match(text, first, start)[0]  # type: ignore[index]  # it matches the empty text
        before, behind = text[first + len(lead) : start], text[end:last]
        is_alone = not before.strip() and _PUNCTUATION.match(behind)
        if is_alone or "$$" in behind or behind.lstrip().startswith(("```", "~~~")):
            continue
        context.found(Outcome.CONVERTED, body.line_at(start), text[first:last])
        indent = "\n" + re.sub(r"[^>\s]", " ", lead)
        if before.strip():
            close = _EMPHASIS.match(behind)  # `*text $$ … $$*`
            if close and before.count(close[0]) % 2:
                behind = behind[close.end() :]
                yield start - len(before) + len(before.rstrip()), start, close[0] + indent
            else:
                yield start - len(before) + len(before.rstrip()), start, indent
        if not _PUNCTUATION.match(behind):
            behind = indent + behind.lstrip()
        if behind != text[end:last]:
            yield end, last, behind


RULE = Rule(
    "formula-line",
    "Converted: the marks of a formula of several lines stand on lines of their own.",
    _apply,
    needs=("$$\n",),
    dialects=frozenset({"hackmd", "hexo", "hugo", "mdbook", "obsidian"}),
)
