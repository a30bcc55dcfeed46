"""What became of each link, image, formula, block of code, table and footnote."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from techdigest.importers.fidelity.facts import Facts, Thing, What, address, file_name, letters
from techdigest.importers.fidelity.runs import covered, unaligned
from techdigest.importers.model import Finding, Outcome

_ALIKE = 0.98  # of a table's letters make it the same table
_COMPARED = 2_000  # letters at most: what it costs
_MORE = 1.25  # times its letters are too many for it


class State(StrEnum):
    """What became of a thing."""

    KEPT = "kept"  # stands on the page as it was
    CONVERTED = "converted"  # stands there in another form, or under another address
    DROPPED = "dropped"  # a rule of the import took it out, and said so
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Account:
    """What became of one thing, and by which rule; the rule is empty where none was needed."""

    thing: Thing
    state: State
    rule: str = ""


@dataclass
class There:
    """The things of one kind that a page has, to be taken one by one."""

    exact: Counter[str]
    loose: Counter[str]
    beside: frozenset[str]
    keys: list[str]
    everything: str

    @classmethod
    def of(cls, what: What, page: Facts, everything: str) -> There:
        """Return the things of one kind on a page all of whose letters are `everything`."""
        things = [thing for thing in page.things if thing.what is what]
        return cls(
            Counter(_key(thing) for thing in things),
            Counter(key for thing in things for key in _loose_keys(thing)),
            frozenset(_key(thing) for thing in page.things_beside if thing.what is what),
            [_key(thing) for thing in things],
            everything,
        )


def account_of(thing: Thing, there: There, said: dict[int, list[Finding]]) -> Account:
    """Take a thing of a source from those of its page; return what became of it."""
    key = _key(thing)
    if there.exact[key] > 0:
        there.exact[key] -= 1
        return Account(thing, State.KEPT)
    if key in there.beside:
        return Account(thing, State.CONVERTED)
    for loose in _loose_keys(thing):
        if there.loose[loose] > 0:
            there.loose[loose] -= 1
            return Account(thing, State.CONVERTED)
    if _is_within(thing.what, key, there):
        return Account(thing, State.CONVERTED)
    return _explained(thing, said)


def _key(thing: Thing) -> str:
    if thing.what in (What.LINK, What.IMAGE):
        return address(thing.target)
    if thing.what in (What.FORMULA, What.CODE):
        return re.sub(r"\s+", "", thing.text)
    return letters(thing.text)


def _loose_keys(thing: Thing) -> list[str]:
    """By what else a thing is known: a link by its words, an image by its file's name or its alternative."""
    if thing.what is What.LINK:
        words = letters(thing.text)
        return [f"words {words}"] if words else []
    if thing.what is What.IMAGE:
        names = [f"file {file_name(thing.target)}", f"words {letters(thing.text)}"]
        return [name for name in names if not name.endswith(" ")]
    if thing.what in (What.FORMULA, What.CODE):
        return [f"letters {letters(thing.text)}"]
    return []


def _is_within(what: What, key: str, there: There) -> bool:
    """Whether a thing stands on the page as part of another."""
    if what in (What.CODE, What.FORMULA):
        return bool(key) and any(key in other for other in there.keys)
    if what is What.FOOTNOTE:
        return key in there.everything
    if what is What.TABLE:
        # Tags that are no elements of HTML are text on the page: it may have more than the source showed.
        least, most = _ALIKE * len(key), _MORE * len(key)
        near = (other for other in there.keys if least <= len(other) <= most)
        return any(covered(key, other) >= _ALIKE or _is_in_order(key, other) for other in near)
    return False


def _is_in_order(key: str, other: str) -> bool:
    """Whether the letters of a table, but for few, stand in this order in another one."""
    return len(key) <= _COMPARED and unaligned(key, other) <= (1 - _ALIKE) * len(key)


def _explained(thing: Thing, said: dict[int, list[Finding]]) -> Account:
    """Return what the import said of a thing that is not on the page; a loss where it said nothing."""
    names = [name for name in (address(thing.target).rpartition("/")[2], letters(thing.text)[:20]) if name]
    for finding in said.get(thing.line, ()):
        text = address(finding.text)
        if any(name in text or name in letters(text) for name in names):
            if finding.outcome is Outcome.DROPPED:
                return Account(thing, State.DROPPED, finding.rule)
            if finding.outcome is Outcome.CONVERTED or finding.why:
                return Account(thing, State.CONVERTED, finding.rule)
    return Account(thing, State.LOST)
