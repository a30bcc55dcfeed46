"""Documents: units that come and go together, those of a page; and what of them is always at hand."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from cjksearch.cache import digest
from cjksearch.index.unit import Unit

#: UTF-16 units of a text kept for its excerpt; the rest is found, but not shown.
TEXT_LIMIT = 24 * 1024


class Document(NamedTuple):
    """Units that follow each other, their texts wherever they may be.

    Attributes:
        digest: Stands for the units: where it is the same, they are.
        load: Returns them. It is called as often as they are needed, so that nobody has to hold them all.
    """

    digest: bytes
    load: Callable[[], Sequence[Unit]]


class Card(NamedTuple):
    """A unit without its text; see `Unit`. `size` is that of the text as it is shown, in bytes of UTF-8."""

    id: str
    url: str
    title: str
    heading: str
    lang: str
    kind: str
    tags: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]
    date: str
    boost: float
    edition_of: str
    size: int


def card(unit: Unit) -> Card:
    """Return a unit's card."""
    return Card(
        unit.id, unit.url, unit.title, unit.heading, unit.lang, unit.kind, unit.tags, unit.facets, unit.date,
        unit.boost, unit.edition_of, len(shown(unit.text).encode("utf-8", "replace")),
    )  # fmt: skip


def shown(text: str) -> str:
    """Return what is kept of a text for its excerpt."""
    if len(text) <= TEXT_LIMIT // 2:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: TEXT_LIMIT * 2].decode("utf-16-le", "ignore")


def by_page(units: Iterable[Unit], *, with_digests: bool = True) -> Iterator[Document]:
    """Yield the units of each page as a document; digests are needed only where there is a cache."""
    for _, page in groupby(units, lambda unit: unit.url.partition("#")[0]):
        own = tuple(page)
        yield Document(digest_of(own) if with_digests else b"", partial(tuple, own))


def without(document: Document, places: Sequence[int]) -> Document:
    """Return a document that lacks the units at some places."""
    left_out = frozenset(places)

    def load() -> Sequence[Unit]:
        return [unit for place, unit in enumerate(document.load()) if place not in left_out]

    return Document(digest(document.digest, json.dumps(sorted(left_out)).encode()), load)


def kept_in_order(now: Sequence[bytes], before: Sequence[bytes]) -> list[int]:
    """Return for each of `now` where it was among `before`, or -1; those that were there keep their order.

    As many as possible are kept: a longest increasing subsequence, by patience sorting (Fredman, 1975).
    """
    places: dict[bytes, list[int]] = {}
    for place in range(len(before) - 1, -1, -1):
        places.setdefault(before[place], []).append(place)
    was = [own.pop() if (own := places.get(each)) else -1 for each in now]
    least: list[int] = []  # by length, the least place at which such a sequence ends
    ends: list[int] = []  # whose place that is
    previous = [-1] * len(was)
    for i, place in enumerate(was):
        if place < 0:
            continue
        length = bisect_left(least, place)
        previous[i] = ends[length - 1] if length else -1
        least[length : length + 1], ends[length : length + 1] = [place], [i]
    kept = [-1] * len(was)
    i = ends[-1] if ends else -1
    while i >= 0:
        kept[i] = was[i]
        i = previous[i]
    return kept


def digest_of(units: Iterable[Unit]) -> bytes:
    """Return what stands for these units."""
    fields = [
        [u.id, u.url, u.title, u.heading, u.text, u.lang, u.kind, u.tags, [*u.facets.items()], u.date,
         u.boost, u.edition_of] for u in units
    ]  # fmt: skip
    return digest(json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass"))
