"""The pages and questions that the benchmark takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.search.corpus import Corpus, read, write_pages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of ten pages of two sections each, and a question about each page."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    sections = [
        {
            "page": f"p{page}",
            "anchor": anchor,
            "ptitle": f"Page {page}",
            "title": "<b>",
            "text": "這個 & 那個",
        }
        for page in range(10)
        for anchor in ("", "a")
    ]
    write(corpus / "sections.jsonl", sections)
    write(corpus / "queries.jsonl", [question(page) for page in range(10)])
    return corpus


def question(page: int) -> dict[str, object]:
    return {"qid": str(page), "query": "?", "class": "title", "relevant": [f"p{page}#a"]}


def write(file: Path, rows: list[dict[str, object]] | list[dict[str, str]]) -> None:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def taken(corpus: Corpus) -> list[str]:
    return list(corpus.pages)


def test_a_limit_takes_pages_evenly_spaced_and_the_questions_that_they_answer(folder: Path) -> None:
    corpus = read(folder, folder, limit=3)
    assert taken(corpus) == ["p0", "p3", "p6"]
    assert [query["qid"] for query in corpus.queries] == ["queries/0", "queries/3", "queries/6"]
    assert len(corpus.sections) == 6


def test_questions_that_are_numbered_alike_in_two_files_stay_apart(folder: Path) -> None:
    others = folder / "others.jsonl"
    write(others, [question(4)])
    asked = read(folder, folder, queries=(folder / "queries.jsonl", others)).queries
    assert len({query["qid"] for query in asked}) == len(asked) == 11


def test_pages_of_an_earlier_run_do_not_stay(folder: Path) -> None:
    for limit in (3, 1):
        corpus = read(folder, folder, limit=limit)
        write_pages(corpus)
    assert [file.parent.name for file in (corpus.folder / "pages").glob("*/index.html")] == ["p0"]


def test_pages_are_html_with_their_text_escaped_and_their_script_named(folder: Path) -> None:
    corpus = read(folder, folder, limit=1)
    write_pages(corpus)
    page = (corpus.folder / "pages" / "p0" / "index.html").read_text("utf-8")
    assert '<html lang="zh-TW">' in page
    assert '<h2 id="a">&lt;b&gt;</h2>' in page
    assert "<p>這個 &amp; 那個</p>" in page
