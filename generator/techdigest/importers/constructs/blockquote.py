"""Hexo's `{% blockquote author, source link title %}` … `{% endblockquote %}`, and its kin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.constructs.templating import pairs, tag
from techdigest.importers.constructs.writing import link, plain
from techdigest.importers.model import Outcome

_OPENING = tag("blockquote|quote|centerquote|cq|pullquote")
_CLOSING = tag("endblockquote|endquote|endcenterquote|endcq|endpullquote")
_ADDRESS = re.compile(r"https?://\S+")


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    for opening, closing, line in pairs(body, _OPENING, _CLOSING):
        context.found(Outcome.CONVERTED, line, opening[0])
        inside = body.text[opening.end() : closing.start()].strip("\n").rstrip()
        by = "" if "pullquote" in opening["name"] else _source(opening["arguments"].strip(" -\t"))
        lines = [*inside.split("\n"), *(["", by] if by else [])]
        before = body.text[max(opening.start() - 2, 0) : opening.start()]
        after = body.text[closing.end() : closing.end() + 2]
        lead = "\n" * (2 - (len(before) - len(before.rstrip("\n")))) if before.strip("\n") else ""
        tail = "\n" * (2 - (len(after) - len(after.lstrip("\n")))) if after.strip("\n") else ""
        yield opening.start(), closing.end(), lead + "\n".join(map(_quoted, lines)) + tail


def _quoted(line: str) -> str:
    return f"> {line}" if line.strip() else ">"


def _source(text: str) -> str:
    """Return the line that names author, work and address."""
    address = _ADDRESS.search(text)
    names = text[: address.start()] if address else text
    title = text[address.end() :].strip() if address else ""
    author, _, work = (part.strip() for part in names.partition(","))
    if address:
        work = link(plain(work or title or address[0]), address[0])
    shown = ", ".join(part for part in (f"**{author}**" if author else "", work) if part)
    return f"— {shown}" if shown else ""


RULE = Rule(
    "hexo-blockquote",
    "Converted into a quote with a line for its source.",
    _apply,
    needs=("quote", "cq"),
    dialects=frozenset(["hexo"]),
    is_template=True,
)
