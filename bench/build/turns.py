"""The peers of one size in turns, so that what else the machine does falls on all of them alike."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.build.corpus import write_posts
from bench.build.peer import Peer
from bench.build.processes import Limits
from bench.build.rows import Measurement, Site


def of_size(
    size: int, peers: Sequence[Peer], rows: Sequence[str], repetitions: int, limits: Limits
) -> Iterator[Measurement]:
    """Measure the peers on a site of so many posts; one that fails is left out of later repetitions."""
    with tempfile.TemporaryDirectory(prefix="bench-build-") as name:
        posts = write_posts(size)
        sites = [Site.write(peer, Path(name) / peer.name, posts) for peer in peers]
        for number in range(repetitions):
            first = number % max(len(sites), 1)
            for own in in_turns(
                [site.repetition(number, rows, limits) for site in sites[first:] + sites[:first]]
            ):
                yield own
                if own.problem:
                    sites = [site for site in sites if site.peer.name != own.peer]


def in_turns(runs: Sequence[Iterator[Measurement]]) -> Iterator[Measurement]:
    """Take a measurement of each run in turn, until none has another."""
    left = list(runs)
    while left:
        for run in list(left):
            own = next(run, None)
            if own is None:
                left.remove(run)
            else:
                yield own
