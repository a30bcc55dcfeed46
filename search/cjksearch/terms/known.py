"""The translations of a site, from what earlier builds found in those documents that are still the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from cjksearch.cache import Cache, keep, recall
from cjksearch.index.documents import Document
from cjksearch.terms.counts import count_in
from cjksearch.terms.mine import conclude, survey
from cjksearch.terms.model import Claim, Survey
from cjksearch.terms.translations import TRUSTED, passage

_NAME = "terms"


class _Found(NamedTuple):
    """What a document says of terms, and how often the wordings stand in it that were asked for."""

    claims: tuple[Claim, ...]
    counts: dict[str, int]


def known_translations(
    documents: Sequence[Document], cache: Cache, holders: Callable[[Sequence[str]], Iterable[int]]
) -> tuple[tuple[str, str], ...]:
    """Return what `translations` does for the units of documents.

    Args:
        documents: Only those are loaded of which nothing is known, and those that may have new wordings.
        cache: Keeps what is found.
        holders: Returns the places of documents, among them all that have each of these pairs of characters.
    """
    before: tuple[set[str], dict[bytes, _Found]] = recall(cache, _NAME) or (set(), {})
    asked_before, known = before
    found: dict[bytes, _Found] = {}
    runs: dict[bytes, str] = {}
    for digest, load in documents:
        if digest in found:
            continue
        if (own := known.get(digest)) is None:
            surveyed = survey(list(map(passage, load())))
            own, runs[digest] = _Found(surveyed.claims, {}), surveyed.runs
        found[digest] = own
    asked = {word for own in found.values() for claim in own.claims for word in claim.asks()}
    for digest, text in runs.items():
        found[digest] = found[digest]._replace(counts=count_in([text], asked))
    runs.clear()
    if new := sorted(asked - asked_before) if known else []:
        _count_where_known(new, documents, found, known, holders)
    if found.keys() != known.keys() or asked != asked_before:
        keep(cache, _NAME, (asked, found))
    return _concluded([found[document.digest] for document in documents])


def _count_where_known(
    wordings: Collection[str],
    documents: Sequence[Document],
    found: dict[bytes, _Found],
    known: Collection[bytes],
    holders: Callable[[Sequence[str]], Iterable[int]],
) -> None:
    """Count wordings that nobody asked for before in the documents that were surveyed before."""
    by_place: dict[int, list[str]] = {}
    for wording in wordings:
        for place in holders([wording[i : i + 2] for i in range(len(wording) - 1)]):
            if documents[place].digest in known:
                by_place.setdefault(place, []).append(wording)
    for place, own in by_place.items():
        digest, load = documents[place]
        counts = count_in([survey(list(map(passage, load()))).runs], own)
        found[digest] = found[digest]._replace(counts={**found[digest].counts, **counts})


def _concluded(found: Iterable[_Found]) -> tuple[tuple[str, str], ...]:
    counts: Counter[str] = Counter()
    surveys = []
    for own in found:
        counts.update(own.counts)
        surveys.append(Survey(own.claims))
    pairs = conclude(surveys, threshold=TRUSTED, count=lambda _: counts)
    return tuple((pair.han, pair.latin) for pair in pairs)
