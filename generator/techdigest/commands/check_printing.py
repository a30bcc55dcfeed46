"""What a check of an import prints and reports: what is missing on each page, and in sum."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.text import Text

from techdigest.commands.printable import printable
from techdigest.importers.fidelity import Losses, State
from techdigest.importers.importing import Import

_SHOWN = 5  # losses of a file that are printed
_FILES = 40  # files that are printed


@dataclass(frozen=True, slots=True)
class Checked:
    """A note, and what of its source is missing on its page."""

    source: str
    note: str
    losses: Losses


def sum_of(checked: list[Checked]) -> Losses:
    """Return the losses of all notes together."""
    whole = Losses()
    for each in checked:
        whole.add(each.losses)
    return whole


def print_check(console: Console, made: Import, checked: list[Checked], built: Mapping[str, int]) -> None:
    """Print the losses of each note, and what became of what in sum."""
    told = 0
    for each in checked:
        lines = list(_losses_of(each))
        if not lines or told >= _FILES:
            continue
        told += 1
        console.print(Text(printable(f"{each.source} -> {each.note}: {each.losses.share:.2%}")))
        for line in lines[:_SHOWN]:
            console.print(Text(printable(f"    {line}"), style="yellow"))
        if len(lines) > _SHOWN:
            console.print(Text(f"    and {len(lines) - _SHOWN} more", style="dim"))
    whole = sum_of(checked)
    reasons = "; ".join(made.recognition.reasons)
    console.print(Text(printable(f"{made.recognition.dialect.name} ({reasons})")))
    console.print(
        f"{len(checked)} notes; visible text kept: {whole.share:.3%} "
        f"({whole.kept:,} of {whole.letters - whole.dropped:,} letters; {whole.dropped:,} dropped by rules)"
    )
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for account in whole.accounts:
        states[account.thing.what][account.state] += 1
    for what, counts in states.items():
        numbers = ", ".join(f"{counts[state]} {state}" for state in State)
        console.print(f"  {what:9} {sum(counts.values()):6}: {numbers}")
    console.print(f"  built with {built['ERROR']} errors and {built['WARNING']} warnings")


def _losses_of(each: Checked) -> Iterator[str]:
    for account in each.losses.lost:
        thing = account.thing
        shown = " ".join((thing.target or thing.text).split())[:90]
        yield f"{each.source}:{thing.line}: {thing.what} lost: {shown}"
    for gap in each.losses.gaps:
        if not gap.rule:
            yield f"{each.source}:{gap.line}: {gap.letters} letters lost: {gap.text[:90]}"


def check_report(made: Import, checked: list[Checked]) -> str:
    """Return all that was compared, as JSON."""
    files: list[dict[str, Any]] = [
        {
            "source": each.source,
            "note": each.note,
            "letters": each.losses.letters,
            "kept": each.losses.kept,
            "dropped": each.losses.dropped,
            "gaps": [
                {"line": gap.line, "letters": gap.letters, "rule": gap.rule, "text": gap.text}
                for gap in each.losses.gaps
            ],
            "things": [
                {
                    "what": account.thing.what,
                    "line": account.thing.line,
                    "state": account.state,
                    "rule": account.rule,
                    "target": account.thing.target[:300],
                    "text": " ".join(account.thing.text.split())[:160],
                }
                for account in each.losses.accounts
            ],
        }
        for each in checked
    ]
    whole = {"dialect": made.recognition.dialect.name, "reasons": made.recognition.reasons, "files": files}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
