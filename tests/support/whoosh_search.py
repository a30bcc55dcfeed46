"""The ranking a third time, from Whoosh's postings and statistics: nothing of our index takes part.

Whoosh gets the terms of each field from our analysis and counts them. Term frequencies, lengths of fields and
numbers of units are read from its inverted index, and RANKING.md is computed from these.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from whoosh.analysis import Analyzer, Token
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import RamStorage

from cjksearch.analysis import form, normalise, stem, tokenise
from cjksearch.index import impact, terms, weight
from cjksearch.index.unit import Unit
from support import reference_search as constants

#: By name of a field of RANKING.md, its weight, usual length and b; shares of a term are added in this order.
FIELDS = {
    "heading": impact.HEADING,
    "body": impact.BODY,
    "tags": impact.TAGS,
    "title": impact.TITLE,
    "slug": impact.SLUG,
}
#: What lies within pairs and words counts for terms, not for the length: characters, forms, parts.
WITHIN = "_within"

Ways = list[list[tuple[str, float]]]


class Rounding(NamedTuple):
    """How values are rounded: saturations, weights, and weights where they divide."""

    saturation: Callable[[float], float]
    weight: Callable[[float], float]
    divisor: Callable[[float], float]


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


class _Terms(Analyzer):  # type: ignore[misc] # Whoosh has no types
    """Gives Whoosh the pairs and words of a text, or what lies within them."""

    def __init__(self, within: bool) -> None:
        self.within = within

    def __call__(self, value: str, **_: object) -> Iterator[Any]:
        for token in tokenise(normalise(value)):
            for text, boost in self._of(token):
                yield Token(text=text, boost=boost)

    def _of(self, token: Any) -> Iterator[tuple[str, float]]:
        if token.cjk:
            found = token.text if self.within else map(str.__add__, token.text, token.text[1:])
            yield from ((text, 1.0) for text in found)
        elif self.within:
            inner = [(form(token.text), 1.0)]
            inner += ((of(part), terms.PART_WEIGHT) for part in token.parts for of in (stem, form))
            yield from ((text, boost) for text, boost in inner if text)
        else:
            yield stem(token.text), 1.0


def open_index(units: Sequence[Unit]) -> Any:
    """Return a Whoosh index of the units in memory; a unit's number is its place."""
    fields = {
        name + kind: TEXT(analyzer=_Terms(bool(kind)), phrase=False)
        for name in FIELDS
        for kind in ("", WITHIN)
    }
    index = RamStorage().create_index(Schema(**fields))
    writer = index.writer()
    for unit in units:
        heading = unit.heading or unit.title
        texts = {
            "heading": heading,
            "title": unit.title if unit.title != heading else "",
            "slug": impact.slug(unit.url),
            "tags": "\n".join(unit.tags),
            "body": unit.text,
        }
        writer.add_document(**{name + kind: text for name, text in texts.items() for kind in ("", WITHIN)})
    writer.commit()
    return index


