"""Hexo's `{% asset_path picture.png %}` and `{% post_path slug %}`: addresses."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import arguments_of, tag
from techdigest.importers.constructs.writing import MISSING, destination, picture
from techdigest.importers.model import Outcome


def _change(match: re.Match[str], context: Context) -> Change | None:
    target = arguments_of(match["arguments"], has_names=False).at(0)
    if not target:
        return None
    if match["name"] == "post_path":
        address = context.post_at(target)
        return Change(destination(address or target), Outcome.CONVERTED, "" if address else MISSING)
    found = picture(context, target)
    return Change(destination(found.address), Outcome.CONVERTED, found.why)


RULE = Rule(
    "hexo-asset-path",
    "Converted into the address.",
    replacing(tag("asset_path|post_path"), _change),
    needs=("asset_path", "post_path"),
    dialects=frozenset(["hexo"]),
    is_template=True,
)
