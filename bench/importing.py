"""What an import costs as the source grows: the first one, one with nothing changed, and its undoing.

python -m bench.importing [--sizes 500,5000]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.build.measure import Cost, run, size_of
from bench.build.processes import Limits
from bench.hexo_source import write_source

SITE = "site_name: Bench\ndocs_dir: content\ntheme: {name: techdigest}\nplugins: [techdigest]\n"
ROWS = ("import", "import again, nothing changed", "--undo")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", default="500,5000", help="numbers of posts")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    print("| posts | MB of texts | | wall s | CPU s | peak MB | CPU ms a post |")
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    costs = {size: _measure(size) for size in sizes}
    small, large = sizes[0], sizes[-1]
    if small != large:
        print(f"\n{large:,} posts beside {small:,}, {large / small:.3g} times as many:")
        for row, first, last in zip(ROWS, costs[small], costs[large], strict=True):
            print(
                f"- {row}: {last.wall / first.wall:.1f}x wall, {last.cpu / first.cpu:.1f}x CPU,"
                f" {last.largest_mb / first.largest_mb:.1f}x memory"
            )


def _measure(count: int) -> list[Cost]:
    """Bring so many posts in, again, and take them back, each in a process of its own; print what each took.

    Raises RuntimeError where an import did not do what it is measured for.
    """
    with tempfile.TemporaryDirectory(prefix="bench-import-") as folder:
        source, site = Path(folder) / "blog", Path(folder) / "site"
        size = write_source(source, count)
        notes = site / "content" / "notes"
        notes.mkdir(parents=True)
        (site / "mkdocs.yml").write_text(SITE, encoding="utf-8")
        costs, seen = [], []
        record = "content/imports/blog.json"
        for row, arguments in zip(ROWS, ([str(source)], [str(source)], ["--undo", record]), strict=True):
            cost = _import(arguments, site)
            costs.append(cost)
            seen.append(size_of(notes))
            print(
                f"| {count:,} | {size / 1e6:.1f} | {row} | {cost.wall:.1f} | {cost.cpu:.1f} |"
                f" {cost.largest_mb:.0f} | {1000 * cost.cpu / count:.1f} |",
                flush=True,
            )
        if seen[0][1] < count or seen[1] != seen[0] or seen[2][1]:
            raise RuntimeError(f"bytes and files after each step: {seen}")
        return costs


def _import(arguments: Sequence[str], site: Path) -> Cost:
    command = [sys.executable, "-m", "techdigest", "import", *arguments]
    return run(command, site, Limits(seconds=3600))


if __name__ == "__main__":
    main()
