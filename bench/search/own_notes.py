"""Our own notes as corpora to search, one a language, in the form that `run.py` reads.

    python bench/search/own_notes.py FOLDER

Builds the site and writes ``FOLDER/notes-zh-Hans/sections.jsonl`` and so on. A page's id is its Markdown
path below ``content/`` without ``.md``, as in the questions.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
CONTENT = ROOT / "content"
UNITS = ROOT / ".cache" / "cjksearch" / "units.jsonl"
SUFFIXES = {"zh-Hans": "", "zh-Hant": ".zh-Hant", "en": ".en"}
DEFAULT_LANGUAGE = "zh-Hans"


def main() -> int:
    """Build the site, write its corpora, and say where they are."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    for corpus in write(Path(sys.argv[1])):
        print(corpus)
    return 0


def write(folder: Path) -> list[Path]:
    """Build the site, write a corpus for each language below the folder, and return their folders."""
    with tempfile.TemporaryDirectory() as site:
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", site], cwd=ROOT, check=True)
    units = [json.loads(line) for line in UNITS.read_text("utf-8").splitlines()]
    corpora = []
    for lang in SUFFIXES:
        corpus = folder / f"notes-{lang}"
        corpus.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(section, ensure_ascii=False) + "\n" for section in sections(units, lang))
        (corpus / "sections.jsonl").write_text("".join(lines), "utf-8")
        corpora.append(corpus)
    return corpora


def sections(units: list[dict[str, Any]], lang: str) -> Iterator[dict[str, str]]:
    """Yield the sections of the pages written in a language; the units are those of the site's index."""
    for unit in units:
        if unit.get("lang") != lang or unit.get("kind") == "paper":  # no file stands behind a paper's page
            continue
        address, _, anchor = unit["url"].partition("#")
        yield {
            "page": page_id(address, lang),
            "anchor": anchor,
            "ptitle": unit["title"],
            "title": unit.get("heading") or unit["title"],
            "text": unit["text"],
        }


def page_id(address: str, lang: str) -> str:
    """Return the id of the page at an address of the site; raises ValueError if no file answers to it."""
    prefix = "" if lang == DEFAULT_LANGUAGE else f"{lang}/"
    name = address.removeprefix(prefix).strip("/")
    for stem in (f"notes/{name}/index", f"notes/{name}", name, f"{name}/index".lstrip("/")):
        page = stem + SUFFIXES[lang]
        if (CONTENT / f"{page}.md").is_file():
            return page
    raise ValueError(f"no page of content/ is at {address}")


if __name__ == "__main__":
    sys.exit(main())
