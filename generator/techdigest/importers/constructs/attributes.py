"""kramdown's `{: .class #id }`, `{:toc}` and `{::options /}`."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.model import Outcome

_CONTENTS = re.compile(
    r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+\S[^\n]{0,80}\n[ \t]*\{:[^{}\n]*\btoc\b[^{}\n]*\}[ \t]*$", re.MULTILINE
)
_BARE_CONTENTS = re.compile(r"^[ \t]*\{:[ \t]*toc[ \t]*\}[ \t]*$", re.MULTILINE)
_EXTENSION = re.compile(
    r"(?!\{[^{}\n]*\}[ \t]*(?:```|~~~))"  # which would begin a line then
    r"(?<!\\)\{:(?:/?:?[a-z][\w-]*(?:[ \t][^{}\n]*)?|:[^{}\n]*|/)/?\}|(?<!\\)\{:[\w-]+:[^{}\n]*\}"
)
_HEADING = re.compile(
    r"^(?P<marks>#{1,6}[^\n]*[^\s{}#])[ \t]*#*[ \t]*\n[ \t]{0,3}\{:(?P<list>[^{}\n]*)\}[ \t]*$", re.MULTILINE
)
_HANDLER = re.compile(
    r"[ \t]*\bon\w+[ \t]*=[ \t]*(?:\"[^\"]*\"|'[^']*'|[^\s{}]+)|[ \t]*\bsrcdoc=\S+", re.IGNORECASE
)
_LIST = re.compile(r"\{:(?P<list>(?=[^{}\n]*(?:[.#]\w|=))[^{}\n]*)\}")
_OF_BLOCK = re.compile(r"^(?:[ \t]*\||[ \t]{0,3}(?:[-*+]|\d+\.)[ \t]|[ \t]*>|[ \t]*(?:```|~~~)|[ \t]*$)")
_ALONE = re.compile(r"(?P<above>^[^\n]*\n|\A)[ \t]*\{:(?P<list>[^{}\n]*)\}[ \t]*(?:\n|\Z)", re.MULTILINE)


def _contents(match: re.Match[str], _context: Context) -> Change:
    return Change("[TOC]")


def _extension(match: re.Match[str], _context: Context) -> Change:
    return Change("", Outcome.DROPPED)


def _heading(match: re.Match[str], _context: Context) -> Change:
    return Change(f"{match['marks']} {{:{match['list']}}}")


def _list(match: re.Match[str], _context: Context) -> Change:
    safe = _HANDLER.sub("", match["list"])
    if safe != match["list"]:
        return Change(f"{{:{safe}}}" if safe.strip() else "", Outcome.DROPPED, "a handler is no text")
    return Change(None, Outcome.KEPT)


def _alone(match: re.Match[str], _context: Context) -> Change | None:
    """Behind tables, lists, quotes and code it would be shown: nothing there has attributes here."""
    return Change(match["above"], Outcome.DROPPED) if _OF_BLOCK.match(match["above"]) else None


_APPLY = (
    replacing(_CONTENTS, _contents),
    replacing(_BARE_CONTENTS, _contents),
    replacing(_HEADING, _heading),
    replacing(_EXTENSION, _extension),
    replacing(_ALONE, _alone),
)
_KEEP = replacing(_LIST, _list)
_MOST = 3  # times that a text is gone through: one may stand in another


def _apply(body: Body, context: Context) -> None:
    before = ""
    for _ in range(_MOST):
        if body.text == before:
            break
        before = body.text
        for apply in _APPLY:
            apply(body, context)
    _KEEP(body, context)


RULE = Rule(
    "kramdown-attributes",
    "Kept where the site understands them; `{:toc}` is converted, and dropped is what has no meaning here.",
    _apply,
    needs=("{:",),
    dialects=frozenset(["jekyll"]),
)
