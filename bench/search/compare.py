"""Search beside its peers: quality, bytes and time, on the same pages, in the same browser.

    PYTHONPATH=tests python -m bench.search.compare [--corpus FOLDER ...] [--peers NAME,NAME] [--limit PAGES]

A corpus is a folder with ``sections.jsonl`` ({page, anchor, ptitle, title, text} a line); its questions are
its own ``queries.jsonl`` and those in ``questions/`` of its name. Without one: the corpora beside the
repository, or else our own notes.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import time
from functools import cache, partial
from pathlib import Path
from typing import Any

from bench.search import npm, own_notes
from bench.search.corpus import Corpus, read, write_pages
from bench.search.measure import Measured, measure
from bench.search.npm import MissingPeerError
from bench.search.peer import Peer
from bench.search.peers import in_memory, material, ours, pagefind
from bench.search.score import judge
from bench.search.table import cost_table, quality_tables
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

ROOT = Path(__file__).parent.parent.parent
CACHE = ROOT / ".cache" / "bench"
CORPORA = ROOT.parent / "shared" / "corpora"
PEERS = (ours.PEER, pagefind.PEER, material.PEER, *in_memory.PEERS)


def main() -> int:
    """Measure the engines on each corpus, print the tables, and write the raw numbers."""
    options = arguments()
    peers = [peer for peer in PEERS if peer.name in options.peers]
    folders = options.corpus or default_corpora()
    results = {}
    for folder in folders:
        corpus = read(folder, CACHE, limit=options.limit, queries=tuple(options.queries or ()))
        if not corpus.queries:
            print(f"{folder}: no questions about its pages", file=sys.stderr)
            continue
        measured, left_out = compare(corpus, peers)
        results[corpus.name] = report(corpus, measured, left_out)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
    print(f"raw numbers: {options.json}")
    return 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    names = [peer.name for peer in PEERS]
    parser = argparse.ArgumentParser(
        prog="bench.search.compare",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpus", type=Path, action="append", help="folder of a corpus; may be given again")
    parser.add_argument("--queries", type=Path, action="append", help="ask this file instead; likewise")
    parser.add_argument("--limit", type=int, default=0, metavar="PAGES", help="take so many pages only")
    parser.add_argument("--json", type=Path, default=CACHE / "results.json", help="file for the raw numbers")
    parser.add_argument(
        "--peers", type=lambda text: text.split(","), default=names, help=f"some of {','.join(names)}"
    )
    options = parser.parse_args()
    unknown = set(options.peers) - set(names)
    if unknown:
        parser.error(f"unknown peers: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return options


def default_corpora() -> list[Path]:
    """Return the corpora beside the repository, or those of our own notes, built now."""
    folders = sorted(path.parent for path in CORPORA.glob("*/sections.jsonl"))
    return folders or own_notes.write(CACHE / "corpora")


def compare(corpus: Corpus, peers: list[Peer]) -> tuple[dict[str, Measured], dict[str, str]]:
    """Measure each engine; return what was measured by its label, and why others were left out."""
    write_pages(corpus)
    modules = cache(partial(npm.install, CACHE))
    measured: dict[str, Measured] = {}
    left_out: dict[str, str] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with (
        Progress(*columns, console=console, disable=not console.is_terminal) as progress,
        sync_playwright() as playwright,
    ):
        task = progress.add_task(corpus.name, total=3 * len(peers))
        for peer in peers:

            def step(stage: str, name: str = peer.name) -> None:
                progress.update(task, advance=1, description=f"{corpus.name}: {name} {stage}")

            try:
                measured[peer.label] = measure(playwright, peer, corpus, modules, step)
            except MissingPeerError as error:
                left_out[peer.label] = str(error)
            except subprocess.CalledProcessError as error:
                left_out[peer.label] = f"its build failed: {str(error.output).strip()[-300:]}"
            except BrowserError as error:
                left_out[peer.label] = f"its client failed: {error.message.splitlines()[0]}"
    return measured, left_out


def report(corpus: Corpus, measured: dict[str, Measured], left_out: dict[str, str]) -> dict[str, Any]:
    """Print the tables of a corpus and return its raw numbers."""
    judgements = {
        label: {q["qid"]: judge(q["relevant"], own.answers[q["qid"]]) for q in corpus.queries}
        for label, own in measured.items()
    }
    print(f"## {corpus.name}: {len(corpus.pages)} pages, {len(corpus.sections)} sections\n")
    if measured:
        print(quality_tables(corpus.queries, judgements), end="\n\n### Cost\n\n")
        print(cost_table({label: own.costs for label, own in measured.items()}), end="\n\n")
    for label, reason in left_out.items():
        print(f"Left out: {label}: {reason}", end="\n\n")
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "pages": len(corpus.pages),
        "sections": len(corpus.sections),
        "queries": {query["qid"]: query for query in corpus.queries},
        "left out": left_out,
        "engines": {
            label: {
                "costs": own.costs,
                "answers": own.answers,
                "ranks": {qid: judgement.rank for qid, judgement in judgements[label].items()},
            }
            for label, own in measured.items()
        },
    }


if __name__ == "__main__":
    sys.exit(main())
