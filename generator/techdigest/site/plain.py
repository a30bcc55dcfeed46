"""A listing as Markdown, for themes without templates of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from techdigest.site.views import Entry, Link, View


def listing_markdown(view: View, link: Callable[[str], str]) -> str:
    """The title, groups and links of a listing; `link` turns an address of the site into one that works."""
    return "\n".join(_lines(view, link)) + "\n"


def _lines(view: View, link: Callable[[str], str]) -> Iterator[str]:
    yield f"# {_text(view.title)}\n"
    for other in view.links:
        yield f"- {_link(other, link)}" + (f" ({other.count})" if other.count is not None else "")
    for group in view.groups:
        yield f"\n## {_text(group.title)}\n"
        for entry in group.entries:
            yield _entry(entry, link)


def _entry(entry: Entry, link: Callable[[str], str]) -> str:
    parts = [_link(Link(entry.title, entry.url), link), entry.date.isoformat() if entry.date else ""]
    return "- " + " · ".join(part for part in parts if part)


def _link(target: Link, link: Callable[[str], str]) -> str:
    return f"[{_text(target.title)}](<{link(target.url)}>)"


def _text(text: str) -> str:
    # Entities, because what a backslash escapes depends on the Markdown extensions in use.
    return re.sub(r"[!-,:-@\[-`{-~]", lambda found: f"&#{ord(found[0])};", " ".join(text.split()))
