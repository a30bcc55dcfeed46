"""How much a term says about a unit: BM25F over heading, title, tags and body, quantised.

Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields" (CIKM 2004). The usual
lengths of the fields are constants rather than averages of the site, so a unit's impacts depend on it alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from cjksearch.analysis import normalise, tokenise
from cjksearch.index.terms import count_terms
from cjksearch.index.unit import Unit

#: Impacts are 1 … LEVELS, for a saturation of 1/LEVELS … 1.
LEVELS = 15
_K1 = 1.2
_PAGE_FILE = re.compile(r"(?:/index)?\.(?:html?|md)$")
_DATE = re.compile(r"^\d[\d-]*-|^\d+$")


class Field(NamedTuple):
    """Weight of a field, its usual length in terms, and how far a longer text counts against it (0 … 1)."""

    weight: float
    usual: float
    b: float


HEADING = Field(weight=9.0, usual=8, b=0.4)
TITLE = Field(weight=2.0, usual=8, b=0.4)
SLUG = Field(weight=2.0, usual=5, b=0.3)
TAGS = Field(weight=3.0, usual=6, b=0.3)
BODY = Field(weight=1.0, usual=100, b=0.7)


class Impacts(NamedTuple):
    """What a unit adds to the index.

    Attributes:
        terms: Impact by term, 1 … `LEVELS`.
        words: The words and parts of words as written (lower case), for completion and correction.
    """

    terms: dict[str, int]
    words: frozenset[str]


def impacts(unit: Unit) -> Impacts:
    """Return the impacts of every term of `unit`."""
    heading = unit.heading or unit.title
    fields = [(HEADING, heading), (BODY, unit.text), (TAGS, "\n".join(unit.tags))]
    if heading != unit.title:
        fields.append((TITLE, unit.title))
    fields.append((SLUG, slug(unit.url)))
    weighted: dict[str, float] = {}
    words: set[str] = set()
    for field, text in fields:
        if not text:
            continue
        tokens = list(tokenise(normalise(text)))
        counts, length = count_terms(tokens)
        scale = field.weight / (1 - field.b + field.b * length / field.usual)
        for term, count in counts.items():
            weighted[term] = weighted.get(term, 0.0) + count * scale
        for token in tokens:
            if not token.cjk:
                words.add(token.text)
                words.update(token.parts)
    terms = {term: _quantise(w / (w + _K1)) for term, w in weighted.items()}
    return Impacts(terms, frozenset(words))


def slug(url: str) -> str:
    """Return the words of an address's last two steps: authors name a Chinese page in English there."""
    path = unquote(url.partition("#")[0].partition("?")[0])
    steps = [step for step in _PAGE_FILE.sub("", path).split("/") if step]
    return " ".join(_DATE.sub("", step) for step in steps[-2:])


def _quantise(saturation: float) -> int:
    return max(1, min(LEVELS, round(saturation * LEVELS)))
