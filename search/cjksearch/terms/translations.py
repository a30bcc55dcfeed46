"""The terms that a site's own texts give in two languages, for queries in the other one."""

from __future__ import annotations

from collections.abc import Iterable

from cjksearch.index.unit import Unit
from cjksearch.terms.mine import mine
from cjksearch.terms.model import Passage

#: A query goes further than a glossary that people read: pairs below are left to that.
TRUSTED = 0.75


def translations(units: Iterable[Unit]) -> tuple[tuple[str, str], ...]:
    """Return the (Chinese, English) terms that stand side by side in the units, for `static.write`."""
    return tuple((pair.han, pair.latin) for pair in mine(map(passage, units), threshold=TRUSTED))


def passage(unit: Unit) -> Passage:
    """Return the text of a unit in which terms are looked for."""
    return Passage(unit.id, f"{unit.heading or unit.title}\n{unit.text}", unit.lang)
