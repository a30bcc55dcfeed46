"""Parts of pages: the ids that headings get here."""

from __future__ import annotations

from urllib.parse import unquote

from pymdownx.slugs import slugify

_slug = slugify(case="lower")


def anchor(heading: str) -> str:
    """Return the id that the site gives to a heading."""
    return str(_slug(unquote(heading).strip().lstrip("^"), "-"))


def with_anchor(address: str, part: str) -> str:
    """Return an address with a part, as Obsidian writes it: `heading`, `heading#below`, `^block`."""
    last = part.rpartition("#")[2].strip()
    return f"{address.partition('#')[0]}#{anchor(last)}" if last else address
