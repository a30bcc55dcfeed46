"""papers.bib: BibTeX in, papers out, with every problem told by file and line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.notes.decode import decode
from techdigest.notes.slugs import slugify, unique
from techdigest.notes.walk import read_file
from techdigest.papers.bibtex_blocks import RawEntry, read_blocks
from techdigest.papers.bibtex_fields import paper_of
from techdigest.papers.model import Paper, PaperId
from techdigest.papers.registry import Registry
from techdigest.papers.titles import title_key

RESERVED_SLUGS = frozenset(("authors", "venues", "domains", "graph", "index"))
_KEY = re.compile(r"\w(?:[\w:.#$%&+?<>~/-]*\w)?")  # what `[@key]` can hold
_MAX_SUGGESTIONS = 50  # looking for near keys takes time; whoever has more wrong has another problem


def load_registry(content_dir: Path, name: str, diagnostics: Diagnostics) -> Registry:
    """Return the papers of a file in the content folder; none, and no word, where there is no such file."""
    if not (content_dir / name).exists():
        return Registry()
    data = read_file(content_dir, name, diagnostics)
    text = None if data is None else decode(data, name, diagnostics)
    return Registry(() if text is None else read_bib(text, name, diagnostics))


def read_bib(text: str, path: str, diagnostics: Diagnostics) -> tuple[Paper, ...]:
    """Return the papers of a BibTeX file, in order. What is wrong is told; the rest is read all the same.

    Args:
        text: The file.
        path: Its name, for diagnostics.
        diagnostics: Takes what is wrong.
    """
    taken = set(RESERVED_SLUGS)
    papers: list[Paper] = []
    lines: dict[str, RawEntry] = {}
    for entry in read_blocks(text, path, diagnostics):
        if not is_citable(entry.key):
            diagnostics.add(_uncitable(entry, path))
        slug = unique(_slug(entry.key), taken)
        if paper := paper_of(entry, slug, path, diagnostics):
            papers.append(paper)
            lines[paper.key] = entry
    for problem in (
        *_shared_ids(papers, path),
        *_foreign_aliases(papers, lines, path),
        *_unknown_cites(papers, lines, path),
    ):
        diagnostics.add(problem)
    return tuple(papers)


def is_citable(key: str) -> bool:
    """Whether a key can stand in `[@key]`."""
    return _KEY.fullmatch(key) is not None


def _slug(key: str) -> str:
    slug = slugify(key) or "paper"
    return f"{slug}-paper" if slug in RESERVED_SLUGS else slug


def _shared_ids(papers: Iterable[Paper], path: str) -> Iterator[Diagnostic]:
    first: dict[PaperId, Paper] = {}
    for paper in papers:
        for paper_id in paper.ids:
            other = first.setdefault(paper_id, paper)
            if other is not paper:
                message = (
                    f"{paper.key} has {paper_id}, as {other.key} of line {other.line} has, to which it leads"
                )
                hint = "Merge the two entries, or correct the identifier."
                yield Diagnostic(path, paper.line, "paper-duplicate-id", message, hint, Severity.WARNING)


def _foreign_aliases(papers: list[Paper], lines: dict[str, RawEntry], path: str) -> Iterator[Diagnostic]:
    titles: dict[str, Paper] = {}
    for paper in papers:
        titles.setdefault(title_key(paper.title), paper)
    for paper in papers:
        line = lines[paper.key].lines.get("aliases", paper.line)
        for alias in paper.aliases:
            other = titles.setdefault(title_key(alias), paper)
            if other is not paper:
                message = f"the alias {alias[:100]!r} of {paper.key} is a title of {other.key}"
                hint = "Keep it with one of the two: a title leads to one paper."
                yield Diagnostic(path, line, "paper-alias", message, hint, Severity.WARNING)


def _unknown_cites(papers: list[Paper], lines: dict[str, RawEntry], path: str) -> Iterator[Diagnostic]:
    keys = {paper.key: None for paper in papers}
    suggestions = 0
    for paper in papers:
        line = lines[paper.key].lines.get("cites", paper.line)
        for cited in paper.cites:
            if cited in keys:
                continue
            near: list[str] = []
            if suggestions < _MAX_SUGGESTIONS:
                near = difflib.get_close_matches(cited[:60], keys, 1)
                suggestions += 1
            message = f"{paper.key} cites {cited[:60]!r}, which is no key of this file"
            hint = f"Did you mean {near[0]}?" if near else "Add the paper, or take the key out of cites."
            yield Diagnostic(path, line, "paper-cites", message, hint, Severity.WARNING)


def _uncitable(entry: RawEntry, path: str) -> Diagnostic:
    message = f"the key {entry.key[:60]!r} cannot be cited as [@key]"
    hint = "Use letters and digits, with any of : . _ + / - between them, such as fan2014cuckoo."
    return Diagnostic(path, entry.line, "bibtex-key", message, hint, Severity.WARNING)
