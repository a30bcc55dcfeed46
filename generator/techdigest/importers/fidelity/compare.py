"""What of a source is missing on its page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from techdigest.importers.fidelity.facts import Facts, Piece, Thing, What, address, file_name, letters
from techdigest.importers.model import Finding, Outcome

_GRAM = 6  # letters that must stand together on the page to count as kept
_RUN = 3  # letters that must stand together, where the order is looked at, too
_ALIGNED, _AHEAD, _ALIGNMENTS = 800, 200, 200  # letters of a piece, letters ahead, pieces: what that costs
_WINDOW = 4_000  # letters ahead in which the next piece is expected
_BUDGET = 40  # how often a whole page may be searched for pieces that stand elsewhere
_CLIPPED = 100  # letters of what was dropped that findings surely have
_ALIKE = 0.98  # of a table's letters make it the same table


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


@dataclass(frozen=True, slots=True)
class Gap:
    """Text of a line that is not on the page: how many letters; the rule that says so, empty for a loss."""

    line: int
    text: str
    letters: int
    rule: str = ""


@dataclass
class Losses:
    """What of a source is missing.

    Attributes:
        letters: How many letters of visible text the source has.
        kept: How many of them are on the page.
        dropped: How many a rule took out, and said so.
        gaps: Where text is missing.
        accounts: Links, images, formulas, blocks of code, tables and footnotes, one by one.
    """

    letters: int = 0
    kept: int = 0
    dropped: int = 0
    gaps: list[Gap] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the visible text that is on the page, of what no rule took out; 1 for no text."""
        wanted = self.letters - self.dropped
        return min(1.0, self.kept / wanted) if wanted > 0 else 1.0

    @property
    def lost(self) -> tuple[Account, ...]:
        """The things that are missing."""
        return tuple(each for each in self.accounts if each.state is State.LOST)

    def __add__(self, other: Losses) -> Losses:
        """Return both together."""
        return Losses(
            self.letters + other.letters,
            self.kept + other.kept,
            self.dropped + other.dropped,
            [*self.gaps, *other.gaps],
            [*self.accounts, *other.accounts],
        )


def compare(source: Facts, page: Facts, findings: Iterable[Finding] = ()) -> Losses:
    """Return what of a source is missing on its page. `findings` are what the import said, of this source.

    Linear in both, but for a bounded number of searches.
    """
    said: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        said[finding.line].append(finding)
    losses = Losses()
    shown = letters("".join(piece.text for piece in page.pieces))
    rest = letters("".join(thing.text for thing in page.things if thing.what in (What.CODE, What.FORMULA)))
    beside = letters("".join(page.beside))
    _compare_text(source.pieces, shown + (rest if source.is_plain else "") + beside, said, losses)
    for what in What:
        wanted = [thing for thing in source.things if thing.what is what]
        there = _There.of(what, page, shown + rest + beside)
        losses.accounts += [_account(thing, there, said) for thing in wanted]
    losses.accounts.sort(key=lambda each: each.thing.line)
    return losses


def _compare_text(pieces: Sequence[Piece], page: str, said: dict[int, list[Finding]], losses: Losses) -> None:
    counts = Counter(page)
    grams: set[str] = set()
    place, budget, aligned, missing = 0, _BUDGET, _ALIGNMENTS, 0
    for piece in pieces:
        wanted = letters(piece.text)
        losses.letters += len(wanted)
        if rule := _dropped_by(wanted, said.get(piece.line, ())):
            losses.dropped += len(wanted)
            losses.gaps.append(Gap(piece.line, _clipped(piece.text), len(wanted), rule))
            continue
        counts.subtract(wanted)
        found = page.find(wanted, place, place + _WINDOW + len(wanted))
        place = found + len(wanted) if found >= 0 else place
        if found < 0 and budget and len(wanted) >= _GRAM:
            budget -= 1
            found = page.find(wanted)
        short = 0
        if found < 0:
            grams = grams or {page[at : at + _GRAM] for at in range(len(page))}
            short = _uncovered(wanted, grams, page)
            if short and aligned and len(wanted) <= _ALIGNED:
                aligned -= 1
                short = min(short, _unaligned(wanted, page[place : place + 2 * len(wanted) + _AHEAD]))
        if short:
            rule = next(
                (each.rule for each in said.get(piece.line, ()) if each.outcome is Outcome.DROPPED), ""
            )
            losses.gaps.append(Gap(piece.line, _clipped(piece.text), short, rule))
            losses.dropped += short if rule else 0
        missing += short
        losses.kept += len(wanted) - short
    # Letters that the source has more often than the page are lost, though each of their places was found.
    short = sum(-count for count in counts.values() if count < 0) - missing
    if short > 0:
        losses.gaps.append(Gap(0, "letters that stand more often in the source", short))
        losses.kept -= short


def _clipped(text: str) -> str:
    return " ".join(text.split())[:160]


def _dropped_by(wanted: str, findings: Iterable[Finding]) -> str:
    """Return the rule that says to have taken out just this text; empty for none."""
    for finding in findings:
        said = letters(finding.text)
        if finding.outcome is Outcome.DROPPED and (
            said == wanted or (len(said) >= _CLIPPED and wanted.startswith(said[:_CLIPPED]))
        ):
            return finding.rule
    return ""


def _unaligned(wanted: str, there: str) -> int:
    """Return how many letters are in no run of `_RUN` letters that stand in this order on the page."""
    blocks = SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks()
    return len(wanted) - sum(block.size for block in blocks if block.size >= _RUN)


def _uncovered(wanted: str, grams: set[str], page: str) -> int:
    """Return how many letters are in no run of `_GRAM` letters that the page has, too."""
    if len(wanted) < _GRAM:
        return 0 if wanted in page[: 1 << 20] else len(wanted)
    covered = bytearray(len(wanted))
    for at in range(len(wanted) - _GRAM + 1):
        if wanted[at : at + _GRAM] in grams:
            covered[at : at + _GRAM] = b"\1" * _GRAM
    return covered.count(0)


@dataclass
class _There:
    """The things of one kind that a page has, to be taken one by one."""

    exact: Counter[str]
    loose: Counter[str]
    beside: frozenset[str]
    keys: list[str]
    everything: str

    @classmethod
    def of(cls, what: What, page: Facts, everything: str) -> _There:
        things = [thing for thing in page.things if thing.what is what]
        return cls(
            Counter(_key(thing) for thing in things),
            Counter(key for thing in things for key in _loose_keys(thing)),
            frozenset(_key(thing) for thing in page.things_beside if thing.what is what),
            [_key(thing) for thing in things],
            everything,
        )


def _account(thing: Thing, there: _There, said: dict[int, list[Finding]]) -> Account:
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
    if thing.what is What.FORMULA:
        return re.sub(r"\s+", "", thing.text)
    if thing.what is What.CODE:
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


def _is_within(what: What, key: str, there: _There) -> bool:
    """Whether a thing stands on the page as part of another."""
    if what in (What.CODE, What.FORMULA):
        return bool(key) and any(key in other for other in there.keys)
    if what is What.FOOTNOTE:
        return letters(key) in there.everything
    if what is What.TABLE:
        near = (other for other in there.keys if abs(len(other) - len(key)) <= (1 - _ALIKE) * len(key))
        return any(_share(key, other) >= _ALIKE for other in near)
    return False


def _share(wanted: str, there: str) -> float:
    grams = {there[at : at + _GRAM] for at in range(len(there))}
    return 1 - _uncovered(wanted, grams, there) / len(wanted) if wanted else 1.0


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
