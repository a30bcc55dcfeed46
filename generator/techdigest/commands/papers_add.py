"""Add papers to papers.bib: looked up, written at its end, checked by reading it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from techdigest.diagnostics import Diagnostics
from techdigest.papers.bibtex import is_citable, read_bib
from techdigest.papers.export import to_bibtex
from techdigest.papers.identifiers import parse_id
from techdigest.papers.lookup import Service, look_up
from techdigest.papers.lookup.entry import appended, choose_key
from techdigest.papers.model import Paper, PaperId
from techdigest.papers.registry import Registry


class CannotAddError(Exception):
    """Nothing can be added; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of it.

    Attributes:
        paper: The entry, old or new.
        entry: The new entry as BibTeX; empty where the paper is there already.
        missing: Identifiers that were found, but that the old entry does not have.
    """

    paper: Paper
    entry: str
    missing: tuple[PaperId, ...] = ()


class Papers:
    """A file of papers that can grow."""

    def __init__(self, file: Path) -> None:
        """Read the file, if there is one. Raises CannotAddError."""
        self.file = file
        try:
            self._data = file.read_bytes() if file.exists() else b""
            text = self._data.decode("utf-8-sig")
        except OSError as error:
            raise CannotAddError(f"{file}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CannotAddError(f"{file} is not UTF-8. Convert it first, with iconv.") from error
        self.registry = Registry(read_bib(text, file.name, Diagnostics()))

    def find(self, reference: str) -> tuple[PaperId, Paper | None]:
        """Return the identifier that a reference is, and the entry that has it."""
        paper_id = parse_id(reference)
        if paper_id is None:
            hint = "Write arXiv:2006.14171, doi:10.1145/…, or the address of one of these."
            raise CannotAddError(f"{reference[:200]}: no identifier is known in this. {hint}")
        return paper_id, self.registry.by_id(paper_id)

    def add(self, paper_id: PaperId, service: Service, *, key: str | None, is_dry: bool) -> Added:
        """Look a paper up, and write its entry unless the work is there under another identifier.

        Raises CannotAddError, and what `look_up` raises.
        """
        if key is not None and (not is_citable(key) or key in self.registry.by_key):
            why = "is the key of another entry" if key in self.registry.by_key else "is no key for [@key]"
            raise CannotAddError(f"--key: {key[:200]} {why}")
        found = look_up(paper_id, service)
        if old := self._same_work(found):
            return Added(old, "", tuple(each for each in found.ids if each not in old.ids))
        paper = replace(found, key=key or choose_key(found, self.registry.by_key))
        entry = to_bibtex(paper)
        data = appended(self._data, entry)
        after = read_bib(data.decode("utf-8-sig"), self.file.name, Diagnostics())
        written = next((each for each in after if each.key == paper.key), None)
        if written is None or len(after) != len(self.registry.papers) + 1:
            message = f"{self.file}: an entry is not closed, and would take in whatever comes after it."
            raise CannotAddError(f"{message} Mend it first: techdigest papers check")
        if not is_dry:
            self._append(data[len(self._data) :])
        self._data, self.registry = data, Registry(after)
        return Added(written, entry)

    def _append(self, addition: bytes) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("ab") as stream:
                stream.write(addition)
        except OSError as error:
            raise CannotAddError(f"{self.file}: {error.strerror}") from error

    def _same_work(self, paper: Paper) -> Paper | None:
        known = filter(None, (self.registry.by_id(each) for each in paper.ids))
        return next(known, None) or self.registry.by_title(paper.title)
