"""Python-Markdown on repeated tokens: seconds with the stock parser and with ours (the guard at work).

python bench/hostile_text.py [CHARACTERS]
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from pathlib import Path

from markdown import Markdown

from techdigest.diagnostics import Diagnostics
from techdigest.markdown.context import RenderContext
from techdigest.markdown.extension import TechDigestExtension
from techdigest.math.typesetter import Typesetter

TOKENS = [
    "[",
    "![",
    "[a](",
    "[a][",
    "[x](<",
    '[a](b "c) ',
    "``a`",
    "*a*",
    "<a ",
    "<![",
    "<b\n",
    "{",
    "# a\n",
    "a\n=\n",
]
TOKENS += [
    "---\n",
    "*[a]: b\n",
    "a\n: b\n",
    "1. ",
    ">",
    "a[^1] \n\n[^1]: x\n\n",
    "a b ",
    "- a\n",
    "| a |\n",
    "字",
]
STOCK = ["abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"]
STOCK += ["pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences", "pymdownx.tasklist"]
LIMIT = 20.0  # seconds


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"{'token':24} {'stock':>10} {'ours':>10}   (seconds for {size} characters)")
    for token in TOKENS:
        text = "before\n\n" + (token * size)[:size] + "\n\nafter"
        print(f"{token!r:24} {_measure(text, ours=False):>10} {_measure(text, ours=True):>10}", flush=True)


def _measure(text: str, *, ours: bool) -> str:
    """Convert in a process that can be stopped."""
    queue: multiprocessing.Queue[str] = multiprocessing.get_context("spawn").Queue()
    process = multiprocessing.get_context("spawn").Process(target=_convert, args=(text, ours, queue))
    process.start()
    process.join(LIMIT)
    if process.is_alive():
        process.terminate()
        process.join()
        return f"> {LIMIT:.0f}"
    return queue.get()


def _convert(text: str, ours: bool, queue: multiprocessing.Queue[str]) -> None:
    typesetter = Typesetter()
    context = RenderContext(Diagnostics(), typesetter, Path("content"))
    md = Markdown(extensions=[*STOCK, *([TechDigestExtension(context)] if ours else [])])
    start = time.perf_counter()
    try:
        md.convert(text)
        queue.put(f"{time.perf_counter() - start:.3f}")
    except RecursionError:
        queue.put("stack")
    typesetter.close()


if __name__ == "__main__":
    main()
