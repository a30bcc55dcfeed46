"""How far the benchmark is: a bar on a terminal, a line for each measurement elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.build.rows import ROWS, Measurement
from rich.console import Console
from rich.progress import Progress


@contextmanager
def progress(total: int) -> Iterator[Callable[[Measurement], None]]:
    """Show how many of `total` measurements are done, until the block ends."""
    if not sys.stderr.isatty():
        yield lambda own: print(described(own), file=sys.stderr, flush=True)
        return
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total)
        yield lambda own: bar.update(task, advance=1, description=described(own))


def described(own: Measurement) -> str:
    """Return a measurement in a line."""
    told = own.problem or f"{own.wall:.2f} s, CPU {own.cpu:.2f} s, {own.peak_mb:.0f} MB"
    return f"{own.posts:,} posts, {own.peer}, {ROWS[own.row]}, repetition {own.repetition + 1}: {told}"
