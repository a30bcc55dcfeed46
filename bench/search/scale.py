"""What our search costs as a corpus grows, beside the corpus as it is.

    PYTHONPATH=tests python -m bench.search.scale [--corpus FOLDER] [--times 1,10,100] [--limit PAGES]

The corpus is repeated with other words in it (`grow.py`); copy 0 is left as it is, so that its questions have
the answers they had. A result on any copy of a relevant page counts. Without ``--corpus``: docs-cn beside the
repository, or else our own notes in Simplified Chinese.

``--beside cjksearch.module.NAME=1000000`` builds each size a second time with other constants of the package,
and says how much of the first ten hits stays: what a limit on lists of postings costs, if the other is none.
For that both ``cjksearch.static.postings.HEAD`` and ``….HEAD_OF_CHARACTER`` have to be that large.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench.search import own_notes
from bench.search.compare import CACHE, CORPORA
from bench.search.corpus import Corpus, read
from bench.search.grow import Grown
from bench.search.measure import Measured, measure
from bench.search.peer import Built, Peer
from bench.search.peers import ours
from bench.search.score import DEEPEST, Judgement, judge, summary
from bench.search.table import COSTS, Row, cost_table, key
from playwright.sync_api import sync_playwright

#: What is said of a size before its costs.
SIZES = (
    Row("sections", 0, key("sections")),
    Row("units as JSON, MB", 1, key("text MB")),
    Row("terms", 0, key("terms")),
)
QUALITY = (
    Row("first ten hits, as with the constants beside, %", 1, key("overlap %")),
    Row("S@1, %", 1, key("S@1 %")),
    Row("S@10, %", 1, key("S@10 %")),
    Row("MRR@10, %", 1, key("MRR@10 %")),
)


def main() -> int:
    """Measure each size, print the table, and write the raw numbers."""
    options = arguments()
    folder = options.corpus or default_corpus()
    corpus = read(folder, CACHE / "scale", limit=options.limit, queries=tuple(options.queries or ()))
    if not corpus.queries:
        print(f"{folder}: no questions about its pages", file=sys.stderr)
        return 2
    grown = Grown(corpus.sections)
    measured: dict[str, Measured] = {}
    for times in options.times:
        try:
            measured[f"{times}x"] = of_size(corpus, grown, times, options.beside)
        except subprocess.CalledProcessError as error:
            print(
                f"{times}x could not be built: {error}: {str(error.output).strip()[-300:]}", file=sys.stderr
            )
            break
        write_raw(options.json, corpus, measured)
    print(f"## {corpus.name}, {len(corpus.pages)} pages, repeated with other words\n")
    print(cost_table({label: own.costs for label, own in measured.items()}, (*SIZES, *COSTS, *QUALITY)))
    print(f"\nraw numbers: {options.json}")
    return 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="bench.search.scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, help="folder of a corpus")
    parser.add_argument(
        "--queries", type=Path, action="append", help="ask this file instead; may be repeated"
    )
    parser.add_argument("--times", type=multiples, default=(1, 10, 100), help="sizes; 1,10,100 if not given")
    parser.add_argument("--limit", type=int, default=0, metavar="PAGES", help="take so many pages only")
    parser.add_argument("--beside", type=constants, metavar="NAME=VALUE,…", help="constants to compare with")
    parser.add_argument("--json", type=Path, default=CACHE / "scale.json", help="file for the raw numbers")
    return parser.parse_args()


def multiples(text: str) -> tuple[int, ...]:
    """Read ``1,10,100``; raises ValueError unless they are positive."""
    found = tuple(int(number) for number in text.split(","))
    if min(found) < 1:
        raise ValueError(text)
    return found


def constants(text: str) -> dict[str, Any]:
    """Read ``module.NAME=1,module.OTHER=0.5``; raises ValueError if a value is no JSON."""
    return {name: json.loads(value) for name, _, value in (one.partition("=") for one in text.split(","))}


def default_corpus() -> Path:
    """Return docs-cn beside the repository, or else our own notes, built now."""
    beside = CORPORA / "docs-cn"
    return beside if (beside / "sections.jsonl").is_file() else own_notes.write(CACHE / "corpora")[0]


def of_size(corpus: Corpus, grown: Grown, times: int, beside: Mapping[str, Any] | None = None) -> Measured:
    """Build the index of the corpus, so many times as large, and ask it everything."""
    built: dict[str, float] = {}

    def build(
        _: Corpus, out: Path, __: Callable[[], Path], changed: Mapping[str, Any] | None = None
    ) -> Built:
        units = out / "units.jsonl"
        ours.write_units(grown.sections(times), units)
        built["text MB"] = units.stat().st_size / 1e6
        index = ours.build_from(units, out, changed)
        units.unlink()
        said = re.match(r"(\d+) units, (\d+) terms", index.ran.output)
        assert said, index.ran.output
        built["sections"], built["terms"] = map(float, said.groups())
        return index

    own = Corpus(f"{times}x", (), corpus.queries, corpus.folder / f"{times}x")
    peers = [Peer("ours", "ours", build)]
    if beside:
        peers.append(Peer("beside", "beside", partial(build, changed=beside)))
    with sync_playwright() as playwright:
        measured, *others = (measure(playwright, p, own, Path, partial(say, own.name)) for p in peers)
    found = summary([judged(query, measured, grown) for query in corpus.queries])
    shares = {"S@1 %": found.first, "S@10 %": found.ten, "MRR@10 %": found.mrr}
    for other in others:
        shares["overlap %"] = overlap(measured.answers, other.answers)
    for name, value in (built | {name: 100 * share for name, share in shares.items()}).items():
        measured.add(name, value)
    return measured


def overlap(some: Mapping[str, Sequence[str]], every: Mapping[str, Sequence[str]]) -> float:
    """Return how much of the first ten hits of `every` the first ten of `some` hold, mean over queries."""
    return statistics.mean(
        len({*some[qid][:DEEPEST]} & {*hits[:DEEPEST]}) / len(hits[:DEEPEST])
        for qid, hits in every.items()
        if hits
    )


def judged(query: Mapping[str, Any], measured: Measured, grown: Grown) -> Judgement:
    """Judge an answer; a hit on a copy counts as one on the page it is a copy of."""
    return judge(query["relevant"], [grown.original(url) for url in measured.answers[query["qid"]]])


def say(size: str, stage: str) -> None:
    """Tell on a terminal what is being done."""
    if sys.stderr.isatty():
        print(f"{size} {stage}", file=sys.stderr)


def write_raw(file: Path, corpus: Corpus, measured: Mapping[str, Measured]) -> None:
    """Write every sample and every answer; again after each size, since the next may be too large."""
    raw = {
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "corpus": corpus.name,
        "pages": len(corpus.pages),
        "sizes": {label: {"costs": own.costs, "answers": own.answers} for label, own in measured.items()},
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(raw, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
