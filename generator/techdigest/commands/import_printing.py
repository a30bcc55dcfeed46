"""What an import prints: what came of every file, of every construct, and both versions of a conflict."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.text import Text

from techdigest.commands.printable import printable
from techdigest.importers.model import Finding, Outcome
from techdigest.importers.record import Record, is_note, summed
from techdigest.importers.settling import Action, Deed
from techdigest.importers.tree import UNREAD

_LONGEST_DIFF = 60  # lines that are shown of what a conflict is about
_LONGEST_TOLD = 100  # characters
_SHOWN = 20  # files of one kind that are named


def print_import(
    console: Console,
    record: Record,
    deeds: list[Deed],
    counts: Counter[str],
    *,
    into: Path,
    is_dry: bool,
) -> None:
    """Print what an import did."""
    reasons = "; ".join(record.reasons)
    console.print(Text(printable(f"{record.source}: {record.dialect} ({reasons})")))
    told = ", ".join(f"{counts[name]} {name}" for name in ("notes", "drafts", "pictures"))
    console.print(Text(printable(f"{told}; into {into}" + ("; nothing is written" if is_dry else ""))))
    _print_deeds(console, deeds)
    _print_findings(console, record.findings)
    for deed in deeds:
        if deed.action == Action.CONFLICT:
            _print_conflict(console, deed, into)


def _print_deeds(console: Console, deeds: list[Deed]) -> None:
    for action in Action:
        paths = [deed.path for deed in deeds if deed.action == action]
        if not paths:
            continue
        files = f"{len(paths)} file{'s' * (len(paths) != 1)}"
        console.print(Text(f"  {files} {action.value}"))
        if action not in (Action.NEW, Action.UNCHANGED, Action.UPDATED):
            for path in paths[:_SHOWN]:
                console.print(Text(printable(f"    {path}")))
            if len(paths) > _SHOWN:
                console.print(Text(f"    and {len(paths) - _SHOWN} more"))


def _print_findings(console: Console, findings: Iterable[Finding]) -> None:
    """Print one line for each rule: outcome, how often, name, first place, what was found or what to know."""
    rows = list(summed(findings))
    width = max((len(rule) for _, rule, _, _ in rows), default=0)
    for outcome, rule, count, first in rows:
        place = f"{first.path}:{first.line}" if first.line else first.path
        told = " ".join((first.why or first.text).split())[:_LONGEST_TOLD]
        line = f"  {outcome.value:9} {count:6} {rule:{width}}  {place}: {told}"
        is_worth = outcome in (Outcome.GUESSED, Outcome.UNKNOWN) or rule.startswith(UNREAD)
        console.print(Text(printable(line), style="yellow" if is_worth else ""))


def _print_conflict(console: Console, deed: Deed, into: Path) -> None:
    """Show both versions of a note: what stands here, and what the source would make of it."""
    console.print(
        Text(printable(f"{deed.path}: edited by hand, and changed in the source. Nothing is overwritten."))
    )
    console.print(Text(printable(f"  here   {deed.here}  {into / deed.path}")))
    console.print(Text(printable(f"  source {deed.new}  {deed.offer}")))
    if deed.offer is None or not is_note(deed.path) or not deed.offer.is_file():
        return
    here, new = (
        path.read_text(encoding="utf-8", errors="replace").splitlines()
        for path in (into / deed.path, deed.offer)
    )
    lines = list(difflib.unified_diff(here, new, "here", "source", lineterm="", n=1))
    for line in lines[:_LONGEST_DIFF]:
        style = {"+": "green", "-": "red"}.get(line[:1], "dim")
        console.print(Text(printable(f"    {line}"), style=style))
    if len(lines) > _LONGEST_DIFF:
        console.print(Text(f"    and {len(lines) - _LONGEST_DIFF} lines more"))
    console.print(Text("  Take over what you want, then remove the second file."))
