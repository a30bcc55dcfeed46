"""From claims to pairs: what is said more than once, or borne out by a translation, is believed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cjksearch.analysis import stem
from cjksearch.terms.brackets import claims
from cjksearch.terms.counts import count_in, runs_of
from cjksearch.terms.model import Claim, Parallel, Passage, Survey, TermPair
from cjksearch.terms.parallel import parallel_claims

#: Pairs below are left out.
THRESHOLD = 0.65

_LATIN_WORD = re.compile("[A-Za-z]+")
_Names = tuple[str, str]


def mine(
    passages: Iterable[Passage], parallels: Iterable[Parallel] = (), *, threshold: float = THRESHOLD
) -> list[TermPair]:
    """Return the pairs of terms, sorted by English term and then by Chinese one.

    A pair's confidence is the trust in its best claim, and more for each other place and kind of claim,
    and where the English translation of the document has the English term. Of terms that are parts of one
    another (范围扫描, 立即范围扫描) and share the other side, the more frequent one stays. The order of texts
    decides on that of `places` alone; time and memory are linear in their length.
    """
    surveys = [survey([passage]) for passage in passages]
    side_by_side = [claim for parallel in parallels for claim in parallel_claims(parallel)]
    return conclude(surveys, side_by_side, threshold=threshold)


def survey(passages: Sequence[Passage]) -> Survey:
    """Return what passages of one text in one language add: all of `mine` that needs no other text."""
    words: list[str] = []
    for passage in passages:
        if passage.document and passage.lang.startswith("en"):
            words += map(str.lower, _LATIN_WORD.findall(passage.text))
    return Survey(
        tuple(claim for passage in passages for claim in claims(passage)),
        " ".join(filter(None, (runs_of(passage.text) for passage in passages))),
        passages[0].document if passages else "",
        f" {' '.join(map(stem, words))} " if words else "",
    )


def conclude(
    surveys: Sequence[Survey],
    parallels: Iterable[Claim] = (),
    *,
    threshold: float = THRESHOLD,
    count: Callable[[Collection[str]], Mapping[str, int]] | None = None,
) -> list[TermPair]:
    """Return what `mine` returns, from surveys.

    Args:
        surveys: What the texts say, in their order.
        parallels: What `parallel_claims` returns.
        threshold: Pairs below are left out.
        count: Returns how often wordings stand in the runs of all surveys, where they do; a caller may know.
    """
    said = [claim for each in surveys for claim in each.claims]
    asked = {wording for claim in said for wording in claim.asks()}
    counts = count(asked) if count else count_in((each.runs for each in surveys), asked)
    found = [*_believed(said, counts), *parallels]
    remarks = _remarks(found)
    groups: dict[_Names, list[Claim]] = defaultdict(list)
    for claim in found:
        if claim.kind != "gloss" or claim.names[0] not in remarks:
            groups[claim.names].append(claim)
    english: dict[str, list[str]] = defaultdict(list)
    for each in surveys:
        if each.english:
            english[each.document].append(each.english)
    pairs = {names: _pair(*names, group, english) for names, group in groups.items()}
    rivals = _by_side(pairs)
    kept = [
        pair
        for names, pair in pairs.items()
        if pair.confidence >= threshold and not _is_overruled(names, pair, rivals)
    ]
    return sorted(kept, key=lambda pair: (pair.latin.lower(), pair.latin, pair.han))


def _believed(said: Iterable[Claim], counts: Mapping[str, int]) -> Iterator[Claim]:
    """Yield the claims that hold, with the trust that repetition gives them."""
    for claim in said:
        if claim.outnumbers:
            wording, other = claim.outnumbers
            if counts.get(wording, 0) <= 2 * (counts.get(other, 0) if other else 1):
                continue
        more = claim.bonus if counts.get(claim.repeated, 0) > 1 else 0.0
        yield replace(claim, trust=claim.trust + more) if more else claim


def _remarks(found: Iterable[Claim]) -> set[str]:
    """Return what stands in brackets behind several English terms: remarks, no translations."""
    behind: dict[str, set[str]] = defaultdict(set)
    for claim in found:
        if claim.kind == "gloss":
            behind[claim.names[0]].add(claim.names[1])
    return {han for han, terms in behind.items() if len(terms) > 1}


def _pair(han: str, latin_key: str, group: Sequence[Claim], english: Mapping[str, Iterable[str]]) -> TermPair:
    places = tuple(dict.fromkeys(claim.place for claim in group))
    documents = {claim.document for claim in group} & english.keys()
    is_borne_out = any(f" {latin_key} " in text for document in documents for text in english[document])
    best = max(claim.trust for claim in group)
    more = 0.12 * min(len(places) - 1, 3) + 0.2 * (len({claim.kind for claim in group}) - 1)
    return TermPair(
        han,
        _spelling(group),
        len(places),
        round(min(1.0, best + more + 0.2 * is_borne_out), 2),
        places,
        tuple(sorted({(claim.lang, claim.han) for claim in group})),
    )


def _spelling(group: Sequence[Claim]) -> str:
    """Return how a term is mostly written in running text; headings begin with a capital."""
    counts = Counter[str]()
    for claim in group:
        latin = claim.latin
        if claim.kind in ("tags", "lines") and latin[1:] == latin[1:].lower():
            latin = latin.lower()
        counts[latin] += 1 if claim.kind == "lines" else 2
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
