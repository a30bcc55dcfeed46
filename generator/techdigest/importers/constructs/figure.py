"""Hugo's `{{< figure src="…" title="…" >}}`, and `{{< img >}}` of its themes."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import arguments_of, shortcode
from techdigest.importers.constructs.writing import destination, image, picture


def _change(match: re.Match[str], context: Context) -> Change | None:
    arguments = arguments_of(match["arguments"])
    source = arguments.get("src", "link") or arguments.at(0)
    if not source:
        return None
    found = picture(context, source)
    parts = (arguments.get("title"), arguments.get("caption"), arguments.get("attr"))
    caption = " — ".join(dict.fromkeys(part for part in parts if part)) or arguments.at(1)
    shown = image(
        found.address,
        arguments.get("alt") or caption,
        caption,
        width=arguments.get("width").removesuffix("px"),
        height=arguments.get("height").removesuffix("px"),
    )
    address = arguments.get("link", "attrlink")
    if address and arguments.get("src") and address != source:
        shown = f"[{shown}]({destination(address)})"
    return Change(shown, why=found.why)


RULE = Rule(
    "hugo-figure",
    "Converted into a picture with its caption, size and link.",
    replacing(shortcode("figure|img|image|fancybox"), _change),
    needs=("{{<", "{{%"),
    dialects=frozenset(["hugo"]),
)
