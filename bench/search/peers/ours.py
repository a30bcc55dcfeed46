"""cjksearch, built by its own command from a unit for each section."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

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


#: Builds as the command does, with other constants, in one process: others would not know of them.
_CHANGED = """
import importlib, json, sys
for name, value in json.loads(sys.argv.pop(1)).items():
    module = importlib.import_module(name.rpartition(".")[0])
    getattr(module, name.rpartition(".")[2])
    setattr(module, name.rpartition(".")[2], value)
from cjksearch.__main__ import main
sys.exit(main([*sys.argv[1:], "--jobs", "1"]))
"""


def build_from(units: Path, out: Path, constants: Mapping[str, Any] | None = None) -> Built:
    """Write the index of the units, and the engine as it is published.

    Args:
        units: Units, a line each.
        out: The folder to write into.
        constants: Values by name of constants of the package, in the place of its own.
    """
    changed = ["-c", _CHANGED, json.dumps(constants)] if constants else ["-m", "cjksearch"]
    ran = run([sys.executable, *changed, "build", units, out / "index"])
    (out / "engine.js").write_text(client_files()["engine.js"], "utf-8")
    shutil.copy(Path(__file__).with_suffix(".mjs"), out / "driver.js")
    return Built(ran, files(out / "index", out / "engine.js"))


PEER = Peer("ours", "ours", build)
