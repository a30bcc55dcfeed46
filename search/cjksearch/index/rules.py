"""Other wordings: 叢集 for 集群, k8s for Kubernetes. Only those that lead to words of the site are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cjksearch.analysis import normalise, stem, tokenise
from cjksearch.analysis.wordings import (
    REGIONAL,
    Kind,
    OtherWordings,
    Variety,
    groups_of,
    learnt,
    other_wordings,
)
from cjksearch.cache import Cache, keep, recall

#: A wording that occurs less often than this part of another is not looked for in its place.
_RARE = 0.1
#: The same where Chinese might be looked for in English: beside a Chinese word the English one is often a
#: name or code.
_RARE_IN_ENGLISH = 0.5
#: Other wordings of one: each that a query meets costs it a request.
_MOST = 3
#: A site is of one variety where so large a part of what can be told is its words,
_ONE_VARIETY = 3 / 4
#: if they occur so often at all.
_TELLING = 50

Rules = dict[str, list[tuple[str, str]]]
_NAME = "wordings"
_NEEDED: dict[str, tuple[str, ...]] = {}
_KEPT: set[Variety] = set()


def rules_for(df: Mapping[str, int], translations: Iterable[tuple[str, str]] = ()) -> Rules:
    """Return, by first term of the wording, the rules (wording, other wording) that a site can use.

    A rule is of use if every pair and word of the other wording occurs, and not far more rarely than the
    wording itself: each rule that a query meets costs it a request. More frequent wordings come
    first, for a Chinese one those in Chinese.

    Args:
        df: By term, how many units have it.
        translations: Pairs of wordings that the site itself gives; they go before those of the lists.
    """
    own = _both_ways(translations)
    counts = {
        wording: min(df.get(term, 0) for term in needed(wording)) for wording in {**other_wordings(), **own}
    }
    rules: Rules = {}
    for wording, others in _joined(own, other_wordings(variety_of(counts))).items():
        least = least_english = counts[wording] * _RARE
        if not wording.isascii():
            chinese = (wording, *(other for other in others if not other.isascii()))
            least_english = max(counts[word] for word in chinese) * _RARE_IN_ENGLISH
        useful: dict[tuple[str, ...], str] = {}  # inflections of a word are looked up alike
        given = own.get(wording, {})
        for other in sorted(
            others, key=lambda o: (o not in given, o.isascii() > wording.isascii(), -counts[o])
        ):
            if counts[other] > (least_english if other.isascii() else least):
                useful.setdefault(needed(other), other)
        useful.pop(needed(wording), None)
        if useful:
            held = rules.setdefault(needed(wording)[0], [])
            held += [(wording, other) for other in list(useful.values())[:_MOST]]
    return rules


def _both_ways(translations: Iterable[tuple[str, str]]) -> OtherWordings:
    """Return pairs of wordings as other wordings of each other, as far as they can be looked up."""
    found: dict[str, dict[str, Kind]] = {}
    for pair in translations:
        one, other = (normalise(wording).lower() for wording in pair)
        if needed(one) and needed(other):
            found.setdefault(one, {})[other] = found.setdefault(other, {})[one] = Kind.TRANSLATION
    return found


def _joined(first: OtherWordings, second: OtherWordings) -> OtherWordings:
    """Return all other wordings; where both name one, the kind of the second."""
    return {word: {**first.get(word, {}), **second.get(word, {})} for word in {**second, **first}}


def variety_of(counts: Mapping[str, int]) -> Variety:
    """Return whose Chinese a site is written in, by how often it has which regional words.

    Args:
        counts: By wording, how often it occurs.
    """
    mainland = elsewhere = 0
    for (first, *others), friends in groups_of(REGIONAL):
        if first not in friends:
            mainland += counts[first]
            elsewhere += max((counts[other] for other in others if other not in friends), default=0)
    told = mainland + elsewhere
    if told >= _TELLING and mainland >= _ONE_VARIETY * told:
        return Variety.MAINLAND
    if told >= _TELLING and elsewhere >= _ONE_VARIETY * told:
        return Variety.ELSEWHERE
    return Variety.BOTH


def recall_wordings(cache: Cache | None) -> None:
    """Take over what an earlier process has learnt of the word lists."""
    if kept := recall(cache, _NAME):
        wordings, terms = kept
        learnt().update(wordings)
        _NEEDED.update(terms)
        _KEPT.update(wordings)


def keep_wordings(cache: Cache | None) -> None:
    """Keep what this process has learnt of the word lists."""
    if learnt().keys() != _KEPT:
        words = {word for table in learnt().values() for word in table}
        keep(cache, _NAME, (learnt(), {word: _NEEDED[word] for word in sorted(words & _NEEDED.keys())}))
        _KEPT.update(learnt())


def needed(wording: str) -> tuple[str, ...]:
    """Return the terms to look up for a wording: its pairs and words, in order."""
    if (known := _NEEDED.get(wording)) is None:
        known = _NEEDED[wording] = tuple(_needed(wording))
    return known


def _needed(wording: str) -> list[str]:
    found: list[str] = []
    for token in tokenise(normalise(wording)):
        if token.cjk and len(token.text) > 1:
            found += [token.text[i : i + 2] for i in range(len(token.text) - 1)]
        else:
            found.append(stem(token.text))
    return found
