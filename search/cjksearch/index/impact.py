"""How much a term says about a unit: BM25F over heading, title, address, tags and body, quantised.

Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields" (CIKM 2004). The usual
lengths of the fields are constants rather than averages of the site, so a unit's impacts depend on it alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

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
TITLE = Field(weight=3.0, usual=8, b=0.4)
SLUG = Field(weight=3.0, usual=5, b=0.3)
TAGS = Field(weight=3.0, usual=6, b=0.3)
BODY = Field(weight=1.0, usual=100, b=0.7)
#: How many fields there are.
FIELDS = 5


def fields() -> tuple[Field, ...]:
    """Return the fields, in the order in which their shares of a term are added up."""
    return HEADING, BODY, TAGS, TITLE, SLUG


def fields_of(unit: Unit) -> tuple[str, str, str, str, str]:
    """Return the texts of a unit's `fields`. A page's beginning has its title for a heading, and no other."""
    heading = unit.heading or unit.title
    title = unit.title if heading != unit.title else ""
    return heading, unit.text, "\n".join(unit.tags), title, slug(unit.url)


def scales(lengths: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what one occurrence counts for, by the lengths of each unit's `fields` in terms."""
    weight, usual, b = np.array(fields()).T
    scaled: NDArray[np.float64] = weight / (1 - b + b * lengths / usual)
    return scaled


def levels(weighted: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return the impacts, 1 … `LEVELS`, of sums of weighted counts."""
    saturation = weighted / (weighted + _K1)
    return np.clip(np.rint(saturation * LEVELS), 1, LEVELS).astype(np.uint8)


def slug(url: str) -> str:
    """Return the words of an address's last two steps: authors name a Chinese page in English there."""
    path = unquote(url.partition("#")[0].partition("?")[0])
    steps = [step for step in _PAGE_FILE.sub("", path).split("/") if step]
    return " ".join(_DATE.sub("", step) for step in steps[-2:])
