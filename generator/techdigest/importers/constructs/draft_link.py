"""Links of published posts to posts that come in as drafts: the site has no page to which they could lead."""

from __future__ import annotations

import re
from html import unescape

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.writing import GAP
from techdigest.importers.model import Outcome

_TEXT = r"(?:[^\[\]\n\\]++|\n(?![ \t]*\n)|\\[^\n]|!?\[[^\[\]\n]*+\](?:\([^()\n]*+\))?(?:\{[^{}\n]*+\})?)*+"
_LINK = re.compile(
    rf"(?<![\\!])\[(?P<text>{_TEXT})\]\((?P<target>[^\s()]+)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
    r"(?:\{:?[ \t]*[.#\w][^{}\n]*\})?"
)
_HREF = re.compile(
    r"(?P<before><a\b[^<>]*?)[ \t\n]+href[ \t\n]*=[ \t\n]*(?:\"(?P<double>[^\"<>]*)\"|'(?P<single>[^'<>]*)')",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"^[ \t]{0,3}\[(?P<name>(?!\^)[^\[\]\n]{1,300})\]:[ \t]*(?P<target>[^\s<>]+)[^\n]*\n?", re.M
)
_USE = re.compile(
    r"(?<![\\!\]])\[(?P<text>[^\[\]\n]{1,500})\](?:[ ]?\[(?P<name>[^\[\]\n]{0,300})\])?(?![\[(:])"
)
_JOINS = re.compile(r"(?:</?|\]\(|[{!\[&\\`$^])\Z")
_WHY = "leads to a draft, which is not published: its text stays"


def _link(match: re.Match[str], context: Context) -> Change | None:
    return _bare(match) if context.links.is_draft(match["target"]) else None


def _href(match: re.Match[str], context: Context) -> Change | None:
    is_draft = context.links.is_draft(unescape(match["double"] or match["single"] or ""))
    return Change(match["before"], Outcome.DROPPED, _WHY) if is_draft else None


def _apply(body: Body, context: Context) -> None:
    replacing(_LINK, _link)(body, context)
    replacing(_HREF, _href)(body, context)
    names: set[str] = set()

    def definition(match: re.Match[str], context: Context) -> Change | None:
        if not context.links.is_draft(match["target"]):
            return None
        names.add(_folded(match["name"]))
        return Change("", Outcome.DROPPED, _WHY)

    def use(match: re.Match[str], _context: Context) -> Change | None:
        return _bare(match) if _folded(match["name"] or match["text"]) in names else None

    replacing(_DEFINITION, definition)(body, context)
    if names:
        replacing(_USE, use)(body, context)


def _bare(match: re.Match[str]) -> Change:
    """Return the text alone, apart from what it would make a tag or a link of."""
    is_joined = _JOINS.search(match.string, max(match.start() - 2, 0), match.start())
    return Change(f"{GAP if is_joined else ''}{match['text']}", Outcome.DROPPED, _WHY)


def _folded(name: str) -> str:
    return " ".join(name.split()).lower()


RULE = Rule(
    "draft-link",
    "Dropped where it leads to a draft, which has no page: its text stays.",
    _apply,
    needs=(".md",),
)
