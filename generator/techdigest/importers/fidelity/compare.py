"""What of a source is missing on its page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from techdigest.importers.fidelity.accounts import Account, State, There, account_of
from techdigest.importers.fidelity.facts import Facts, Piece, What, letters
from techdigest.importers.fidelity.runs import GRAM, unaligned, uncovered
from techdigest.importers.model import Finding, Outcome

_ALIGNED, _AHEAD, _ALIGNMENTS = 800, 200, 200  # letters of a piece, letters ahead, pieces: what that costs
_WINDOW = 4_000  # letters ahead in which the next piece is expected
_BUDGET = 40  # how often a whole page may be searched for pieces that stand elsewhere
_CLIPPED = 100  # letters of what was dropped that findings surely have


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

    def add(self, other: Losses) -> None:
        """Count those of another source, too."""
        self.letters += other.letters
        self.kept += other.kept
        self.dropped += other.dropped
        self.gaps += other.gaps
        self.accounts += other.accounts


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
        there = There.of(what, page, shown + rest + beside)
        losses.accounts += [account_of(thing, there, said) for thing in wanted]
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
        if found < 0 and budget and len(wanted) >= GRAM:
            budget -= 1
            found = page.find(wanted)
        short = 0
        if found < 0:
            grams = grams or {page[at : at + GRAM] for at in range(len(page))}
            short = uncovered(wanted, grams, page)
            if short and aligned and len(wanted) <= _ALIGNED:
                aligned -= 1
                short = min(short, unaligned(wanted, page[place : place + 2 * len(wanted) + _AHEAD]))
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
