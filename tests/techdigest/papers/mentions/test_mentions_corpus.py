"""The corpus of raw mentions: what is found in it, and what must not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.mentioned import Expected, Text, as_expected, read_corpus, registry
from techdigest.papers.mentions import find_named, scan_text

_HERE = Path(__file__).parent
CORPUS = [
    text
    for name in ("links_and_ids", "titles_and_labels", "references")
    for text in read_corpus(_HERE / f"{name}.txt")
]
NEAR_MISSES = read_corpus(_HERE / "near_misses.txt")
REGISTRY = registry()


def found_in(text: Text) -> list[Expected]:
    return [as_expected(mention) for mention in scan_text(text.text, "note.md", REGISTRY)]


@pytest.mark.parametrize("text", CORPUS, ids=lambda text: text.name)
def test_what_is_marked_is_found_at_its_place_and_nothing_else(text: Text) -> None:
    assert found_in(text) == list(text.expected), text.text


def test_identifiers_are_never_wrong_and_titles_never_of_another_paper() -> None:
    ids, titles = Counts(), Counts()
    for text in CORPUS:
        found = found_in(text)
        ids.add(
            {(e.line, e.column, e.id) for e in text.expected if e.id},
            {(f.line, f.column, f.id) for f in found if f.id},
        )
        titles.add(
            {(e.line, e.column, e.key) for e in text.expected if e.key and not e.id},
            {(f.line, f.column, f.key) for f in found if f.key and not f.id},
        )
    assert ids.wanted + titles.wanted >= 200
    assert sum(len(text.expected) for text in CORPUS) >= 220
    assert ids.precision == 1.0
    assert ids.recall >= 0.98
    assert titles.precision == 1.0
    assert titles.recall >= 0.95


class Counts:
    """How much was to be found, was found, and was found rightly."""

    def __init__(self) -> None:
        self.wanted = self.found = self.right = 0

    def add(self, wanted: set[tuple[int, int, str | None]], found: set[tuple[int, int, str | None]]) -> None:
        self.wanted += len(wanted)
        self.found += len(found)
        self.right += len(wanted & found)

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.wanted


def test_there_are_enough_near_misses() -> None:
    assert len(NEAR_MISSES) >= 60


@pytest.mark.parametrize("text", NEAR_MISSES, ids=lambda text: text.name)
def test_a_near_miss_is_no_paper_of_the_registry(text: Text) -> None:
    found = found_in(text)
    assert [mention for mention in found if mention.key] == []
    assert {mention.id for mention in found if mention.id} == {e.id for e in text.expected}


@pytest.mark.parametrize("text", CORPUS, ids=lambda text: text.name)
def test_in_text_without_markup_titles_are_where_a_scan_finds_them(text: Text) -> None:
    """What a page links is a part of what the scan of its Markdown tells."""
    starts = [0]
    for line in text.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    keys = {expected.key for expected in text.expected}
    for line in text.text.split("\n\n"):
        assert {named.key for named in find_named(line, REGISTRY)} <= keys
