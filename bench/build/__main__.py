"""The build beside its peers: ours, MkDocs with Material, Zensical and Hugo, on the same site, in turns.

    python -m bench.build [--sizes 100,1000,5000] [--peers ours,stock,zensical,hugo] [--repetitions 3]

`--table FILE` prints the tables of a run whose measurements were kept with `--json FILE`.
"""

from __future__ import annotations

import argparse
import json
import platform
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.build.peer import Peer, Unavailable
from bench.build.peers.hugo import Hugo
from bench.build.peers.ours import Ours
from bench.build.peers.stock import Stock
from bench.build.peers.zensical import Zensical
from bench.build.processes import Limits
from bench.build.progress import progress
from bench.build.rows import ROWS, Measurement
from bench.build.table import report
from bench.build.turns import of_size

PEERS: dict[str, type[Peer]] = {peer.name: peer for peer in (Ours, Stock, Zensical, Hugo)}
LABELS = {name: peer.label for name, peer in PEERS.items()}


def main() -> int:
    """Measure, or read what was measured, and print the tables."""
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # as by Ctrl-C: nothing is left running
    told = json.loads(options.table.read_text("utf-8")) if options.table else measured(options)
    measurements = [Measurement(**own) for own in told["measurements"]]
    print(", ".join([*told["versions"].values(), told["machine"]]), end="\n\n")
    print(report(measurements, told["missing"], LABELS))
    return 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench.build", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=numbers, default=(100, 1000, 5000), help="how many posts")
    parser.add_argument("--peers", type=among(PEERS), default=tuple(PEERS), help=", ".join(PEERS))
    parser.add_argument("--rows", type=among(ROWS), default=tuple(ROWS), help=", ".join(ROWS))
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--memory", type=float, default=8000, help="MB that a peer may take")
    parser.add_argument(
        "--timeout", type=float, default=900, help="seconds that a build or an answer may take"
    )
    parser.add_argument(
        "--json", type=Path, default=Path(".cache/bench/build.json"), help="for the raw numbers"
    )
    parser.add_argument("--table", type=Path, metavar="FILE", help="print the tables of such a file")
    return parser.parse_args()


def numbers(text: str) -> tuple[int, ...]:
    """Read numbers separated by commas."""
    return tuple(int(number) for number in text.split(","))


def among(known: Sequence[str] | dict[str, Any]) -> Callable[[str], tuple[str, ...]]:
    """Return a reader of names separated by commas, each of which is known."""

    def names(text: str) -> tuple[str, ...]:
        given = tuple(text.split(","))
        unknown = [name for name in given if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not among {', '.join(known)}")
        return given

    return names


def measured(options: argparse.Namespace) -> dict[str, Any]:
    """Measure all sizes; what is known so far is written after each measurement."""
    peers, versions, missing = installed(options.peers)
    told: dict[str, Any] = {
        "machine": f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        "versions": versions,
        "missing": missing,
        "measurements": [],
    }
    limits = Limits(options.timeout, options.memory)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    with progress(len(options.sizes) * len(peers) * len(options.rows) * options.repetitions) as done:
        for size in options.sizes:
            for own in of_size(size, peers, options.rows, options.repetitions, limits):
                done(own)
                told["measurements"].append(asdict(own))
                options.json.write_text(json.dumps(told, indent=1, ensure_ascii=False), "utf-8")
    return told


def installed(names: Sequence[str]) -> tuple[list[Peer], dict[str, str], dict[str, str]]:
    """Install peers; return those that can be had, their versions, and why the others cannot."""
    peers: list[Peer] = []
    versions: dict[str, str] = {}
    missing: dict[str, str] = {}
    for name in names:
        peer = PEERS[name]()
        try:
            versions[name] = peer.install()
        except Unavailable as unavailable:
            missing[name] = str(unavailable)
        else:
            peers.append(peer)
    return peers, versions, missing


if __name__ == "__main__":
    sys.exit(main())
