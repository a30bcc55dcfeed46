"""The corpus of raw mentions, and the papers it names.

A line of a corpus file is a text, ⏎ its line ends. `⟦form key id¦text⟧` marks a mention that is to be found:
its form, its entry (`-` for none) and its identifier (left out for none).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from techdigest.papers.identifiers import parse_id
from techdigest.papers.model import Author, Mention, Paper
from techdigest.papers.registry import Registry

_MARK = re.compile(r"⟦(?P<form>[a-z\-]+) (?P<key>\S+?)(?: (?P<id>\S+?))?¦(?P<text>[^⟦⟧]*)⟧")


def registry() -> Registry:
    """The papers that the corpus names: the lines of mentioned.txt."""
    lines = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    return Registry(_paper(line) for line in lines if not line.startswith("%"))


def _paper(line: str) -> Paper:
    key, title, authors, year, ids, aliases, *url = (part.strip() for part in line.split(";"))
    names = (name.strip().rpartition(" ") for name in authors.split(","))
    parsed = tuple(found for text in ids.split() if (found := parse_id(text)))
    assert len(parsed) == len(ids.split()), f"identifiers of {key}"
    return Paper(
        key=key,
        slug=key.lower(),
        type="misc",
        title=title,
        authors=tuple(Author(family, given) for given, _, family in names),
        year=int(year),
        ids=parsed,
        url=url[0] if url else "",
        aliases=(aliases,) if aliases else (),
    )


@dataclass(frozen=True, slots=True)
class Expected:
    """A mention that is to be found at a place of a text."""

    line: int
    column: int
    form: str
    key: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the corpus without its marks, and what is to be found in it."""

    name: str
    text: str
    expected: tuple[Expected, ...]


def read_corpus(path: Path) -> list[Text]:
    """Read a file of the corpus; lines that start with % are remarks."""
    texts = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line and not line.startswith("%"):
            texts.append(_text(f"{path.name}:{number}", line.replace("⏎", "\n")))
    return texts


def _text(name: str, marked: str) -> Text:
    text, done, expected = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[done : match.start()]
        line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
        key = None if match["key"] == "-" else match["key"]
        expected.append(Expected(line, column, match["form"], key, match["id"]))
        text += match["text"]
        done = match.end()
    text += marked[done:]
    assert not set("⟦⟧") & set(text), f"{name}: a mark that is none"
    return Text(name, text, tuple(expected))


def as_expected(mention: Mention) -> Expected:
    """What of a mention the corpus fixes."""
    paper_id = str(mention.id) if mention.id else None
    return Expected(mention.line, mention.column, mention.form, mention.key, paper_id)
