"""From sightings to pairs: what is said more than once, or borne out by a translation, is believed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from cjksearch.analysis import normalise, stem
from cjksearch.terms.brackets import candidates, sightings
from cjksearch.terms.counts import count_in
from cjksearch.terms.latin import key
from cjksearch.terms.model import Parallel, Passage, Sighting, TermPair
from cjksearch.terms.parallel import parallel_sightings

#: Pairs below are left out.
THRESHOLD = 0.65

_LATIN_WORD = re.compile("[A-Za-z]+")
_Names = tuple[str, str]


def mine(
    passages: Iterable[Passage], parallels: Iterable[Parallel] = (), *, threshold: float = THRESHOLD
) -> list[TermPair]:
    """Return the pairs of terms, sorted by English term and then by Chinese one.

    A pair's confidence is the trust in its best sighting, and more for each other place and kind of sighting,
    and where the English translation of the document has the English term. Of terms that are parts of one
    another (范围扫描, 立即范围扫描) and share the other side, the more frequent one stays. The order of texts
    decides on that of `places` alone; time and memory are linear in their length.
    """
    given = list(passages)
    counts = count_in(given, {wording for passage in given for wording in candidates(passage)})
    found = [sighting for passage in given for sighting in sightings(passage, counts)]
    found += (sighting for parallel in parallels for sighting in parallel_sightings(parallel))
    remarks = _remarks(found)
    groups: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for sighting in found:
        names = normalise(sighting.han), key(sighting.latin)
        if sighting.kind != "gloss" or names[0] not in remarks:
            groups[names].append(sighting)
    english = _english(given, {sighting.document for sighting in found} - {""})
    pairs = {pair: _pair(*pair, group, english) for pair, group in groups.items()}
    rivals = _by_side(pairs)
    kept = [
        pair
        for names, pair in pairs.items()
        if pair.confidence >= threshold and not _is_overruled(names, pair, rivals)
    ]
    return sorted(kept, key=lambda pair: (pair.latin.lower(), pair.latin, pair.han))


def _remarks(found: Iterable[Sighting]) -> set[str]:
    """Return what stands in brackets behind several English terms: remarks, no translations."""
    behind: dict[str, set[str]] = defaultdict(set)
    for sighting in found:
        if sighting.kind == "gloss":
            behind[normalise(sighting.han)].add(key(sighting.latin))
    return {han for han, terms in behind.items() if len(terms) > 1}


def _pair(han: str, latin_key: str, group: Sequence[Sighting], english: Mapping[str, str]) -> TermPair:
    places = tuple(dict.fromkeys(sighting.place for sighting in group))
    is_borne_out = any(f" {latin_key} " in english.get(sighting.document, "") for sighting in group)
    best = max(sighting.trust for sighting in group)
    more = 0.12 * min(len(places) - 1, 3) + 0.2 * (len({sighting.kind for sighting in group}) - 1)
    return TermPair(
        han,
        _spelling(group),
        len(places),
        round(min(1.0, best + more + 0.2 * is_borne_out), 2),
        places,
        tuple(sorted({(sighting.lang, sighting.han) for sighting in group})),
    )


def _spelling(group: Sequence[Sighting]) -> str:
    """Return how a term is mostly written in running text; headings begin with a capital."""
    counts = Counter[str]()
    for sighting in group:
        latin = sighting.latin
        if sighting.kind in ("tags", "lines") and latin[1:] == latin[1:].lower():
            latin = latin.lower()
        counts[latin] += 1 if sighting.kind == "lines" else 2
    return min(counts, key=lambda latin: (-counts[latin], latin.lower(), latin))


def _by_side(pairs: Mapping[_Names, TermPair]) -> Mapping[str, Sequence[TermPair]]:
    sides: dict[str, list[TermPair]] = defaultdict(list)
    for (_, latin), pair in pairs.items():
        sides[latin].append(pair)
    return sides


def _is_overruled(names: _Names, pair: TermPair, rivals: Mapping[str, Sequence[TermPair]]) -> bool:
    """Whether another pair of the same English term has a form of the Chinese one that is surer."""
    # An English word with dozens of translations has none.
    others = rivals[names[1]][:64]
    return any(
        (other.count, other.confidence, other.han) > (pair.count, pair.confidence, pair.han)
        for other in others
        if other is not pair and (other.han in pair.han or pair.han in other.han)
    )


def _english(passages: Iterable[Passage], documents: Collection[str]) -> dict[str, str]:
    """Return the stems of the English text of documents, between spaces."""
    texts: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        if passage.document in documents and passage.lang.startswith("en"):
            texts[passage.document] += (stem(word.lower()) for word in _LATIN_WORD.findall(passage.text))
    return {document: f" {' '.join(stems)} " for document, stems in texts.items()}
