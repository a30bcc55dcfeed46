"""Search quality and cost on real corpora, answered by the real client in Node.

    python bench/search/run.py [--corpus FOLDER ...] [--json FILE]

A corpus is a folder with ``sections.jsonl`` ({page, anchor, ptitle, title, text} a line) and
``queries.jsonl`` ({qid, query, class, relevant} a line). Pages are ranked by their first hit. Questions
of our own, in ``questions/``, are asked as well where they are about the corpus, or alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cjksearch.index.unit import Unit
from cjksearch.static import Report, client_files, write

HERE = Path(__file__).parent
CORPORA = HERE.parent.parent.parent / "shared" / "corpora"

KNOWN = "known items"  # the queries that come with a corpus

Answer = dict[str, Any]


def main() -> int:
    """Measure each corpus and print its tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, action="append", help="folder of a corpus; may be given again")
    parser.add_argument("--json", type=Path, help="also write the answers here")
    options = parser.parse_args()
    corpora = options.corpus or sorted(path.parent for path in CORPORA.glob("*/sections.jsonl"))
    if not corpora:
        print("no corpus to measure here: give one with --corpus FOLDER", file=sys.stderr)
        return 0
    results = {corpus.name: measure(corpus) for corpus in corpora}
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
    return 0


def measure(corpus: Path) -> list[Answer]:
    """Build the index of a corpus, ask all its queries, print the tables, and return the answers."""
    sets = [corpus / "queries.jsonl", HERE / "questions" / f"{corpus.name}.jsonl"]
    sets = [path for path in sets if path.is_file()]
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        report = write(units(corpus), Path(folder))
        seconds = time.perf_counter() - began
        answers = [answer for path in sets for answer in judged(path, ask(Path(folder), path))]
    for label, own in by_set(answers).items():
        print_quality(corpus.name, label, own)
    print_cost(corpus.name, answers, report, seconds)
    return answers


def by_set(answers: list[Answer]) -> dict[str, list[Answer]]:
    """Return the answers to known items, and those to either half of our own questions."""
    sets: dict[str, list[Answer]] = {}
    for answer in answers:
        label = f"our own questions, half: {answer['half']}" if answer["half"] else KNOWN
        sets.setdefault(label, []).append(answer)
    return sets


def judged(queries: Path, answers: list[Answer]) -> list[Answer]:
    """Return the answers with the class and the text of their queries, and the rank of what is relevant."""
    asked = [json.loads(line) for line in queries.read_text("utf-8").splitlines()]
    for query, answer in zip(asked, answers, strict=True):
        judgement = {"class": query["class"], "query": query["query"], "half": query.get("half")}
        answer.update(judgement | {"rank": rank(query, answer)})
    return answers


def units(corpus: Path) -> Iterator[Unit]:
    """Yield the corpus's sections as units."""
    with (corpus / "sections.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            section = json.loads(line)
            anchor = section["anchor"]
            url = f"{section['page']}/" + (f"#{anchor}" if anchor else "")
            heading = section["title"] if anchor else ""
            yield Unit(id=url, url=url, title=section["ptitle"], heading=heading, text=section["text"])


def ask(index: Path, queries: Path) -> list[Answer]:
    """Return the client's answers to all queries."""
    node = shutil.which("node")
    if node is None:
        from playwright._impl._driver import compute_driver_executable  # noqa: PLC0415 - only where Node is missing

        node = str(compute_driver_executable()[0])
    command = [node, "--no-warnings", str(HERE / "client.mjs"), str(index), str(queries)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]


def rank(query: Answer, answer: Answer) -> int:
    """Return the place of the first relevant page, from 1; 0 if it is not among the first ten."""
    relevant = {page.partition("#")[0] for page in query["relevant"]}
    return next((i for i, page in enumerate(answer["pages"], 1) if page in relevant), 0)


def print_quality(name: str, asked: str, answers: list[Answer]) -> None:
    """Print success at 1 and at 10, mean reciprocal rank, and empty answers, by class."""
    print(f"\n## {name}, {asked}: quality\n\n| class | queries | S@1 | S@10 | MRR@10 | empty |")
    print("|---|---|---|---|---|---|")
    classes = dict.fromkeys(answer["class"] for answer in answers)
    for label in [*classes, "all"]:
        own = [a for a in answers if label in ("all", a["class"])]
        first = statistics.mean(a["rank"] == 1 for a in own)
        ten = statistics.mean(a["rank"] > 0 for a in own)
        mrr = statistics.mean(1 / a["rank"] if a["rank"] else 0 for a in own)
        empty = sum(not a["pages"] for a in own)
        print(f"| {label} | {len(own)} | {first:.2f} | {ten:.2f} | {mrr:.2f} | {empty} |")


def print_cost(name: str, answers: list[Answer], report: Report, seconds: float) -> None:
    """Print bytes and requests of two-term queries, the size of the index, and times."""
    two = [a for a in answers if a["class"] == "two_term"] or answers
    print(f"\n## {name}: cost\n\n| two-term queries, median | KB | requests |\n|---|---|---|")
    for state, label in (("cold", "cold"), ("next", "next query")):
        for part in ("titles", "excerpt"):
            kb = statistics.median(a[state][part][0] for a in two) / 1000
            requests = statistics.median(a[state][part][1] for a in two)
            until = "titles" if part == "titles" else "the first excerpt"
            print(f"| {label}, until {until} | {kb:.1f} | {requests:.0f} |")
    times = sorted(a["ms"] for a in answers)
    median, high = times[len(times) // 2], times[len(times) * 95 // 100]
    print(f"\nindex {report.size / 1e6:.2f} MB in {len(report.files)} files;", end=" ")
    print(f"{report.units} units, {report.terms} terms;")
    print(f"built in {seconds:.1f} s; query p50 {median:.0f} ms, p95 {high:.0f} ms;", end=" ")
    print(f"the engine {engine_size() / 1000:.1f} KB gzip\n")


def engine_size() -> int:
    """Return the bytes of the published engine, compressed as a host would."""
    return len(gzip.compress(client_files()["engine.js"].encode(), 9))


if __name__ == "__main__":
    sys.exit(main())
