"""`~~struck~~`, and HackMD's `++inserted++`, `H~2~O`, `x^2^`."""

from __future__ import annotations

import re
from collections.abc import Callable

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Change, Context, Rule, replacing

_STRUCK = re.compile(r"(?<![~\\])~~(?=[^\s~])(?P<text>[^~\n]{1,2000})(?<=\S)~~(?!~)")
_INSERTED = re.compile(r"(?<![+\\])\+\+(?=[^\s+])(?P<text>[^+\n]{1,1000})(?<=\S)\+\+(?!\+)")
_LOWERED = re.compile(r"(?<![~\\\s])~(?P<text>[^~\s]{1,60})~(?!~)")
_RAISED = re.compile(r"(?<![\^\\\s\[(])\^(?P<text>[^^\s\[\]]{1,60})\^(?!\^)")


def _becomes(element: str) -> Callable[[re.Match[str], Context], Change]:
    return lambda match, _context: Change(f"<{element}>{match['text']}</{element}>")


_STRIKE = replacing(_STRUCK, _becomes("del"))
_OF_HACKMD = (
    replacing(_INSERTED, _becomes("ins")),
    replacing(_LOWERED, _becomes("sub")),
    replacing(_RAISED, _becomes("sup")),
)


def _apply(body: Body, context: Context) -> None:
    _STRIKE(body, context)
    if context.dialect == "hackmd":
        for apply in _OF_HACKMD:
            apply(body, context)


RULE = Rule("strike", "Converted into HTML's `del`, `ins`, `sub` and `sup`.", _apply, needs=("~", "++", "^"))
