"""Jekyll's `{% include figure.html src="…" caption="…" %}`: pictures, videos and contents are known."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import arguments_of, tag
from techdigest.importers.constructs.writing import image, link, picture
from techdigest.importers.model import Outcome

_PICTURE = re.compile(r"(?:^|[/_-])(?:fig|figure|image|img|picture|photo|lazyload)", re.IGNORECASE)
_KIND = "by the name of the include and its arguments"


def _change(match: re.Match[str], context: Context) -> Change | None:
    arguments = arguments_of(match["arguments"])
    name = arguments.at(0).lower()
    source = arguments.get("src", "path", "url", "image_path", "image", "img", "file")
    if source and _PICTURE.search(name):
        found = picture(context, source)
        title = arguments.get("caption", "title", "description")
        shown = image(
            found.address, arguments.get("alt") or title, title, width=arguments.get("width", "max-width")
        )
        return Change(shown, Outcome.CONVERTED, found.why)
    identity = arguments.get("id", "video_id", "youtube_id")
    if "youtube" in name and re.fullmatch(r"[\w-]{3,30}", identity):
        return Change(link("YouTube", f"https://www.youtube.com/watch?v={identity}"))
    if "toc" in name:
        return Change("[TOC]")
    return Change(None, Outcome.UNKNOWN, "what it puts here is not in the post")


RULE = Rule(
    "jekyll-include",
    "Converted where it names a picture, a video or the contents; others are told, and stand as they are.",
    replacing(tag("include|include_relative|include_cached"), _change),
    needs=("include",),
    dialects=frozenset(["jekyll"]),
    is_template=True,
)
