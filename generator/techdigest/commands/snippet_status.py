"""Show where each snippet stands: its pages, what it needs, and its state on each target."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from techdigest.commands.printable import printable
from techdigest.commands.site import Site
from techdigest.diagnostics import Diagnostics
from techdigest.snippets.model import Snippet
from techdigest.snippets.records import read_records
from techdigest.snippets.states import Standing, State, standings

_COLOURS = {
    State.VERIFIED: "green",
    State.CPU_ONLY: "cyan",
    State.STALE: "yellow",
    State.FAILED: "red",
    State.NEVER_RUN: "dim",
}


def read_standings(site: Site) -> tuple[tuple[Standing, ...], int, Diagnostics]:
    """Return where each snippet stands, how many the pages declare, and what is wrong with either."""
    library, found = site.snippets()
    records = read_records(site.records_dir, found)
    return standings(library.snippets, records, found, site.records_dir.name), library.declared, found


def as_json_of(site: Site, standing: Standing) -> dict[str, Any]:
    """Return a line of the table as JSON."""
    snippet = standing.snippet
    return {
        "id": snippet.id,
        "pages": [f"{place.path}:{place.line}" for place in snippet.places],
        "claims": dict(sorted(snippet.claims.items())),
        "needs": list(snippet.needs),
        "state": standing.state,
        "targets": {
            target: {"state": state, "record": record_path(site, snippet.id, target)}
            for target, state in standing.states.items()
        },
    }


def print_table(site: Site, found: tuple[Standing, ...]) -> None:
    """Print the table of all snippets; the records of each lie in the folder in its last column."""
    console = Console(highlight=False)
    apart = "\n"
    if not console.is_terminal:  # a log or a pipe gets a line for each snippet, however long
        console.width, apart = 10_000, ", "
    table = Table(box=None, pad_edge=False)
    table.add_column("id", no_wrap=True)
    table.add_column("state", no_wrap=True)
    for column in ("needs", "targets", "pages", "records"):
        table.add_column(column, overflow="fold")
    for standing in found:
        snippet = standing.snippet
        table.add_row(
            snippet.id,
            Text(standing.state, style=_COLOURS[standing.state]),
            " ".join(snippet.needs),
            Text(apart.join(f"{target} {state}" for target, state in standing.states.items())),
            Text(printable(apart.join(_pages(snippet)))),
            f"{site.records_dir.name}/{snippet.id}/" if standing.records else "",
        )
    console.print(table)


def count_states(found: tuple[Standing, ...]) -> str:
    """Return how many snippets there are of each state, as a sentence without end."""
    counts = {state: sum(each.state is state for each in found) for state in State}
    states = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    return f"{len(found)} snippet{'s' * (len(found) != 1)}" + (f": {states}" if states else "")


def record_path(site: Site, snippet: str, target: str) -> str:
    """Return the path of a record, relative to the content folder."""
    return f"{site.records_dir.name}/{snippet}/{target}.json"


def _pages(snippet: Snippet) -> Iterator[str]:
    """Yield where the code stands, then its translations: those beside it by their language alone."""
    home = snippet.place
    for place in snippet.places:
        is_beside = place.lang != home.lang and PurePath(place.path).parent == PurePath(home.path).parent
        yield f"{place.lang if is_beside else place.path}:{place.line}"
