"""Text copied from a rendered page becomes Markdown: `importers.pasted` says how."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Finding
from techdigest.importers.pasted import to_markdown

_CLIP = 160
# What only Markdown has: a text with it was not copied from a page.
_MARKDOWN = re.compile(
    r"^(?:#{2,6}[ \t]+\S|```|~~~|\[[^\]\n]{1,200}\]:[ \t])|\]\([^)\n]{1,500}\)|\*\*\S", re.MULTILINE
)


def is_markdown(text: str) -> bool:
    """Whether a text is Markdown rather than copied from a page."""
    return _MARKDOWN.search(text) is not None


def _apply(body: Body, context: Context) -> None:
    if is_markdown(body.text):
        return
    converted = to_markdown(body.text, body.line_at(0))
    context.findings += [
        Finding(context.post.path, each.line, each.rule, each.outcome, each.text[:_CLIP], each.why)
        for each in converted.found
    ]
    body.rewrite(converted.text, converted.origins or (context.post.line,))


RULE = Rule(
    "pasted",
    "Headings, lists, code, tables and formulas are found again; what is a guess has a comment beside it.",
    _apply,
    dialects=frozenset({"text"}),
)
