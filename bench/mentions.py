"""How fast mentions of papers are found, and that hostile text takes no more than linear time.

    python bench/mentions.py

prints MB/s for 0.25, 0.5 and 1 MB of ordinary and of hostile text, with the registry of content/papers.bib.
"""

from __future__ import annotations

import time
from pathlib import Path

from techdigest.diagnostics import Diagnostics
from techdigest.papers.bibtex import load_registry
from techdigest.papers.mentions import scan_text
from techdigest.papers.registry import Registry

_CONTENT = Path(__file__).parents[1] / "content"
_SIZES = (250_000, 500_000, 1_000_000)  # characters
_HOSTILE = {
    "square brackets": "[",
    "links": "[a](b ",
    "dollars": "$",
    "backticks of all lengths": "` `` ``` ",
    "tags without an end": '<a "',
    "comments without an end": "<!-- ",
    "title marks": "《",
    "quotation marks": '"',
    "beginnings of references": "[1] A. B. 2015. ",
    "one title, on one line": "A. Large-scale cluster management at Google with Borg. OSDI 2015. ",
    "titles without an end": "《Large-scale cluster management at Google with ",
    "headings": "# a\n",
    "definitions": "[a]: b\n",
    "citations": "[@a; ",
    "identifiers": "arXiv:1706.03762 ",
}


def main() -> None:
    """Measure and print."""
    registry = load_registry(_CONTENT, "papers.bib", Diagnostics())
    notes = "\n\n".join(
        path.read_text("utf-8").partition("\n---\n")[2] for path in sorted(_CONTENT.glob("notes/**/*.md"))
    )
    print(
        f"{'MB/s, text of':28}" + "".join(f"{size / 1e6:8.2f} MB" for size in _SIZES) + "   seconds for 1 MB"
    )
    for name, token in {"the notes, repeated": notes, **_HOSTILE}.items():
        seconds = [_measure(token, size, registry) for size in _SIZES]
        speeds = "".join(f"{size / 1e6 / took:11.2f}" for size, took in zip(_SIZES, seconds, strict=True))
        print(f"{name:28}{speeds}{seconds[-1]:11.2f}", flush=True)


def _measure(token: str, size: int, registry: Registry) -> float:
    text = (token * (size // len(token) + 1))[:size]
    start = time.perf_counter()
    scan_text(text, "note.md", registry)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
