"""Mentions as engineers write them in posts, lecture notes and lists, against the papers of this site."""

from __future__ import annotations

from pathlib import Path

import pytest

from techdigest.diagnostics import Diagnostics
from techdigest.papers.bibtex import load_registry
from techdigest.papers.mentions import scan_text

_TABLE = Path(__file__).with_name("second_reading.tsv")
REGISTRY = load_registry(Path(__file__).parents[4] / "content", "papers.bib", Diagnostics())
_LINES = [line for line in _TABLE.read_text("utf-8").splitlines() if not line.startswith("# A ")]
ROWS = [
    (text.replace("\\n", "\n"), set(filter(None, keys.split(","))))
    for text, _, keys in (line.rpartition("\t") for line in _LINES)
]
# What tells these is not written in them: another year, prose without marks, a site's name, fields of BibTeX.
_UNSEEN = {"Papers with Code -", "@misc{x", "老祖宗", "Cuckoo Hashing, Pagh"}


def found_in(text: str) -> set[str]:
    return {mention.key for mention in scan_text(text, "note.md", REGISTRY) if mention.key}


@pytest.mark.parametrize(("text", "keys"), ROWS)
def test_no_text_names_another_paper_and_hardly_one_is_missed(text: str, keys: set[str]) -> None:
    found = found_in(text)
    assert found <= keys
    assert len(keys - found) == any(unseen in text for unseen in _UNSEEN)


def test_of_all_papers_that_the_texts_name_more_than_nine_in_ten_are_found() -> None:
    wanted = sum(len(keys) for _, keys in ROWS)
    assert wanted >= 70
    assert sum(len(found_in(text) & keys) for text, keys in ROWS) / wanted > 0.9
