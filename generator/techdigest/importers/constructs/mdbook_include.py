"""mdBook's `{{#include file.rs:2:10}}`, `{{#playground file.rs}}` and `{{#title …}}`."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.writing import MISSING, fence_for
from techdigest.importers.model import Outcome

_DIRECTIVE = re.compile(
    r"(?P<escape>\\?)\{\{#(?P<name>include|rustdoc_include|playground|playpen|title)"
    r"[ \t]+(?P<rest>[^{}\n]{1,500})\}\}"
)
_ANCHOR = re.compile(r"ANCHOR(?:_END)?:[ \t]*[\w-]+")
_LONGEST = 200_000  # characters of an included file


def _change(match: re.Match[str], context: Context) -> Change | None:
    if match["escape"]:
        return None
    if match["name"] == "title":
        return Change("", Outcome.DROPPED, "the title of the page is that of the note")
    path, *of = match["rest"].split()[0].split(":")
    text = context.read(path)
    if text is None:
        return Change(None, Outcome.UNKNOWN, MISSING)
    text = _part(text, of)[:_LONGEST].strip("\n")
    if not match["name"].startswith("play"):
        return Change(text)
    marks = fence_for(text)
    return Change(f"{marks}rust\n{text}\n{marks}")


def _part(text: str, of: list[str]) -> str:
    """Return the lines `2:10`, `2:`, `:10`, `2`, or those between the comments ANCHOR and ANCHOR_END."""
    lines = text.split("\n")
    if not of:
        kept = lines
    elif of[0] and not of[0].isdigit():
        start = next(
            (i for i, line in enumerate(lines) if re.search(rf"ANCHOR:[ \t]*{re.escape(of[0])}\b", line)), -1
        )
        end = next(
            (i for i, line in enumerate(lines) if re.search(rf"ANCHOR_END:[ \t]*{re.escape(of[0])}\b", line)),
            None,
        )
        kept = lines[start + 1 : end]
    else:
        first = int(of[0] or 1)
        last = first if len(of) == 1 else int(of[1]) if of[1].isdigit() else None
        kept = lines[max(first - 1, 0) : last]
    return "\n".join(line for line in kept if not _ANCHOR.search(line))


def _apply(body: Body, context: Context) -> None:
    replacing(_DIRECTIVE, _change, everywhere=True)(body, context)


RULE = Rule(
    "mdbook-include",
    "Converted into the lines of the file.",
    _apply,
    needs=("{{#",),
    dialects=frozenset(["mdbook"]),
)
