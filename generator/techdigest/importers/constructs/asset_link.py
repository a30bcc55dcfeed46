"""Hexo's `{% asset_link file.pdf title %}`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import arguments_of, tag
from techdigest.importers.constructs.writing import link, picture, plain


def _change(match: re.Match[str], context: Context) -> Change | None:
    target, *words = arguments_of(match["arguments"], has_names=False).others or [""]
    if not target:
        return None
    found = picture(context, target)
    if words and words[-1] in ("true", "false"):  # whether to escape it
        words.pop()
    return Change(link(plain(" ".join(words) or target), found.address), why=found.why)


RULE = Rule(
    "hexo-asset-link",
    "Converted into a link to the file.",
    replacing(tag("asset_link"), _change),
    needs=("asset_link",),
    dialects=frozenset(["hexo"]),
    is_template=True,
)
