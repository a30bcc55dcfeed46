"""What the local index finds, and how it is printed."""

from __future__ import annotations

import json as json_module
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class LocalHit:
    """A unit that was found.

    Attributes:
        url: Address relative to the site's root.
        title: The page's title.
        heading: The section's heading; empty for a page's beginning.
        excerpt: A passage of the text, on one line.
        score: Comparable within one answer only.
        lang: BCP 47 tag.
        date: ISO 8601, or empty.
        kind: ``section``, ``item``, ``page``, or what the site calls the page.
    """

    url: str
    title: str
    heading: str
    excerpt: str
    score: float
    lang: str
    date: str
    kind: str


def format_hits(hits: Sequence[LocalHit], *, json: bool = False) -> str:
    """Return the hits for a terminal, best first; as a JSON array if asked for."""
    if json:
        return json_module.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2)
    return "\n\n".join(_lines(number, hit) for number, hit in enumerate(hits, 1))


def _lines(number: int, hit: LocalHit) -> str:
    name = f"{hit.title} › {hit.heading}" if hit.heading else hit.title
    about = " · ".join(
        filter(None, (hit.lang, hit.date, "" if hit.kind in ("section", "page") else hit.kind))
    )
    indent = " " * 4
    lines = [f"{number:>2}. {name}" + (f"  [{about}]" if about else ""), indent + hit.url]
    return "\n".join(lines + ([indent + hit.excerpt] if hit.excerpt else []))
