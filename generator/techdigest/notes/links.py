"""Web addresses in front matter and Markdown: which are safe, and where they stand in a line."""

from __future__ import annotations

import re

from techdigest.notes.model import Source

# One Markdown link, autolink or bare address. Each repetition stops at its own opening mark, so that a line
# full of openings costs linear time. An address has at most one level of round brackets, as Markdown has
# it.
_LINK = re.compile(
    r"(?<!!)\[(?P<text>[^\[\]\n]{0,500})\]\([ \t]*<?(?P<target>(?:[^()\s<>]|\([^()\s<>]{0,200}\)){1,2000})>?"
    r"(?:[ \t]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?[ \t]*\)"
    r"|<(?P<auto>https?://[^<>\s]{1,2000})>"
    r"|(?P<bare>https?://[^\s<>\"`，。；：！？、）】》」』”’（【《「『“‘]{1,2000})",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def find_links(text: str) -> list[Source]:
    """Return the links of a line of Markdown, in order. Their text is the title unless it is an address.

    Links with other schemes than http and https are returned too: `is_safe_url` tells them apart.
    """
    found = []
    for match in _LINK.finditer(text):
        url = match["target"] or match["auto"] or _trim(match["bare"])
        title = (match["text"] or "").strip()
        found.append(Source(url=url, title=None if not title or _WEB.match(title) else title))
    return found


def without_links(text: str) -> str:
    """Return the line without the links that `find_links` finds."""
    return _LINK.sub("", text)


def is_web_url(url: str) -> bool:
    """Whether the address is absolute, http or https, and on one line."""
    return _WEB.match(url) is not None and not re.search(r"[\s<>\"\x00-\x20]", url)


def is_safe_url(url: str) -> bool:
    """Whether the address can stand in a link: http, https, or relative; not `javascript:` and the like."""
    if re.search(r"[\s<>\"\x00-\x20]", url) or not url:
        return False
    return is_web_url(url) or not _SCHEME.match(url)


def _trim(url: str) -> str:
    """Drop punctuation that follows a bare address in running text, and a bracket that it does not open."""
    while url:
        last = url[-1]
        if last in ".,;:!?'*_~|]}" or (last == ")" and url.count(")") > url.count("(")):
            url = url[:-1]
        else:
            break
    return url
