"""A corpus: pages of sections, and questions about them."""

from __future__ import annotations

import html
import json
import re
import shutil
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from bench.search.score import place

QUESTIONS = Path(__file__).parent / "questions"
_TRADITIONAL = re.compile("[們個這裡來時為說過對發會後學國點]")
_SIMPLIFIED = re.compile("[们个这里来时为说过对发会后学国点]")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Section:
    """A section of a page; the first of a page may have no anchor, and its heading is the page's title."""

    page: str
    anchor: str
    title: str
    heading: str
    text: str

    @property
    def url(self) -> str:
        """The address below the site's root, as every engine that stores addresses gets it."""
        return f"{self.page}/" + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True)
class Corpus:
    """Sections in order of pages, the questions asked of them, and the folder for what is built from them."""

    name: str
    sections: tuple[Section, ...]
    queries: tuple[dict[str, Any], ...]
    folder: Path

    @property
    def pages(self) -> dict[str, list[Section]]:
        """The sections of each page."""
        return {page: list(own) for page, own in groupby(self.sections, lambda section: section.page)}

    @property
    def lang(self) -> str:
        """What the pages say they are written in: the script that is used more, or English."""
        text = "".join(section.text for section in self.sections[:2000])
        if len(_HAN.findall(text)) * 20 < len(text):
            return "en"
        return "zh-TW" if len(_TRADITIONAL.findall(text)) > len(_SIMPLIFIED.findall(text)) else "zh"


def read(folder: Path, cache: Path, *, limit: int = 0, queries: tuple[Path, ...] = ()) -> Corpus:
    """Read ``sections.jsonl`` of a corpus and its questions.

    Args:
        folder: The corpus. Its own ``queries.jsonl`` are asked, and those in ``questions/`` of its name.
        cache: The folder to build in.
        limit: Take so many pages, evenly spaced, and the questions that one of them answers; 0 takes all.
        queries: Ask these files instead.
    """
    lines = (folder / "sections.jsonl").read_text("utf-8").splitlines()
    sections = [section(json.loads(line)) for line in lines]
    pages = list(dict.fromkeys(section.page for section in sections))
    if 0 < limit < len(pages):
        pages = [pages[i * len(pages) // limit] for i in range(limit)]
    kept = set(pages)
    known = {place(page)[0] for page in kept}
    files = queries or (folder / "queries.jsonl", QUESTIONS / f"{folder.name}.jsonl")
    asked = [query for file in files if file.is_file() for query in questions(file)]
    return Corpus(
        name=folder.name,
        sections=tuple(own for own in sections if own.page in kept),
        queries=tuple(q for q in asked if any(place(page)[0] in known for page in q["relevant"])),
        folder=cache / folder.name,
    )


def questions(file: Path) -> list[dict[str, Any]]:
    """Read a file of questions; qids get the file's name, since two files may number theirs alike."""
    queries = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [query | {"qid": f"{file.stem}/{query['qid']}"} for query in queries]


def section(line: dict[str, str]) -> Section:
    """Return the section that a line of ``sections.jsonl`` holds."""
    return Section(line["page"], line["anchor"], line["ptitle"], line["title"], line["text"])


def write_pages(corpus: Corpus) -> None:
    """Write the pages as HTML, in place of an earlier run's: Pagefind indexes them, others read excerpts."""
    shutil.rmtree(corpus.folder / "pages", ignore_errors=True)
    for page, sections in corpus.pages.items():
        file = corpus.folder / "pages" / page / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        title = html.escape(sections[0].title)
        file.write_text(
            f'<!doctype html><html lang="{corpus.lang}"><meta charset="utf-8"><title>{title}</title>'
            f"<body><main data-pagefind-body>\n{body(sections)}\n</main></body></html>\n",
            "utf-8",
        )


def body(sections: list[Section]) -> str:
    """Return the HTML of a page's sections: headings with ids, and the text of each in a paragraph."""
    parts = [f"<h1>{html.escape(sections[0].title)}</h1>"]
    for own in sections:
        if own.anchor:
            parts.append(f'<h2 id="{html.escape(own.anchor)}">{html.escape(own.heading)}</h2>')
        parts.append(f"<p>{html.escape(' '.join(own.text.split()))}</p>")
    return "\n\n".join(parts)
