"""What papers cost a build: sites of made-up notes, with papers.bib and without it, in turns.

    python -m bench.papers [--notes 500,5000] [--runs 3] [--json FILE]

A note is in two languages; for each there are four mentions, and for five notes two papers. Each build is
a process of its own; medians count. `--profile NOTES` prints where the time of one build goes, instead.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench import papers_corpus

CACHE = Path(".cache/bench")
STAGES = ("read_papers", "listing_views")  # of techdigest.mkdocs_plugin.build
ROWS = (
    ("wall s", 1),
    ("CPU s", 1),
    ("peak memory MB", 0),
    ("pages", 0),
    ("output MB", 1),
    ("mentions found", 0),
    ("read_papers CPU s", 2),
    ("listing_views CPU s", 2),
)


def main() -> int:
    """Measure all sizes and print a table, or be one of the builds."""
    options = arguments()
    if options.build:
        print(json.dumps(build(options.build, profile=options.profile > 0)))
        return 0
    sizes = (options.profile,) if options.profile else options.notes
    measured = {notes: of_size(notes, options.runs, profile=bool(options.profile)) for notes in sizes}
    if options.profile:
        return 0
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(measured, indent=1), "utf-8")
    print(table(measured))
    return 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench.papers", description=__doc__.partition("\n")[0])
    parser.add_argument("--notes", type=lambda text: tuple(map(int, text.split(","))), default=(500, 5000))
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind")
    parser.add_argument(
        "--profile", type=int, default=0, metavar="NOTES", help="profile a build of this size"
    )
    parser.add_argument("--json", type=Path, default=CACHE / "papers.json", help="file for the raw numbers")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def of_size(notes: int, runs: int, *, profile: bool = False) -> dict[str, list[dict[str, float]]]:
    """Build one site `runs` times without and with its papers, in turns."""
    samples: dict[str, list[dict[str, float]]] = {"without": [], "with": []}
    with tempfile.TemporaryDirectory(prefix="bench-papers-") as name:
        folder = Path(name)
        papers_corpus.write(folder, notes, 4 * notes, max(notes * 2 // 5, 4))
        bib = folder / "content/papers.bib"
        if profile:
            shutil.copy(folder / "papers.bib", bib)
            child(folder, "--profile", "1")
            return samples
        for run in range(runs):
            for kind in ("without", "with") if run % 2 == 0 else ("with", "without"):
                bib.unlink(missing_ok=True)
                if kind == "with":
                    shutil.copy(folder / "papers.bib", bib)
                samples[kind].append(json.loads(child(folder).splitlines()[-1]))
                if sys.stderr.isatty():
                    print(notes, kind, samples[kind][-1], file=sys.stderr)
    return samples


def child(folder: Path, *options: str) -> str:
    """Build in a process of its own; raises CalledProcessError if that fails."""
    command = [sys.executable, "-m", "bench.papers", "--build", str(folder), *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def build(folder: Path, *, profile: bool) -> dict[str, float]:
    """Build the site in this process, and say what it took."""
    from mkdocs.commands.build import build as mkdocs_build  # noqa: PLC0415 - only the child pays for it
    from mkdocs.config.base import load_config  # noqa: PLC0415 - likewise

    from techdigest.mkdocs_plugin import build as stages  # noqa: PLC0415 - likewise

    costs: dict[str, float] = {}
    mentions = 0

    def timed(name: str) -> Callable[..., Any]:
        inner = getattr(stages, name)

        def call(*args: Any, **named: Any) -> Any:
            nonlocal mentions
            before = time.process_time()
            result = inner(*args, **named)
            costs[f"{name} CPU s"] = time.process_time() - before
            if name == "read_papers":
                mentions = sum(bool(one.key) for found in result.mentions.values() for one in found)
            return result

        return call

    for name in STAGES:
        setattr(stages, name, timed(name))
    start = time.perf_counter()
    profiler = cProfile.Profile()
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    if profile:
        profiler.enable()
    mkdocs_build(config)
    config.plugins.on_shutdown()
    wall = time.perf_counter() - start
    if profile:
        profiler.disable()
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumulative").print_stats(
            "techdigest|cjksearch", 60
        )
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    files = [file for file in (folder / "site").rglob("*") if file.is_file()]
    return costs | {
        "wall s": wall,
        "CPU s": own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime,
        "peak memory MB": max(own.ru_maxrss, children.ru_maxrss) / 1024,
        "pages": sum(file.suffix == ".html" for file in files),
        "output MB": sum(file.stat().st_size for file in files) / 1e6,
        "mentions found": mentions,
    }


def table(measured: dict[int, dict[str, list[dict[str, float]]]]) -> str:
    """Medians of each size, what papers add to them, and how that grows from the first size to the last."""
    sizes = list(measured)
    head = [f"{notes} {kind}" for notes in sizes for kind in ("without", "with", "added")]
    lines = [["median", *head, "growth of what is added"]]
    for name, digits in ROWS:
        cells, added = [], []
        for notes in sizes:
            without, with_papers = (middle(measured[notes][kind], name) for kind in ("without", "with"))
            added.append(with_papers - without)
            cells += [f"{value:,.{digits}f}" for value in (without, with_papers, added[-1])]
        lines.append([name, *cells, f"{added[-1] / added[0]:.1f}x" if added[0] > 0 else "–"])
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def middle(samples: Sequence[dict[str, float]], name: str) -> float:
    """The median of one cost."""
    return statistics.median(sample.get(name, 0.0) for sample in samples)


if __name__ == "__main__":
    sys.exit(main())
