"""Fences that ask to be run, as notes here have them: code of others is shown, and not run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown.extensions.attr_list import get_attrs
from pymdownx.superfences import RE_NESTED_FENCE_START

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome

# Whether fences stand in code or in a comment is not asked: what reads them may be of another mind.
_OPENING = re.compile(
    r"^(?P<lead>[^\S\n]*(?:>[^\S\n]*)*(?:(?:[-*+]|\d{1,9}[.)])[^\S\n]+)*)"
    r"(?P<fence>(?P<marks>`{3,}+|~{3,}+)[^\n]*(?<![\w-])run(?![\w-])[^\n]*)$",
    re.MULTILINE,
)
_CLASS = re.compile(r"""=(?:"[^"]*"|'[^']*')|(?P<run>(?<!\s)[^\S\n]*+(?<![\w.-])\.run(?![\w.-]))""")
_GONE = "code of others is not run: `.run` is gone; read the code, then import with --allow-snippets"
_STAYS = "`techdigest snippets` runs this code: read it first"


def _apply(body: Body, context: Context) -> None:
    if not context.snippets:
        body.edit(_edits(body, context))
        return
    for match, line in body.find(_OPENING, everywhere=True):
        if _asks(match["fence"]):
            context.found(Outcome.KEPT, line, match["fence"], _STAYS)


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    for match, line in body.find(_OPENING, everywhere=True):
        if _asks(match["fence"]):
            context.found(Outcome.DROPPED, line, match["fence"], _GONE)
            yield *match.span("fence"), _tamed(match["fence"])


def _asks(fence: str) -> bool:
    """Whether superfences would find the class `run`, also as the name of a language."""
    match = RE_NESTED_FENCE_START.fullmatch(fence)
    if match is None or match["attrs"] is None:
        return False
    return (".", "run") in get_attrs(match["attrs"].replace("\t", "    "))


def _tamed(fence: str) -> str:
    """Return the opening of a fence with all that it says but `.run`."""
    match = RE_NESTED_FENCE_START.fullmatch(fence)
    if match is None or match["attrs"] is None:
        return fence
    head = fence[: match.start("attrs") - 1].rstrip()
    left = _CLASS.sub(lambda found: "" if found["run"] else found[0], match["attrs"]).strip()
    tamed = f"{fence[: match.start('attrs')]}{left}}}" if left else head
    return head if _asks(tamed) else tamed  # of broken attributes nothing is left


RULE = Rule(
    "run",
    "Dropped is `.run`, so that code of others is shown and not run, unless --allow-snippets keeps it.",
    _apply,
    needs=("run",),
)
