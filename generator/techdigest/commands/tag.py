"""Show a note's domains, and why."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from techdigest.commands.site import Site
from techdigest.diagnostics import Diagnostics
from techdigest.domains.keywords import extract_keywords
from techdigest.domains.tag import tag_library
from techdigest.domains.tagger import THRESHOLD, Proposal, Tagger
from techdigest.domains.taxonomy import Taxonomy
from techdigest.notes.model import Note
from techdigest.notes.read import read_note


def print_domains(site: Site, file: Path, *, explain: bool) -> Diagnostics:
    """Print the domains of the note in `file` and of its items; return what is wrong with it."""
    found = Diagnostics()
    taxonomy = Taxonomy.load(site.domains_file, found)
    note = _read(site, file, found)
    if note is None:
        return found
    (tagged,) = tag_library([note], taxonomy, found)
    tagger = Tagger(taxonomy)
    console = Console(highlight=False, soft_wrap=True)
    whose = "given" if note.front.domains is not None else "from its items" if note.items else "proposed"
    _print(console, note.title, tagged.domains, whose)
    if explain:
        _explain(console, tagger, note.title, note.text)
    for before, item in zip(note.items, tagged.items, strict=True):
        _print(console, f"## {item.title}", item.domains, "given" if before.domains else "proposed")
        if explain:
            _explain(console, tagger, item.title, item.text)
    return found


def _read(site: Site, file: Path, found: Diagnostics) -> Note | None:
    content = site.content_dir.resolve()
    path = file.resolve()
    name = (
        path.relative_to(content).as_posix()
        if path.is_relative_to(content)
        else f"{site.notes_dir}/{file.name}"
    )
    return read_note(file.read_bytes(), name, found, notes_dir=site.notes_dir, default_lang=site.default_lang)


def _print(console: Console, title: str, domains: tuple[str, ...], whose: str) -> None:
    console.print(Text(f"{title}\n  {', '.join(domains) or 'no domain'} ({whose})"))


def _explain(console: Console, tagger: Tagger, title: str, text: str) -> None:
    scored = tagger.score(title, text)
    chosen = {proposal.domain for proposal in tagger.propose(title, text)}
    if console.is_terminal:
        console.print(_table(scored, chosen))
    else:
        for proposal in scored:
            mark = "*" if proposal.domain in chosen else " "
            console.print(Text(f"  {mark} {proposal.score:.3f} {proposal.domain}: {proposal.explain()}"))
    keywords = ", ".join(f"{word} {weight:.3f}" for word, weight in extract_keywords(f"{title}\n{text}", 10))
    console.print(
        Text(f"  keywords: {keywords}\n  * proposed: a score of {THRESHOLD} or more, and near the best")
    )


def _table(scored: tuple[Proposal, ...], chosen: set[str]) -> Table:
    table = Table(box=None, pad_edge=True)
    table.add_column("")
    table.add_column("score", justify="right")
    table.add_column("domain")
    table.add_column("evidence", overflow="fold")
    for proposal in scored:
        mark = "*" if proposal.domain in chosen else ""
        table.add_row(mark, f"{proposal.score:.3f}", proposal.domain, Text(proposal.explain()))
    return table
