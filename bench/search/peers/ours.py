"""cjksearch, built by its own command from a unit for each section."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.search.corpus import Corpus, Section
from bench.search.peer import Built, Peer, files, run

from cjksearch.static import client_files


def build(corpus: Corpus, out: Path, _: Callable[[], Path]) -> Built:
    """Write the index, and the engine as it is published."""
    units = out / "units.jsonl"
    write_units(corpus.sections, units)
    built = build_from(units, out)
    units.unlink()
    return built


def write_units(sections: Iterable[Section], file: Path) -> None:
    """Write a unit for each section, a line each."""
    with file.open("w", encoding="utf-8") as lines:
        for own in sections:
            heading = own.heading if own.anchor else ""
            unit = {"id": own.url, "url": own.url, "title": own.title, "heading": heading, "text": own.text}
            lines.write(json.dumps(unit, ensure_ascii=False) + "\n")


def build_from(units: Path, out: Path) -> Built:
    """Write the index of the units, and the engine as it is published."""
    ran = run([sys.executable, "-m", "cjksearch", "build", units, out / "index"])
    (out / "engine.js").write_text(client_files()["engine.js"], "utf-8")
    shutil.copy(Path(__file__).with_suffix(".mjs"), out / "driver.js")
    return Built(ran, files(out / "index", out / "engine.js"))


PEER = Peer("ours", "ours", build)
