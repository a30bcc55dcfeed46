"""Videos, gists and the like, embedded by tags and shortcodes: pages here ask no other site."""

from __future__ import annotations

import re

from techdigest.importers.body import Body
from techdigest.importers.constructs.base import Change, Context, Rule, replacing
from techdigest.importers.constructs.templating import Arguments, arguments_of, shortcode, tag
from techdigest.importers.constructs.writing import is_remote, link

# Name of the tag -> address of what it shows, and what it is called.
_SERVICES = {
    "youtube": ("https://www.youtube.com/watch?v={}", "YouTube"),
    "youtuber": ("https://www.youtube.com/watch?v={}", "YouTube"),
    "vimeo": ("https://vimeo.com/{}", "Vimeo"),
    "bilibili": ("https://www.bilibili.com/video/{}", "bilibili"),
    "gist": ("https://gist.github.com/{}", "Gist"),
    "jsfiddle": ("https://jsfiddle.net/{}", "JSFiddle"),
    "codepen": ("https://codepen.io/{}", "CodePen"),
    "slideshare": ("https://www.slideshare.net/{}", "SlideShare"),
    "speakerdeck": ("https://speakerdeck.com/{}", "Speaker Deck"),
    "twitter": ("https://twitter.com/{}", "Twitter"),
    "tweet": ("https://twitter.com/{}", "Twitter"),
    "x": ("https://x.com/{}", "X"),
    "instagram": ("https://www.instagram.com/p/{}", "Instagram"),
    "github": ("https://github.com/{}", "GitHub"),
    "hackmd": ("https://hackmd.io/{}", "HackMD"),
    "figma": ("{}", "Figma"),
    "pdf": ("{}", "PDF"),
    "spotify": ("https://open.spotify.com/{}", "Spotify"),
}
_NAMES = "|".join(_SERVICES)
_SAFE = re.compile(r"[\w@./?=&%#:~+-]{1,300}")


def _change(match: re.Match[str], _context: Context) -> Change | None:
    pattern, called = _SERVICES[match["name"].lower()]
    arguments = arguments_of(match["arguments"], has_names=match[0].startswith("{{"))
    target = _target(match["name"].lower(), arguments)
    if not _SAFE.fullmatch(target):
        return None
    if not is_remote(target):
        if pattern == "{}":
            return None
        target = pattern.format(target.lstrip("/"))
    if not target.startswith(("https://", "http://", "//")):
        return None
    title = arguments.get("title", "alt")
    return Change(
        link(title or f"{called}: {target.rstrip('/').rpartition('/')[2].rpartition('=')[2]}", target)
    )


def _target(name: str, arguments: Arguments) -> str:
    first = arguments.get("id", "src", "url", "bvid", "repo") or arguments.at(0)
    second = arguments.at(1)
    if (
        name in ("gist", "jsfiddle", "codepen")
        and second
        and "." not in second
        and first
        and "/" not in first
    ):
        return f"{first}/{second}"  # the user, and what is theirs
    if name in ("tweet", "twitter", "x") and arguments.get("user"):
        return f"{arguments.get('user')}/status/{first}"
    return first


_APPLY = tuple(replacing(pattern(_NAMES), _change) for pattern in (tag, shortcode))


def _apply(body: Body, context: Context) -> None:
    for apply in _APPLY:
        apply(body, context)


RULE = Rule(
    "embed", "Converted into a link: pages here ask no other site.", _apply, needs=("{%", "{{<", "{{%")
)
