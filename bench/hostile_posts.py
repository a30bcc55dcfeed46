"""Importers on hostile posts of up to 5 MB: CPU seconds of every rule, and of all that reads a source.

PYTHONPATH=tests python -m bench.hostile_posts [--sizes 0.5,1,2,5] [--worst 12] [--only NAME]
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from math import inf, log
from pathlib import Path
from typing import NamedTuple

from support.hostile import FRONT, OPENINGS, PASTED, hostile_to
from support.importing import applied, context_for
from techdigest.importers.constructs import RULES
from techdigest.importers.constructs.base import Rule
from techdigest.importers.dialects import recognise
from techdigest.importers.front.syntax import read_parts
from techdigest.importers.importing import Options, import_tree
from techdigest.importers.tree import Tree

LIMIT = 120  # CPU seconds of one measurement
STEEP = 1.25  # the power of the size from which time counts as growing faster than the text
_FLOOR = 0.05  # seconds; what is quicker at the largest size is noise

Work = Callable[[str], object]


class Subject(NamedTuple):
    """What is measured, and its texts: what stands first, and what is repeated behind it."""

    name: str
    work: Work
    texts: list[tuple[str, str]]


class Row(NamedTuple):
    """What one subject took on one text, at each size that was measured (MB: seconds; infinite: stopped)."""

    name: str
    text: tuple[str, str]
    seconds: dict[float, float]

    def power(self) -> float:
        """Return how time grows: 1 like the size, 2 like its square."""
        (small, first), *_, (large, last) = sorted(self.seconds.items())
        if last == inf:
            return inf
        return log(max(last, _FLOOR) / max(first, _FLOOR * small / large)) / log(large / small)


def main() -> None:
    """Measure all at the smallest and the largest size, print the slowest and the steepest at all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", default="0.5,1,2,5", help="MB of characters")
    parser.add_argument("--worst", type=int, default=12, help="rows to print")
    parser.add_argument("--only", default="", help="names of rules or other subjects, with commas")
    parser.add_argument("--but", default="", help="names of those to leave out")
    options = parser.parse_args()
    sizes = [float(size) for size in options.sizes.split(",")]
    signal.signal(signal.SIGVTALRM, _stop)
    rows = []
    only, but = (set(filter(None, names.split(","))) for names in (options.only, options.but))
    for subject in _subjects():
        if subject.name not in but and (not only or subject.name in only):
            measured = [_measured(subject, text, sizes) for text in subject.texts]
            rows += measured
            for row in sorted(measured, key=lambda row: -row.seconds[sizes[-1]])[:2]:
                shown = f"{row.name}, {row.text}: {row.seconds[sizes[-1]]:.2f} s"
                told = f"{shown}, power {row.power():.2f}"
                print(told, file=sys.stderr, flush=True)
    steep = [row for row in rows if row.power() > STEEP]
    slow = sorted(rows, key=lambda row: -row.seconds[sizes[-1]])[: options.worst]
    print(f"{len(rows)} texts of {sizes[-1]:g} MB; {len(steep)} grow faster than size^{STEEP}\n")
    works = {subject.name: subject.work for subject in _subjects()}
    print(f"| what | repeated | {' | '.join(f'{size:g} MB' for size in sizes)} | power |")
    print(f"| --- | --- | {' | '.join('---' for _ in sizes)} | --- |")
    for name, text, ends in {(row.name, row.text): row for row in [*steep, *slow]}.values():
        between = {size: _seconds(works[name], text, size) for size in sizes if size not in ends}
        seconds = ends | between
        told = " | ".join(f"{seconds[size]:.2f}" for size in sizes)
        shown = " ... ".join(map(repr, filter(None, text)))
        print(f"| {name} | `{shown}` | {told} | {Row(name, text, seconds).power():.2f} |", flush=True)
    if steep:
        sys.exit(1)


def _measured(subject: Subject, text: tuple[str, str], sizes: list[float]) -> Row:
    ends = (sizes[0], sizes[-1])
    return Row(subject.name, text, {size: _seconds(subject.work, text, size) for size in ends})


def _seconds(work: Work, of: tuple[str, str], size: float) -> float:
    """Return the CPU seconds of some work on a text of so many megabytes; infinity where it was stopped."""
    head, piece = of
    text = head + piece * (int(size * 1e6) // len(piece))
    gc.collect()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    began = time.process_time()
    try:
        work(text)
    except TimeoutError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def _stop(_number: int, _frame: object) -> None:
    raise TimeoutError


def _subjects() -> Iterator[Subject]:
    for rule in RULES:
        pasted = _all_of(PASTED) if rule.name == "pasted" else []
        yield Subject(rule.name, _of_rule(rule), pasted + hostile_to(rule.needs))
    front, openings = _all_of(FRONT), _all_of(OPENINGS)
    yield Subject("front matter", lambda text: read_parts(f"---\n{text}\n---\n", "a.md", []), front)
    yield Subject("front matter without an end", lambda text: read_parts(f"---\n{text}", "a.md", []), front)
    yield Subject("front matter in TOML", lambda text: read_parts(f"+++\n{text}\n+++\n", "a.md", []), front)
    yield Subject("front matter in JSON", lambda text: read_parts(f'{{"title": 1, {text}', "a.md", []), front)
    yield Subject("recognition", lambda text: recognise(_tree(text)), openings)
    for dialect in ("hexo", "obsidian", "text"):
        yield Subject(f"import of one post, {dialect}", _of_whole(dialect), openings)


def _all_of(pieces: list[str]) -> list[tuple[str, str]]:
    return [("", piece) for piece in pieces]


def _of_rule(rule: Rule) -> Work:
    dialect = min(rule.dialects, default="hexo")
    return lambda text: applied([rule], text, context_for(dialect))


def _of_whole(dialect: str) -> Work:
    return lambda text: list(import_tree(_tree(text), Options(dialect=dialect)).notes)


def _tree(text: str) -> Tree:
    path = Path(_FOLDER.name) / "post.md"
    path.write_text(text, encoding="utf-8")
    return Tree(path)


_FOLDER = tempfile.TemporaryDirectory(prefix=f"hostile-posts-{os.getpid()}-")


if __name__ == "__main__":
    main()
