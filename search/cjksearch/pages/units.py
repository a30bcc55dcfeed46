"""One unit of search for each section of a page."""

from __future__ import annotations

from cjksearch.index.unit import Unit
from cjksearch.pages.hints import Facets, Hints, SectionHints
from cjksearch.pages.sections import Section

#: A page of items reports what other pages tell: a page that has the same for its subject comes before it.
_OF_ITEMS = 0.9


def page_units(url: str, title: str, lang: str, parts: list[Section], hints: Hints) -> list[Unit]:
    """Return the units of a page: its beginning, then its sections in order.

    A section has the facets its hints give, else those of the section around it, else the page's.

    Args:
        url: Address relative to the site's root, without fragment.
        title: Plain text.
        lang: BCP 47 tag.
        parts: What `sections` returned for the page.
        hints: What is said about the page.
    """
    units: list[Unit] = []
    around: list[tuple[int, Facets]] = [(0, hints.facets)]
    times: dict[str, int] = {}
    has_items = any(said.kind == "item" for said in hints.sections.values())
    for part in parts:
        said = hints.sections.get(part.anchor, SectionHints()) if part.anchor else SectionHints(hints.kind)
        while part.level and around[-1][0] >= part.level:
            around.pop()
        facets = around[-1][1] if said.facets is None else said.facets
        around.append((part.level, facets))
        address = f"{url}#{part.anchor}" if part.anchor else url
        text = part.text if part.anchor else "\n".join(filter(None, (hints.text, part.text)))
        units.append(
            Unit(
                id=_numbered(address, times),
                url=address,
                title=_encodable(title),
                heading="" if part.heading == title else _encodable(part.heading),
                text=_encodable(text),
                lang=lang,
                kind=said.kind,
                tags=hints.tags,
                facets=facets,
                date=hints.date,
                boost=hints.boost * (_OF_ITEMS if has_items else 1),
                edition_of="" if part.anchor else hints.edition_of,
            )
        )
    return units


def _numbered(address: str, times: dict[str, int]) -> str:
    """Return `address`, numbered if earlier sections of the page have the same anchor."""
    times[address] = times.get(address, 0) + 1
    return address if times[address] == 1 else f"{address}~{times[address]}"


def _encodable(text: str) -> str:
    """Return `text` with lone surrogates replaced: they cannot be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")
