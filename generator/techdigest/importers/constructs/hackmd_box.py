"""`:::info title` … `:::`, of HackMD, Docusaurus and others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.constructs.containers import box, head
from techdigest.importers.model import Outcome

_MARK = re.compile(
    r"^[ \t>]*(?P<mark>(?P<colons>:{3,})[ \t]*(?P<kind>[A-Za-z][\w-]*)?(?P<title>[^\n]*))$", re.MULTILINE
)
_KINDS = frozenset(
    """
    info success warning danger spoiler note tip caution important details question example
    quote abstract bug failure
    """.split()  # noqa: SIM905 - easier to read than a page of quotes
)
_FOLDED = frozenset(["spoiler", "details"])


def _apply(body: Body, context: Context) -> None:
    heads: dict[int, str] = {}
    ends: set[int] = set()
    for opening, closing, line in _pairs(body):
        context.found(Outcome.CONVERTED, line, opening["mark"])
        kind, title = (
            opening["kind"].lower(),
            opening["title"].strip().strip("[]{}" if "](" not in opening["title"] else ""),
        )
        heads[opening.start("mark")] = head(kind, title, folded=True if kind in _FOLDED else None)
        ends.add(closing.start("mark"))
    if heads:
        box(body, heads, ends)


def _pairs(body: Body) -> Iterator[tuple[re.Match[str], re.Match[str], int]]:
    """Yield the boxes. A mark ends the box that was opened last with as many colons, else the last one."""
    opened: list[tuple[re.Match[str], int]] = []
    for match, line in body.find(_MARK):
        if match["kind"] and match["kind"].lower() in _KINDS:
            opened.append((match, line))
        elif not match["kind"] and not match["title"].strip() and opened:
            opening, at = opened.pop()
            yield opening, match, at


RULE = Rule(
    "container",
    "Converted into a box with its title; spoilers are closed.",
    _apply,
    needs=(":::",),
)
