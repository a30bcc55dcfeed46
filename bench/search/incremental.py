"""What the index costs a site whose pages change, beside an index made anew.

    PYTHONPATH=tests python -m bench.search.incremental [--pages 100,1000,5000] [--runs 3]

The sections are our own notes', repeated with other words in them (`grow.py`). CPU seconds are those of
analysis, files, terms in two languages and `units.jsonl`, not those of reading HTML and of starting Python;
the least of a few runs, each in a process of its own. Every index is compared with one made anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bench.search import own_notes
from bench.search.compare import CACHE
from bench.search.corpus import read
from bench.search.grow import Grown

from cjksearch.index.documents import Document, by_page
from cjksearch.index.unit import Unit
from cjksearch.pages.store import write_documents
from cjksearch.static import write_documents as write_index
from cjksearch.static.writer import MANIFEST

CHANGES = ("cold", "unchanged", "edit", "insert")


class FileCache:
    """A cache in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def get(self, key: bytes) -> bytes | None:
        """Return a value."""
        path = self._folder / hashlib.sha256(key).hexdigest()
        return path.read_bytes() if path.exists() else None

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""
        (self._folder / hashlib.sha256(key).hexdigest()).write_bytes(value)


def main() -> int:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", default="100,1000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--run", nargs=2, metavar=("FOLDER", "CHANGE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(json.dumps(run(Path(options.run[0]), options.run[1])))
        return 0
    print(f"{'pages':>6} {'':10} {'CPU s':>8} {'of cold':>8} {'peak MB':>8}")
    for pages in map(int, options.pages.split(",")):
        with tempfile.TemporaryDirectory() as name:
            measure(pages, Path(name), options.runs)
    return 0


def measure(pages: int, folder: Path, runs: int) -> None:
    """Print the figures of one size."""
    (folder / "units").write_bytes(pickle.dumps(list(islice(grown(), pages))))
    cold = 0.0
    for change in CHANGES:
        found = []
        for _ in range(runs):
            command = [sys.executable, "-m", "bench.search.incremental", "--run", str(folder), change]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found.append(json.loads(done.stdout))
        least = min(each["cpu"] for each in found)
        cold = cold or least
        peak = min(each["peak"] for each in found)
        print(f"{pages:6} {change:10} {least:8.2f} {least / cold:8.2f} {peak:8.0f}", flush=True)


def run(folder: Path, change: str) -> dict[str, float]:
    """Write the index after a change, and say what it took; it goes on from that of the last cold run."""
    pages: list[list[Unit]] = pickle.loads((folder / "units").read_bytes())
    place = len(pages) // 2
    if change == "edit":
        pages[place] = [replace(unit, text=f"{unit.text} 改过的一句话 edited") for unit in pages[place]]
    elif change == "insert":
        new = [replace(unit, id=f"new/{unit.id}", url=f"new/{unit.url}") for unit in pages[place]]
        pages.insert(place, new)
    documents: Sequence[Document] = [own for page in pages for own in by_page(page)]
    shutil.rmtree(folder / "cache", ignore_errors=True)
    if change != "cold":
        shutil.copytree(folder / "kept", folder / "cache")
    cache = FileCache(folder / "cache")
    shutil.rmtree(folder / change, ignore_errors=True)
    begun = time.process_time()
    write_index(documents, folder / change, with_terms=True, cache=cache)
    write_documents(documents, folder / "units.jsonl", cache)
    took = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if change == "cold" and not (folder / "kept").exists():
        write_index(documents, folder / "first", with_terms=True, cache=FileCache(folder / "kept"))
        write_documents(documents, folder / "units.jsonl", FileCache(folder / "kept"))
    write_index(documents, folder / "anew", with_terms=True)
    # The manifest names the digest of all other files.
    if (folder / change / MANIFEST).read_bytes() != (folder / "anew" / MANIFEST).read_bytes():
        raise SystemExit(f"{change}: the index is not the one made anew")
    return {"cpu": took, "peak": peak}


def grown() -> Iterator[list[Unit]]:
    """Yield pages: our notes, and copies of them."""
    corpus = read(own_notes.write(CACHE / "corpora")[0], CACHE / "incremental")
    page: list[Unit] = []
    for section in Grown(corpus.sections).sections(10**6):
        if page and not page[0].url.startswith(f"{section.page}/"):
            yield page
            page = []
        page.append(
            Unit(
                f"{section.url}~{len(page)}",
                section.url,
                section.title,
                section.heading,
                section.text,
                "zh-Hans",
            )
        )


if __name__ == "__main__":
    sys.exit(main())
