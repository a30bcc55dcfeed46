"""Boxes of Hexo's themes: `{% note warning %}`, `{% fold title %}` and the like."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.constructs.containers import KINDS, alone, box, head, nested
from techdigest.importers.constructs.templating import arguments_of, tag
from techdigest.importers.model import Outcome

_NAMES = "note|notel|fold|folding|hideToggle|hideBlock|details|spoiler|success|warning|danger|info|tip"
_FOLDED = frozenset(["fold", "folding", "hidetoggle", "hideblock", "details", "spoiler"])
_LOOKS = frozenset(["no-icon", "flat", "modern", "simple", "disabled", "icon", "true", "false", "open"])
_OPENING = tag(_NAMES)
_CLOSING = re.compile(rf"\{{%-?[ \t]*end(?P<name>{_NAMES})[ \t]*-?%\}}")


def _apply(body: Body, context: Context) -> None:
    if next(nested(body, _OPENING, _CLOSING), None) is None:
        return
    alone(body, _OPENING, _CLOSING)
    found = list(nested(body, _OPENING, _CLOSING))
    for opening, _, line in found:
        context.found(Outcome.CONVERTED, line, opening[0])
    box(
        body,
        {opening.start(): _head(opening) for opening, _, _ in found},
        {closing.start() for _, closing, _ in found},
    )


def _head(match: re.Match[str]) -> str:
    name = match["name"].lower()
    words = [word.rstrip(",") for word in arguments_of(match["arguments"], has_names=False).others]
    kind = next((word for word in words[:2] if word.lower() in KINDS), name)
    title = " ".join(word for word in words if word != kind and word not in _LOOKS)
    return head(kind, title, folded=True if name in _FOLDED else None)


RULE = Rule(
    "hexo-note",
    "Converted into a box, closed where it was.",
    _apply,
    needs=("{% end", "{%end", "{%- end"),
    dialects=frozenset(["hexo"]),
)
