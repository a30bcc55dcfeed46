"""cjksearch, built by its own command from a unit for each section."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from bench.search.corpus import Corpus
from bench.search.peer import Built, Peer, files, run

from cjksearch.static import client_files


def build(corpus: Corpus, out: Path, _: Callable[[], Path]) -> Built:
    """Write the index, and the engine as it is published."""
    units = out / "units.jsonl"
    with units.open("w", encoding="utf-8") as lines:
        for own in corpus.sections:
            heading = own.heading if own.anchor else ""
            unit = {"id": own.url, "url": own.url, "title": own.title, "heading": heading, "text": own.text}
            lines.write(json.dumps(unit, ensure_ascii=False) + "\n")
    ran = run([sys.executable, "-m", "cjksearch", "build", units, out / "index"])
    units.unlink()
    (out / "engine.js").write_text(client_files()["engine.js"], "utf-8")
    shutil.copy(Path(__file__).with_suffix(".mjs"), out / "driver.js")
    return Built(ran, files(out / "index", out / "engine.js"))


PEER = Peer("ours", "ours", build)
