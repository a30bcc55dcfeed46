"""Addresses in the text, which other programs make links of."""

from __future__ import annotations

import re

from techdigest.importers.constructs.base import Change, Context, Rule, replacing

# An address that stands in brackets, quotes or HTML, also HTML as text, is something else already.
_ADDRESS = re.compile(
    r"<[A-Za-z/!](?:[^<>\n]|\n(?![ \t]*(?:\n|>)))*>"
    r"|&lt;[A-Za-z/!](?:[^<>&\n]++|&(?![gl]t;)|\n(?![ \t]*(?:\n|>)))*+(?:>|&gt;)|\{[{%][^{}\n]*[%}]\}"
    r"|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|^[ \t]{0,3}\[[^\[\]\n]*\]:[^\n]*"
    r"|(?P<url>(?<![\w/:@=\"'`\\])https?://[^\s<>\"'`|\\\[\]{}\u200b-\u200f\u2028-\u202f\ufeff\u2e80-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—]{1,2000})",
    re.MULTILINE | re.IGNORECASE,
)
_IN_LINK = re.compile(r"[^\[\]\n]*\](?:\(|\[)|[^<>]*</a\b", re.IGNORECASE)
_ELEMENT = re.compile(
    r"\s*</?(?:div|table|t[rdh]|thead|tbody|ul|ol|li|dl|p|details|figure|section|center|pre|blockquote|h[1-6]|article)"
    r"(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6});\Z")
_TRAILING = ".,;:!?*_~)'"


def _change(match: re.Match[str], _context: Context) -> Change | None:
    if match["url"] is None:
        return None
    url = _trimmed(match["url"])
    behind = match.string[match.start() + len(url) : match.start() + len(url) + 300]
    is_address = "." in url or "localhost" in url
    if not is_address or _IN_LINK.match(behind) or _is_html(match.string, match.start()):
        return None
    return Change(f"<{url}>{match['url'][len(url) :]}")


def _is_html(text: str, place: int) -> bool:
    """Whether a place is in a block of HTML, in which Markdown means nothing."""
    block = text[max(place - 2000, 0) : place].rpartition("\n\n")[2]
    return _ELEMENT.match(block) is not None


def _trimmed(url: str) -> str:
    if match := _ENTITY.search(url, max(len(url) - 12, 0)):
        url = url[: match.start()]
    opened = url.count("(") - url.count(")")
    while url and url[-1] in _TRAILING:
        if url[-1] == ")":
            if opened >= 0:
                break
            opened += 1
        url = url[:-1]
    return url


RULE = Rule(
    "bare-link",
    "Converted into a link, as it is one elsewhere.",
    replacing(_ADDRESS, _change),
    needs=("http",),
)
