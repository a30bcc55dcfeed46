"""What a text is about: its words weighted by TF-IDF, as jieba's keyword extraction weighs them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from techdigest.domains.folding import fold

_WORD = re.compile("[a-z][a-z0-9]*(?:[-+#.][a-z0-9+#]+)*[+#]*|[\u4e00-\u9fff]+")
# As in jieba.analyse, and a few more that prose is full of.
_STOP_WORDS = frozenset(
    """
    the of is and to in that we for an are by be as on with can if from which you it this then at have
    all not one has or was were will would but its their there they he she our your my than so what when
    how why who more no do does did been into also only may such each other some any these those about
    between after before over both use used using two first new way out up
    """.split()  # noqa: SIM905 - easier to read
)


def extract_keywords(text: str, top: int | None = 20) -> list[tuple[str, float]]:
    """Return a text's keywords with their weights, which sum to 1 over all words, the heaviest first.

    The method and the table of inverse document frequencies are jieba's (`jieba.analyse.extract_tags`);
    words come from rjieba where it is installed, which cuts the same fifty times faster. The text is folded
    first, so both scripts and regions give the same words.
    """
    weights = weigh(text)
    total = sum(weights.values()) or 1.0
    ranked = sorted(
        ((word, weight / total) for word, weight in weights.items()), key=lambda pair: (-pair[1], pair[0])
    )
    return ranked[:top]


def weigh(text: str) -> dict[str, float]:
    """Return each word of the folded text with its count times its inverse document frequency."""
    counts = Counter(words(fold(text)))
    return {word: count * idf(word) for word, count in counts.items()}


def words(folded: str) -> Iterable[str]:
    """Yield the words of a folded text that can be keywords: two characters or more, no stop words."""
    cut = _cutter()
    for run in _WORD.findall(folded):
        if run[0] <= "z":
            if len(run) > 1 and run not in _STOP_WORDS:
                yield run
        else:
            yield from (word for word in cut(run) if len(word) > 1)


def idf(word: str) -> float:
    """Return a word's inverse document frequency; the median for words that jieba's table lacks."""
    table, median = _idf_table()
    return table.get(word, median)


@cache
def _cutter() -> Callable[[str], Iterable[str]]:
    try:
        from rjieba import cut  # noqa: PLC0415 - optional, and loaded only when something is tagged
    except ImportError:
        import logging  # noqa: PLC0415 - only where jieba is needed

        import jieba  # noqa: PLC0415 - takes a second to load

        jieba.setLogLevel(logging.WARNING)
        cut = jieba.cut
    return cut


@cache
def _idf_table() -> tuple[dict[str, float], float]:
    # Found without importing jieba, which would build its dictionary.
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba is not installed")
    path = Path(spec.submodule_search_locations[0]) / "analyse" / "idf.txt"
    table = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            word, _, value = line.rstrip("\n").partition(" ")
            table[word] = float(value)
    return table, sorted(table.values())[len(table) // 2]
