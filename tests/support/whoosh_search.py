"""The ranking a third time, as RANKING.md says, from Whoosh's postings and statistics.

Only which wordings there are, and which slots of a query they fill, is told from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from cjksearch.analysis import form, normalise, stem, tokenise
from cjksearch.analysis.sounds import readings
from cjksearch.analysis.wordings import Kind
from cjksearch.index import impact, others, weight
from cjksearch.static import sounds
from support import reference_search as constants
from support.whoosh_postings import WhooshPostings

#: Ways to fill a slot: terms with their shares, which add up.
Ways = list[list[tuple[str, float]]]


class Wording(NamedTuple):
    """Another wording of a part of a query: terms of the slots it fills, itself, how it is related."""

    slots: tuple[str, ...]
    other: str
    kind: Kind


class Rounding(NamedTuple):
    """How values are rounded: saturations, weights, and weights where they divide."""

    saturation: Callable[[float], float]
    weight: Callable[[float], float]
    divisor: Callable[[float], float]


class Filling(NamedTuple):
    """Rounded saturation by unit, and what it is worth for a slot."""

    saturation: Mapping[int, float]
    value: float


class Wanted(NamedTuple):
    """What a slot is worth where that divides, and ways to fill it."""

    worth: float
    ways: list[list[Filling]]


def _kept_weight(value: float) -> float:
    return max(1, min(255, round(value * weight.SCALE))) / weight.SCALE


def _kept_saturation(value: float) -> float:
    return max(1, round(value * impact.LEVELS)) / impact.LEVELS


_HALF_LEVEL, _HALF_STEP = 0.5 / impact.LEVELS, 0.5 / weight.SCALE


def _more_weight(value: float) -> float:
    return max(value + _HALF_STEP, 1 / weight.SCALE)


def _less_weight(value: float) -> float:
    return max(value - _HALF_STEP, 0)


#: As an index keeps them.
KEPT = Rounding(_kept_saturation, _kept_weight, _kept_weight)
#: The least and the most that values may have become when they were rounded.
LEAST = Rounding(lambda s: max(s - _HALF_LEVEL, 0), _less_weight, _more_weight)
MOST = Rounding(lambda s: max(s + _HALF_LEVEL, 1 / impact.LEVELS), _more_weight, _less_weight)


class WhooshIndex(WhooshPostings):
    """Scores units as RANKING.md says, from a Whoosh index."""

    def score(self, query: str, wordings: Sequence[Wording], rounding: Rounding) -> list[float]:
        """Return the score of every unit; `wordings` are what else the query may be called."""
        slots = self.slots(query)
        if self.is_doubtful(query, wordings):
            for pair in self.questionable(query, wordings):
                slots[pair] += [[(other, constants.SOUNDS_ALIKE)] for other in self.alike(pair)]
        scores, _ = self._score(slots, wordings, rounding)
        return [own * unit.boost for own, unit in zip(scores, self.units, strict=True)]

    def slots(self, text: str) -> dict[str, Ways]:
        """Return the slots of a text by their terms, each with its ways, whether units have them or not."""
        found: dict[str, Ways] = {}
        for token in tokenise(normalise(text)):
            if not token.cjk:
                term, shape = stem(token.text), form(token.text)
                own = [(term, 1.0)]
                if self.knows(shape):
                    own = [(term, 1 - constants.FORM), (shape, constants.FORM)]
                found.setdefault(term, [own, [(stem(part), constants.PARTS) for part in token.parts]])
            elif len(token.text) == 1:
                found[token.text] = [[(token.text, 1.0)], []]
            else:
                for pair in map(str.__add__, token.text, token.text[1:]):
                    found[pair] = [[(pair, 1.0)], [(one, constants.CHARACTERS) for one in pair]]
        return {
            term: [own] if self.knows(term) or not parts else [own, parts]
            for term, (own, parts) in found.items()
        }

    def is_doubtful(self, query: str, wordings: Sequence[Wording]) -> bool:
        """Whether a character may be wrong: by the values that an index keeps, as a client judges it."""
        pairs = self.questionable(query, wordings)
        if not pairs:
            return False
        scores, total = self._score(self.slots(query), wordings, KEPT)
        return not all(map(self.knows, pairs)) or max(scores) / total < constants.DOUBTFUL

    def questionable(self, query: str, wordings: Sequence[Wording]) -> list[str]:
        """Return the pairs that others may be ten times as frequent as, and of which no wording tells."""
        terms = list(self.slots(query))
        told = {term for wording in wordings for term in wording.slots}
        # A pair of which wordings tell one character each, as 集联 of 丛集 and 联邦.
        threes = zip(terms, terms[1:], terms[2:], strict=False)
        between = {b for a, b, c in threes if {a, c} <= told and a[1:] == b[:1] and b[1:] == c[:1]}
        most = len(self.units) / constants.MORE_FREQUENT
        return [
            term
            for term in filter(is_pair, terms)
            if self.frequency(term) <= most and term not in told and term not in between
        ]

    def alike(self, pair: str) -> list[str]:
        """Return pairs that sound like one, and are far more frequent."""
        found: set[str] = set()
        for sound in product(*(readings().get(character, ()) for character in pair)):
            same = [
                term
                for term in self.saturation
                if is_pair(term) and sound == tuple(readings().get(one, ("",))[0] for one in term)
            ]
            frequent = [term for term in same if self.frequency(term) >= sounds._LEAST_OF_FEW]
            found |= set(sorted(frequent, key=self._by_frequency)[: sounds._MOST])
        least = max(1, self.frequency(pair) * constants.MORE_FREQUENT)
        better = [term for term in found - {pair} if self.frequency(term) >= least]
        return sorted(better, key=self._by_frequency)[:4]

    def _by_frequency(self, term: str) -> tuple[int, str]:
        return -self.frequency(term), term

    def _score(
        self, slots: Mapping[str, Ways], wordings: Sequence[Wording], rounding: Rounding
    ) -> tuple[list[float], float]:
        wanted = [self._wanted(term, ways, wordings, rounding) for term, ways in slots.items()]
        total = sum(worth for worth, _ in wanted)
        return list(self._scores(wanted, total)), total

    def _wanted(self, term: str, ways: Ways, wordings: Sequence[Wording], rounding: Rounding) -> Wanted:
        known = [[(part, share) for part, share in way if self.knows(part)] for way in ways]
        known = [way for way in known if way]
        own = [wording for wording in wordings if term in wording.slots]

        def worth(rounded: Callable[[float], float]) -> float:
            found = [sum(share * rounded(self._weight_in(way, part)) for part, share in way) for way in known]
            if not self.knows(term):
                terms_of = ((self.slots(other), len(slots)) for slots, other, _ in own)
                found += (sum(rounded(self.weight(part)) for part in parts) / n for parts, n in terms_of)
            return max(found, default=self.rarity(0))

        fillings = [
            [
                Filling(
                    {unit: rounding.saturation(s) for unit, s in self.saturation[part].items()},
                    share * rounding.weight(self._weight_in(way, part)),
                )
                for part, share in way
            ]
            for way in known
        ]
        for wording in own:
            share = share_of(wording) if self.knows(term) else constants.ONLY_WORDING
            fillings.append([Filling(self.having(wording, rounding), worth(rounding.weight) * share)])
        return Wanted(worth(rounding.divisor), fillings)

    def _weight_in(self, way: list[tuple[str, float]], part: str) -> float:
        """Return the weight of a part of a way; the form of a word weighs what the word does."""
        return self.weight(way[0][0] if part.endswith("=") else part)

    def having(self, wording: Wording, rounding: Rounding) -> dict[int, float]:
        """Return the units that have all terms of another wording, with the least of their saturations."""
        each = [self.saturation[term] for term in self.slots(wording.other)]
        units = set.intersection(*map(set, each))
        least = {unit: min(own[unit] for own in each) for unit in units}
        strongest = sorted(least, key=lambda unit: (-_kept_saturation(least[unit]), unit))[: others.MOST]
        return {unit: rounding.saturation(least[unit]) for unit in strongest}

    def _scores(self, wanted: Sequence[Wanted], total: float) -> Iterator[float]:
        own = [[_best_way(ways, unit) for _, ways in wanted] for unit in range(len(self.units))]
        for unit, page in enumerate(self.pages):
            gain, cover = (sum(part) for part in zip(*own[unit], strict=True))
            on_page = [own[other] for other, of in enumerate(self.pages) if of == page]
            page_gain, page_cover = (
                sum(max(unit[slot][part] for unit in on_page) for slot in range(len(wanted)))
                for part in (0, 1)
            )
            first = unit == 0 or self.pages[unit - 1] != page
            lead = 1 + constants.BEGINNING * first * gain / total
            shared = constants.PAGE_SHARE * page_gain * page_cover if gain else 0
            yield (gain * cover * lead + shared) / total


def is_pair(term: str) -> bool:
    """Whether a term is a pair of characters."""
    return len(term) == 2 and _is_cjk(term)


def share_of(wording: Wording) -> float:
    """Return what a wording is worth beside one that the site has."""
    is_expression = wording.kind == Kind.TRANSLATION and len(wording.slots) > 1
    if is_expression and not _is_cjk(wording.slots[0]):
        return constants.OTHER_WORDINGS[Kind.REGIONAL]
    return constants.OTHER_WORDINGS[wording.kind]


def _is_cjk(term: str) -> bool:
    return next(tokenise(term)).cjk


def _best_way(ways: Sequence[Sequence[Filling]], unit: int) -> tuple[float, float]:
    """Return what a slot gives a unit: gain and cover."""
    found = [(0.0, 0.0)]
    for way in ways:
        has = [(value, saturation[unit]) for saturation, value in way if unit in saturation]
        found.append((sum(v * s**constants.SHARPNESS for v, s in has), sum(v for v, _ in has)))
    return max(gain for gain, _ in found), max(cover for _, cover in found)
