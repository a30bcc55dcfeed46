"""What no rule knows: it stands as it was, and is told."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import FLOW
from techdigest.importers.model import Outcome

_LEFT = re.compile(
    r"(?<!\\)(?:\{%-?[ \t]*(?P<tag>[\w/]++)(?:[^%{\n]++|%(?!\})|\{(?!%))*+%\}"
    r"|\{\{[<%][ \t]*(?P<shortcode>/?[ \t]*[\w./-]++)(?:[^{>%\n]++|[%>](?!\}\})|\{(?!\{))*+[>%]\}\}"
    r"|\{\{[#-]?(?P<output>[^{}\n]++)\}\}"
    r"|!\[\[[^\[\]\n]{1,500}\]\]|^[ \t>]*:::+[ \t]*(?P<box>[\w-]*)[^\n]*$"
    r"|^[ \t]*@\[(?P<directive>[\w-]{1,40})\][^\n]*$)",
    re.MULTILINE,
)


def _change(match: re.Match[str], context: Context) -> Change | None:
    if match["tag"] in FLOW and context.dialect in ("hexo", "jekyll"):
        return None  # told already
    kinds = {
        "tag": "{{% {} %}}",
        "shortcode": "{{{{< {} >}}}}",
        "output": "{{{{ {} }}}}",
        "box": ":::{}",
        "directive": "@[{}]",
    }
    name = next(
        (form.format(match[kind].strip()) for kind, form in kinds.items() if match[kind] is not None),
        match[0],
    )
    return Change(None, Outcome.UNKNOWN, f"no rule knows {' '.join(name.split())[:60]}")


RULE = Rule(
    "unknown",
    "Kept: what no rule knows.",
    replacing(_LEFT, _change),
    needs=("{%", "{{", "![[", ":::", "@["),
)
