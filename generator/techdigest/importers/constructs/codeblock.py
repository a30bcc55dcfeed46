"""Hexo's `{% codeblock title lang:go https://… text %}` … `{% endcodeblock %}`."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Rule
from techdigest.importers.constructs.code_tags import code_tags
from techdigest.importers.constructs.templating import Arguments, tag
from techdigest.importers.constructs.writing import is_remote

_NAME = re.compile(r"[A-Za-z0-9+#._-]{1,40}")


def _info(arguments: Arguments) -> str:
    language = arguments.get("lang", "language")
    words = [word for word in arguments.others if not is_remote(word)]
    title = " ".join(words).replace('"', "'").replace("`", "'")
    if not _NAME.fullmatch(language):
        language = "text" if title else ""
    return f'{language} title="{title}"' if title else language


RULE = Rule(
    "hexo-codeblock",
    "Converted into a fence with its language and title.",
    code_tags(tag("codeblock|code"), tag("endcodeblock|endcode"), _info),
    needs=("endcode",),
    dialects=frozenset(["hexo"]),
    is_template=True,
)
