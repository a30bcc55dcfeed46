"""`sitemap.xml`: every page with the day of its last change and its other languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from techdigest.notes.model import Lang

_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


@dataclass(frozen=True, slots=True)
class Location:
    """A page of the sitemap; addresses are absolute. `versions` are its languages, itself included."""

    url: str
    changed: date | None = None
    versions: Mapping[Lang, str] = field(default_factory=dict)
    default: Lang | None = None


def sitemap(locations: Iterable[Location]) -> str:
    """The sitemap as XML, with `hreflang` links between the languages of a page."""
    return _OPEN + "".join(_url(location) for location in locations) + "</urlset>\n"


def _url(location: Location) -> str:
    from xml.sax.saxutils import escape, quoteattr  # noqa: PLC0415 - few builds change the sitemap

    lines = [f"    <loc>{escape(location.url)}</loc>"]
    if location.changed:
        lines.append(f"    <lastmod>{location.changed.isoformat()}</lastmod>")
    if len(location.versions) > 1:
        versions: dict[str, str] = {str(lang): url for lang, url in location.versions.items()}
        if location.default and location.default in versions:
            versions["x-default"] = versions[location.default]
        lines += [
            f'    <xhtml:link rel="alternate" hreflang={quoteattr(lang)} href={quoteattr(url)}/>'
            for lang, url in versions.items()
        ]
    return "\n".join(["  <url>", *lines, "  </url>", ""])
