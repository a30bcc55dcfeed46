"""Boxes of Hugo's themes: `{{< notice tip "title" >}}` … `{{< /notice >}}`, and folded ones."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Rule
from techdigest.importers.constructs.containers import KINDS, boxes_of, head
from techdigest.importers.constructs.templating import arguments_of, closing_shortcode, shortcode

_NAMES = (
    "notice|admonition|callout|alert|hint|tip|info|warning|note|details|expand|collapse|spoiler|fold|tldr"
)
_FOLDED = frozenset(["details", "expand", "collapse", "spoiler", "fold"])
_OPENING, _CLOSING = shortcode(_NAMES), closing_shortcode(_NAMES)


def _head(match: re.Match[str]) -> str:
    name = match["name"].lower()
    arguments = arguments_of(match["arguments"])
    words = [word for word in arguments.others if word not in ("true", "false", "open")]
    kind = arguments.get("type", "style", "level") or (
        words[0] if words and words[0].lower() in KINDS else name
    )
    title = arguments.get("title", "summary") or " ".join(word for word in words if word != kind)
    is_open = arguments.get("open") == "true" or "open" in arguments.others
    return head(kind, title, folded=not is_open if name in _FOLDED else None)


RULE = Rule(
    "hugo-box",
    "Converted into a box, closed where it was.",
    boxes_of(_OPENING, _CLOSING, _head),
    needs=("{{< /", "{{</", "{{% /", "{{%/"),
    dialects=frozenset(["hugo"]),
)
