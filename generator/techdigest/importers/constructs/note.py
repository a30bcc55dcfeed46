"""Boxes of Hexo's themes: `{% note warning %}`, `{% fold title %}` and the like."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Rule
from techdigest.importers.constructs.containers import KINDS, boxes_of, head
from techdigest.importers.constructs.templating import arguments_of, tag

_NAMES = "note|notel|fold|folding|hideToggle|hideBlock|details|spoiler|success|warning|danger|info|tip"
_FOLDED = frozenset(["fold", "folding", "hidetoggle", "hideblock", "details", "spoiler"])
_LOOKS = frozenset(["no-icon", "flat", "modern", "simple", "disabled", "icon", "true", "false", "open"])
_OPENING = tag(_NAMES)
_CLOSING = re.compile(rf"\{{%-?[ \t]*end(?P<name>{_NAMES})[ \t]*-?%\}}")


def _head(match: re.Match[str]) -> str:
    name = match["name"].lower()
    words = [word.rstrip(",") for word in arguments_of(match["arguments"], has_names=False).others]
    kind = next((word for word in words[:2] if word.lower() in KINDS), name)
    title = " ".join(word for word in words if word != kind and word not in _LOOKS)
    return head(kind, title, folded=True if name in _FOLDED else None)


RULE = Rule(
    "hexo-note",
    "Converted into a box, closed where it was.",
    boxes_of(_OPENING, _CLOSING, _head),
    needs=("{% end", "{%end", "{%- end"),
    dialects=frozenset(["hexo"]),
    is_template=True,
)
