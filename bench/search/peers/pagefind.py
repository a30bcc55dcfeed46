"""Pagefind, the extended build, over the HTML of the pages; a page's sections begin at its headings."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from bench.search.corpus import Corpus
from bench.search.npm import PINNED
from bench.search.peer import Built, Peer, files, run


def build(corpus: Corpus, out: Path, modules: Callable[[], Path]) -> Built:
    """Run Pagefind over the pages."""
    program = modules() / ".bin" / "pagefind"
    index = out / "pagefind"
    ran = run([program, "--site", corpus.folder / "pages", "--output-path", index])
    shutil.copy(Path(__file__).with_suffix(".mjs"), out / "driver.js")
    fetched = [file for file in files(index) if "-ui" not in file.name and "highlight" not in file.name]
    return Built(ran, tuple(fetched))


PEER = Peer("pagefind", f"Pagefind {PINNED['pagefind']} extended", build)
