"""Hugo's `{{< highlight go "linenos=table,hl_lines=2 5-7" >}}` … `{{< /highlight >}}`."""

from __future__ import annotations

from techdigest.importers.constructs.base import Rule
from techdigest.importers.constructs.code_tags import code_tags
from techdigest.importers.constructs.fence_options import fence_info
from techdigest.importers.constructs.templating import Arguments, closing_shortcode, shortcode


def _info(arguments: Arguments) -> str:
    options = [*arguments.others[1:], *(f"{key}={value}" for key, value in arguments.named.items())]
    return fence_info(arguments.at(0), ",".join(options))


RULE = Rule(
    "hugo-highlight",
    "Converted into a fence with its numbers and marked lines.",
    code_tags(shortcode("highlight|code"), closing_shortcode("highlight|code"), _info),
    needs=("{{<", "{{%"),
    dialects=frozenset(["hugo"]),
)
