"""Liquid's addresses: `{{ site.url }}`, `{{ site.baseurl }}`, `{{ "/picture.png" | relative_url }}`."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.model import Outcome

_SITE = re.compile(
    r"(?:(?<!\\)\{\{-?[ \t]*site\.(?:url|baseurl|github\.url|cdn|root)"
    r"(?:[ \t]*\|[ \t]*\w+_url)?[ \t]*-?\}\}[ \t]*)+(?P<rest>/?)"
)
_FILTERED = re.compile(
    r"(?<!\\)\{\{-?[ \t]*(?:\"(?P<double>[^\"\n]{0,500})\"|"
    r"'(?P<single>[^'\n]{0,500})')(?P<filters>[^{}\n]*)\}\}"
)
_FILTER = re.compile(
    r"[ \t]*\|[ \t]*(?:(?:relative|absolute)_url|"
    r"(?:prepend|append):[ \t]*site\.(?:url|baseurl)|url_encode|strip)[ \t]*"
)


def _site(match: re.Match[str], _context: Context) -> Change:
    return Change("/")  # what follows is an address from the site's root


def _filtered(match: re.Match[str], _context: Context) -> Change | None:
    value = match["double"] if match["double"] is not None else match["single"]
    rest = _FILTER.sub("", match["filters"]).strip(" \t-")
    if rest:
        return None
    if match["filters"].strip(" \t-"):
        return Change(value if value.startswith(("/", "http")) else f"/{value}")
    return Change(re.sub(r"\{(?=[{%])", r"\\{", value), Outcome.CONVERTED)


_APPLY = (replacing(_FILTERED, _filtered), replacing(_SITE, _site))


def _apply(body: Body, context: Context) -> None:
    for apply in _APPLY:
        apply(body, context)


RULE = Rule(
    "liquid-url",
    "Converted into the address from the site's root, which pictures and links understand.",
    _apply,
    needs=("{{",),
    dialects=frozenset(["jekyll"]),
    is_template=True,
)
