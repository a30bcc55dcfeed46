"""Sound and film: Hugo's `{{< audio >}}`, `{{< video >}}`, Hexo's `{% audio %}`."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import arguments_of, shortcode, tag
from techdigest.importers.constructs.writing import link, picture, plain

_NAMES = "audio|video|music|mp3|mp4"


def _change(match: re.Match[str], context: Context) -> Change | None:
    arguments = arguments_of(match["arguments"], has_names=match[0].startswith("{{"))
    source = arguments.get("src", "url", "mp3", "mp4", "file", "path") or arguments.at(0)
    if not source or "." not in source:
        return None
    found = picture(context, source)
    name = found.address.rpartition("/")[2] or match["name"]
    title = arguments.get("title", "caption", "name")
    return Change(link(plain(title or name), found.address), why=found.why)


_APPLY = tuple(replacing(pattern(_NAMES), _change) for pattern in (tag, shortcode))


def _apply(body: Body, context: Context) -> None:
    for apply in _APPLY:
        apply(body, context)


RULE = Rule("audio", "Converted into a link to the file.", _apply, needs=("{%", "{{<", "{{%"))
