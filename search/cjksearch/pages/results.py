"""What each page of a site gives to the index, made now or by an earlier build."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from cjksearch.cache import Cache, keep, recall
from cjksearch.index.documents import Document, digest_of
from cjksearch.index.unit import Unit
from cjksearch.pages.hints import Hints
from cjksearch.pages.language import detect
from cjksearch.pages.sections import sections
from cjksearch.pages.units import page_units

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]
_NAME = "remarks"


class PageUnits(NamedTuple):
    """What a page gives to the index.

    Attributes:
        units: In order.
        labels: Names of facet values: facet, value, language to name.
        problems: What is wrong with what is said about the page, in words.
    """

    units: tuple[Unit, ...]
    labels: Labels
    problems: tuple[str, ...]


def collected(
    url: str, title: str, meta: Mapping[str, Any], content: str, *, lang: str, fallback: str
) -> PageUnits:
    """Return what a page gives to the index.

    Args:
        url: Address relative to the site's root.
        title: Plain text, for a page whose metadata has none.
        meta: Its metadata; see `Hints`.
        content: Its HTML.
        lang: BCP 47 tag of pages that name no language; empty: it is told from the text.
        fallback: The tag where the text tells none.
    """
    hints, said = Hints.from_meta(meta)
    problems = tuple(f"{problem}; ignored." for problem in said)
    if hints.is_excluded:
        return PageUnits((), {}, problems)
    try:
        parts = sections(content)
        title = hints.title or title
        lang = hints.lang or lang
        if not lang:
            text = "".join(part.heading + part.text for part in parts)
            lang = detect(title + text, fallback=fallback)
        units = tuple(page_units(url, title, lang, parts, hints))
    except (ValueError, TypeError, RecursionError) as error:
        return PageUnits((), {}, (*problems, f"left out of the search index: {error}"))
    return PageUnits(units, hints.labels, problems)


class _Results(NamedTuple):
    digest: bytes
    load: Callable[[], PageUnits]


class _Remarks(NamedTuple):
    labels: Labels
    problems: tuple[str, ...]


class SitePages:
    """The pages of a site, by the paths of their sources."""

    def __init__(self) -> None:
        self._results: dict[str, _Results] = {}

    def take(self, path: str, digest: bytes, load: Callable[[], PageUnits]) -> None:
        """Take what a page gives; `load` returns it as often as it is called."""
        self._results[path] = _Results(digest, load)

    def give(self, path: str, found: PageUnits) -> None:
        """Take what a page gives, made now."""
        self.take(path, b"", lambda: found)

    def documents(self, *, with_digests: bool) -> list[Document]:
        """Return the units of pages, in the order of their paths."""

        def document(digest: bytes, load: Callable[[], PageUnits]) -> Document:
            if with_digests and not digest:
                digest = digest_of(load().units)
            return Document(digest, lambda: load().units)

        return [document(*self._results[path]) for path in sorted(self._results)]

    def remarks(self, cache: Cache | None) -> Iterator[tuple[str, Labels, tuple[str, ...]]]:
        """Yield path, labels and problems of each page, in the order in which they were taken.

        Args:
            cache: Keeps them, so that the results of a page need not be loaded for them.
        """
        before: tuple[list[_Remarks], dict[bytes, int]] | None = recall(cache, _NAME)
        distinct, places = before or ([], {})
        place_of = {repr(each): place for place, each in enumerate(distinct)}
        found: dict[bytes, int] = {}
        for path, (digest, load) in self._results.items():
            place = places.get(digest) if digest else None
            if place is None:
                given = load()
                remarks = _Remarks(given.labels, given.problems)
                place = place_of.setdefault(repr(remarks), len(distinct))
                if place == len(distinct):
                    distinct.append(remarks)
            if digest:
                found[digest] = place
            yield path, *distinct[place]
        if found != places:
            used = {place: number for number, place in enumerate(dict.fromkeys(found.values()))}
            keep(cache, _NAME, ([distinct[p] for p in used], {d: used[p] for d, p in found.items()}))