class WhooshIndex:
    """Scores units as RANKING.md says, from a Whoosh index.

    Args:
        units: What is indexed.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        urls = [unit.url.partition("#")[0] for unit in units]
        self._pages = list(accumulate((a != b for a, b in pairwise(urls)), initial=0))
        counts: dict[str, dict[str, dict[int, float]]] = {name: defaultdict(dict) for name in FIELDS}
        lengths = {name: [0.0] * len(units) for name in FIELDS}
        reader = open_index(units).reader()
        for name, raw in reader.all_terms():
            field, term = name.removesuffix(WITHIN), raw.decode()
            matcher = reader.postings(name, raw)
            while matcher.is_active():
                unit, count = matcher.id(), matcher.weight()
                counts[field][term][unit] = counts[field][term].get(unit, 0.0) + count
                lengths[field][unit] += 0 if name.endswith(WITHIN) else count
                matcher.next()
        self._saturation: dict[str, dict[int, float]] = defaultdict(dict)
        for term in {term for own in counts.values() for term in own}:
            frequency: dict[int, float] = defaultdict(float)
            for name, field in FIELDS.items():
                for unit, count in counts[name].get(term, {}).items():
                    longer = lengths[name][unit] / field.usual
                    frequency[unit] += field.weight * count / (1 - field.b + field.b * longer)
            self._saturation[term] = {unit: tf / (tf + impact._K1) for unit, tf in frequency.items()}

    def knows(self, term: str) -> bool:
        """Whether a unit has the term."""
        return term in self._saturation

    def weight(self, term: str) -> float:
        """Return what a term that units have is worth in a query."""
        n, every = len(self._saturation[term]), len(self.units)
        return math.log(1 + (every - n + 0.5) / (n + 0.5)) * self._discount(term, n)

    def _discount(self, term: str, n: int) -> float:
        words, alone = weight.function_words()
        if term in words:
            return weight._FUNCTION_WORD
        if len(term) != 2 or term.isascii():
            return 1
        if alone & set(term):
            return weight._TOUCHES_FUNCTION_WORD
        of_characters = min(len(self._saturation[character]) for character in term)
        return 1 if n >= weight._COHESION * of_characters else weight._ACROSS_WORDS

    def slots(self, text: str) -> dict[str, Ways]:
        """Return the slots of a text by their terms, each with its ways, whether units have them or not."""
        found: dict[str, Ways] = {}
        for token in tokenise(normalise(text)):
            if not token.cjk:
                found[stem(token.text)] = [[(stem(part), constants.PARTS) for part in token.parts]]
            elif len(token.text) == 1:
                found[token.text] = [[]]
            else:
                for pair in map(str.__add__, token.text, token.text[1:]):
                    found[pair] = [[(character, constants.CHARACTERS) for character in pair]]
        return {
            term: [[(term, 1.0)], *([] if self.knows(term) or not ways[0] else ways)]
            for term, ways in found.items()
        }

    def score(self, query: str, wordings: Sequence[str], rounding: Rounding) -> list[float]:
        """Return the score of every unit; `wordings` are what else the query may be called."""
        asked = self.slots(query)
        variants = [asked]
        # What else may fill a slot is looked for with the query's own slots only.
        for wording in wordings:
            variants.append({term: asked.get(term, ways[:1]) for term, ways in self.slots(wording).items()})
        filled = [[self._filled(ways) for ways in slots.values()] for slots in variants]
        totals = [self._total(slots, rounding.weight) for slots in filled]
        best = [0.0] * len(self.units)
        for i, slots in enumerate(filled):
            divisor = self._total(slots, rounding.divisor)
            scale = constants.OTHER_WORDING if i else 1.0
            if len(filled) > 1:
                scale *= min(totals) / divisor
            best = list(map(max, best, (scale * own for own in self._scores(slots, divisor, rounding))))
        return [own * unit.boost for own, unit in zip(best, self.units, strict=True)]

    def _filled(self, ways: Ways) -> Ways:
        known = [[(term, share) for term, share in way if self.knows(term)] for way in ways]
        return [way for way in known if way]

    def _total(self, slots: Sequence[Ways], rounded: Callable[[float], float]) -> float:
        absent = math.log(1 + (len(self.units) + 0.5) / 0.5)
        return sum(
            max((sum(share * rounded(self.weight(t)) for t, share in way) for way in ways), default=absent)
            for ways in slots
        )

    def _scores(self, slots: Sequence[Ways], total: float, rounding: Rounding) -> Iterator[float]:
        own = [[self._best_way(ways, unit, rounding) for ways in slots] for unit in range(len(self.units))]
        for unit, page in enumerate(self._pages):
            gain, cover = (sum(part) for part in zip(*own[unit], strict=True))
            on_page = [own[other] for other, of in enumerate(self._pages) if of == page]
            page_gain, page_cover = (
                sum(max(unit[slot][part] for unit in on_page) for slot in range(len(slots)))
                for part in (0, 1)
            )
            first = unit == 0 or self._pages[unit - 1] != page
            lead = 1 + constants.BEGINNING * first * gain / total
            shared = constants.PAGE_SHARE * page_gain * page_cover if gain else 0
            yield (gain * cover * lead + shared) / total

    def _best_way(self, ways: Ways, unit: int, rounding: Rounding) -> tuple[float, float]:
        """Return what a slot gives a unit: gain and cover."""
        found = [(0.0, 0.0)]
        for way in ways:
            gain = cover = 0.0
            for term, share in way:
                if unit in self._saturation[term]:
                    worth = share * rounding.weight(self.weight(term))
                    saturation = rounding.saturation(self._saturation[term][unit])
                    gain, cover = gain + worth * saturation**constants.SHARPNESS, cover + worth
            found.append((gain, cover))
        return max(gain for gain, _ in found), max(cover for _, cover in found)
