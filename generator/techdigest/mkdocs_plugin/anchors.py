"""Which anchor a heading has on its rendered page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from mkdocs.structure.toc import AnchorLink

_TAG = re.compile("<[^<>]*>")


def anchor_of(toc: Iterable[AnchorLink], heading: str) -> str | None:
    """Return the anchor of the first heading with this text; marks and formulas may be written otherwise."""
    wanted = _letters(heading)
    return next(
        (link.id for link in _flat(toc) if _letters(_TAG.sub("", unescape(link.title))) == wanted), None
    )


def _flat(links: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    for link in links:
        yield link
        yield from _flat(link.children)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
