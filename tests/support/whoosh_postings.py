"""Postings of a Whoosh index: nothing of our index takes part.

Whoosh gets the terms of each field from our analysis and counts them. Term frequencies, lengths of fields and
numbers of units are read from its inverted index, and impacts and weights computed as RANKING.md says.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import RamStorage

from cjksearch.analysis import form, normalise, stem, tokenise
from cjksearch.index import impact, terms, weight
from cjksearch.index.unit import Unit

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


class _Memory(RamStorage):  # type: ignore[misc] # Whoosh has no types
    """Keeps what is needed while writing in memory as well: its folder has one name for all processes."""

    def temp_storage(self, name: str | None = None) -> RamStorage:
        return RamStorage()


def open_index(units: Sequence[Unit]) -> Any:
    """Return a Whoosh index of the units in memory; a unit's number is its place."""
    fields = {
        name + kind: TEXT(analyzer=_Terms(bool(kind)), phrase=False)
        for name in FIELDS
        for kind in ("", WITHIN)
    }
    index = _Memory().create_index(Schema(**fields))
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


class WhooshPostings:
    """Saturations and weights, from a Whoosh index.

    Args:
        units: What is indexed.

    Attributes:
        pages: The page of each unit.
        saturation: By term and unit, BM25F's saturation over all fields.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        urls = [unit.url.partition("#")[0] for unit in units]
        self.pages = list(accumulate((a != b for a, b in pairwise(urls)), initial=0))
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
        self.saturation: dict[str, dict[int, float]] = defaultdict(dict)
        for term in {term for own in counts.values() for term in own}:
            frequency: dict[int, float] = defaultdict(float)
            for name, field in FIELDS.items():
                for unit, count in counts[name].get(term, {}).items():
                    longer = lengths[name][unit] / field.usual
                    frequency[unit] += field.weight * count / (1 - field.b + field.b * longer)
            self.saturation[term] = {unit: tf / (tf + impact._K1) for unit, tf in frequency.items()}

    def frequency(self, term: str) -> int:
        """Return how many units have the term."""
        return len(self.saturation.get(term, ()))

    def knows(self, term: str) -> bool:
        """Whether a unit has the term."""
        return term in self.saturation

    def rarity(self, n: int) -> float:
        """Return what a term that `n` units have is worth, before any discount."""
        return math.log(1 + (len(self.units) - n + 0.5) / (n + 0.5))

    def weight(self, term: str) -> float:
        """Return what a term that units have is worth in a query."""
        n = self.frequency(term)
        return self.rarity(n) * self._discount(term, n)

    def _discount(self, term: str, n: int) -> float:
        words, alone = weight.function_words()
        if term in words:
            return weight._FUNCTION_WORD
        if len(term) != 2 or term.isascii():
            return 1
        if alone & set(term):
            return weight._TOUCHES_FUNCTION_WORD
        of_characters = min(self.frequency(character) for character in term)
        return 1 if n >= weight._COHESION * of_characters else weight._ACROSS_WORDS
