"""The record of an import: what was written, from what, and what became of what. Reports are read from it.

It is JSON, the same bytes for the same import. While an import writes, a journal beside the record says what
is about to be written, so that one that was killed can be gone on with, or undone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import IO, Any

from techdigest.importers.linking import Source
from techdigest.importers.model import Finding, Outcome
from techdigest.importers.safe_files import digest_of_file, inside, write_safely

VERSION = 1
_MOST = 500_000_000  # bytes of a record that are read


class BadRecord(ValueError):
    """The file is no record of an import; the message says why."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that an import wrote.

    Attributes:
        digest: SHA-256 of what was written.
        source: The file of the source of which it was made.
        number: Which post of that file, from 1; 0 where it is alone.
        source_digest: SHA-256 of that file.
        offered: SHA-256 of a newer version that lies aside, because the file was edited by hand.
    """

    digest: str
    source: str = ""
    number: int = 0
    source_digest: str = ""
    offered: str = ""


@dataclass
class Record:
    """What an import did.

    Attributes:
        source: The name of the source.
        dialect: The name of its dialect.
        reasons: Why it was taken for that dialect.
        into: The folder of notes, relative to the record.
        files: What was written, by path relative to `into`.
        domains_map: Name and digest of the map of domains that was written beside the record.
        findings: What became of what.
    """

    source: str = ""
    dialect: str = ""
    reasons: tuple[str, ...] = ()
    into: str = ""
    files: dict[str, Written] = field(default_factory=dict)
    domains_map: tuple[str, str] = ("", "")
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> Record:
        """Read a record and the journal beside it.

        Raises FileNotFoundError where there is neither, BadRecord for what is no record, OSError.
        """
        journal = _journal_of(path)
        if not path.is_file():
            if not journal.is_file():
                raise FileNotFoundError(str(path))
            record = cls()
        else:
            record = _read(path)
        if journal.is_file():
            record._take_over(journal, path)
        return record

    def save(self, path: Path) -> None:
        """Write the record, all of it or nothing, and forget the journal."""
        write_safely(path, (part.encode() for part in self._json()))
        _journal_of(path).unlink(missing_ok=True)

    def _json(self) -> Iterator[str]:
        """Yield the record as JSON in pieces: findings are many, so each has one line."""
        counts = Counter((each.outcome.value, each.rule) for each in self.findings)
        summary: dict[str, dict[str, int]] = {}
        for (outcome, rule), count in sorted(counts.items()):
            summary.setdefault(outcome, {})[rule] = count
        name, digest = self.domains_map
        values = {
            "version": VERSION,
            "source": self.source,
            "dialect": self.dialect,
            "reasons": list(self.reasons),
            "into": self.into,
            "domains_map": {"file": name, "digest": digest} if name else None,
            "summary": summary,
        }
        yield json.dumps(values, ensure_ascii=False, indent=1).removesuffix("\n}")
        yield ',\n "files": {'
        for number, (path, written) in enumerate(sorted(self.files.items())):
            yield f"{',' if number else ''}\n  {_dumped(path)}: {_dumped(_plain(written))}"
        yield '\n },\n "findings": ['
        for number, finding in enumerate(sorted(self.findings)):
            plain = {field.name: getattr(finding, field.name) for field in fields(Finding)}
            yield f"{',' if number else ''}\n  {_dumped(plain)}"
        yield "\n ]\n}\n"

    def folders(self) -> dict[Source, str]:
        """Return the folder that each post was given."""
        return {
            (each.source, each.number): path.partition("/")[0]
            for path, each in self.files.items()
            if "/" in path and is_note(path)
        }

    def _take_over(self, journal: Path, path: Path) -> None:
        """Believe a journal as far as the files are there: what was killed before it wrote, wrote nothing."""
        for line in journal.read_bytes().split(b"\n"):
            try:
                values = json.loads(line)
                if "into" in values:
                    self.into, self.source = str(values["into"]), str(values["source"])
                    continue
                name, written = str(values.pop("path")), _written(values)
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                continue  # the last line of a journal may be cut
            target = inside(path.parent / self.into, name)
            if target is not None and digest_of_file(target) == written.digest:
                self.files[name] = written


class Journal:
    """Says what is about to be written."""

    def __init__(self, record: Path, into: str, source: str) -> None:
        """Begin the journal of a record."""
        record.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[bytes] = _journal_of(record).open("ab")
        self._write({"into": into, "source": source})

    def tell(self, path: str, written: Written) -> None:
        """Note one file."""
        self._write({"path": path, **_plain(written)})

    def close(self) -> None:
        """End the journal; it stays until the record is saved."""
        self._file.close()

    def _write(self, values: dict[str, Any]) -> None:
        self._file.write(b"\n" + _dumped(values).encode() + b"\n")
        self._file.flush()


def is_note(path: str) -> bool:
    """Whether a file that an import wrote is a note, and no picture."""
    name = path.rpartition("/")[2]
    return name.startswith("index.") and name.endswith(".md")


def summed(findings: Iterable[Finding]) -> Iterator[tuple[Outcome, str, int, Finding]]:
    """Yield outcome, rule, how often, and the first place of it, in the order of outcome and rule."""
    groups: dict[tuple[Outcome, str], list[Finding]] = {}
    for each in findings:
        groups.setdefault((each.outcome, each.rule), []).append(each)
    for (outcome, rule), group in sorted(
        groups.items(), key=lambda each: (list(Outcome).index(each[0][0]), each[0][1])
    ):
        yield outcome, rule, len(group), min(group)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _journal_of(record: Path) -> Path:
    return record.with_name(f"{record.name}.journal")


def _plain(written: Written) -> dict[str, Any]:
    return {key: value for key, value in asdict(written).items() if value or key == "digest"}


def _written(values: dict[str, Any]) -> Written:
    return Written(
        str(values["digest"]),
        str(values.get("source", "")),
        int(values.get("number", 0)),
        str(values.get("source_digest", "")),
        str(values.get("offered", "")),
    )


def _read(path: Path) -> Record:
    try:
        if path.stat().st_size > _MOST:
            raise BadRecord(f"{path} is too large for a record")
        values = json.loads(path.read_bytes())
        if values["version"] != VERSION:
            raise BadRecord(f"{path} has version {values['version']!r}; this is version {VERSION}")
        files = {str(name): _written(each) for name, each in values["files"].items()}
        domains = values.get("domains_map") or {}
        findings = [
            Finding(
                str(each["path"]),
                int(each["line"]),
                str(each["rule"]),
                Outcome(each["outcome"]),
                str(each["text"]),
                str(each["why"]),
            )
            for each in values["findings"]
        ]
        return Record(
            str(values["source"]),
            str(values["dialect"]),
            tuple(map(str, values["reasons"])),
            str(values["into"]),
            files,
            (str(domains.get("file", "")), str(domains.get("digest", ""))),
            findings,
        )
    except BadRecord:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadRecord(f"{path} is no record of an import") from error
