"""The folder of records: `<id>/<target>.json`, and the picture that the snippet drew beside it.

The picture is called `<target>.<suffix>`, with the suffix of the snippet's `plot`: `result.plot` holds that
name, `result.plot_hash` its hash. A picture may be an SVG from another machine: show it through <img> only,
which runs no scripts.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.snippets.model import Target
from techdigest.snippets.portable.canonical import digest
from techdigest.snippets.record_model import (
    MAX_PICTURE,
    MAX_RECORD,
    BadRecord,
    Record,
    is_picture_of,
    pretty,
    verify,
)

__all__ = ["MAX_FILES", "Record", "read_picture", "read_records", "write_record"]

MAX_FILES = 20_000  # entries of the folder that are looked at

_AGAIN = "Run the snippet again: techdigest snippets run; or restore the file from git."
Records = Mapping[str, Mapping[Target, Record]]


def read_records(folder: Path, diagnostics: Diagnostics) -> Records:
    """Return the records in the folder, by snippet and target; both sorted.

    A file that cannot be used is left out with one diagnostic: what is no file, too large, no JSON, of
    another schema, changed since it was written, in another record's place, or without its picture. Symbolic
    links are never followed. A missing folder holds no records.
    """
    found: dict[str, dict[Target, Record]] = {}
    seen = 0
    for snippet in _entries(folder, folder.name, MAX_FILES, diagnostics):
        place = f"{folder.name}/{_shown(snippet.name)}"
        if not snippet.is_dir() and not snippet.is_symlink():
            _stray(place, "this is no folder", "here lies a folder for each snippet", diagnostics)
            continue
        names = [entry.name for entry in _entries(Path(snippet.path), place, MAX_FILES - seen, diagnostics)]
        seen += len(names) + 1
        records = found.setdefault(snippet.name, {})
        for name in names:
            if name.endswith(".json"):
                try:
                    record = _read(folder, snippet.name, name.removesuffix(".json"))
                except BadRecord as problem:
                    file = f"{place}/{_shown(name)}"
                    diagnostics.add(Diagnostic(file, 0, problem.code, str(problem), problem.hint))
                else:
                    records[record.target] = record
            elif f"{Path(name).stem}.json" not in names:
                file = f"{place}/{_shown(name)}"
                _stray(file, "this belongs to no record", "here lie records and their pictures", diagnostics)
    return {snippet: records for snippet, records in found.items() if records}


def read_picture(folder: Path, record: Record) -> bytes | None:
    """Return the bytes of a record's picture, None where it has none.

    Raises BadRecord when the picture is missing or is not the one that the run drew.
    """
    if record.result.plot is None:
        return None
    data = _bytes(folder / record.snippet.id / record.result.plot, MAX_PICTURE)
    if digest(data) != record.result.plot_hash:
        raise BadRecord("record-plot", f"{record.result.plot} is not the picture that the run drew", _AGAIN)
    return data


def write_record(folder: Path, record: dict[str, Any], plot: bytes | None, *, force: bool = False) -> Path:
    """Write a record and its picture, and return the record's path.

    Each file is replaced whole or not at all, and equal records are equal bytes. A picture that does not
    belong to the record is removed. Running twice changes nothing: where the folder holds a passed record of
    the same code, size and package versions, and the new one has passed too, the old one stays, since the new
    one adds a date and new noise in its timings alone. `force` replaces it all the same.

    Raises BadRecord when the record does not verify or does not match its picture, OSError when it cannot be
    written.
    """
    checked, raw = verify(pretty(record))
    if (plot and digest(plot)) != checked.result.plot_hash:
        raise BadRecord("record-plot", "the record's picture is not the one it names", _AGAIN)
    if plot is not None and len(plot) > MAX_PICTURE:
        raise BadRecord("record-plot", f"a picture of {len(plot):,} bytes; {MAX_PICTURE:,} at most", _AGAIN)
    home = folder / checked.snippet.id
    path = home / f"{checked.target}.json"
    if folder.is_symlink() or home.is_symlink():
        raise BadRecord("record-link", f"{home} is, or lies in, a symbolic link", "Make it a plain folder.")
    if not force and _says_the_same(folder, checked):
        return path
    home.mkdir(parents=True, exist_ok=True)
    if plot is not None and checked.result.plot is not None:
        _replace(home / checked.result.plot, plot)
    _replace(path, pretty(raw))
    for other in home.iterdir():
        if is_picture_of(checked.target, other.name) and other.name != checked.result.plot:
            other.unlink()
    return path


def _says_the_same(folder: Path, new: Record) -> bool:
    try:
        old = _read(folder, new.snippet.id, new.target)
    except BadRecord:
        return False
    return _evidence(old) == _evidence(new) and new.result.status == "passed"


def _evidence(record: Record) -> tuple[object, ...]:
    environment = record.environment
    return (
        record.snippet.hash,
        record.run.size,
        record.result.status,
        environment.python,
        sorted(environment.packages.items()),
        environment.driver,
    )


def _read(folder: Path, snippet: str, target: str) -> Record:
    """Return the record in its place, with its picture as drawn. Raises BadRecord."""
    record, _ = verify(_bytes(folder / snippet / f"{target}.json", MAX_RECORD))
    if (record.snippet.id, record.target) != (snippet, target):
        said = f"{record.snippet.id}/{record.target}.json"
        raise BadRecord("record-place", f"this is the record {said}", f"Move it to {said}, or delete it.")
    read_picture(folder, record)
    return record


def _bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file that is no link and not too large. Raises BadRecord."""
    # O_NONBLOCK: opening a named pipe must not wait for a writer.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if path.is_symlink():
            raise BadRecord("record-link", f"{path.name} is a symbolic link", "Put the file itself there.")
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise BadRecord("record-unreadable", f"{path.name} is no regular file", "Delete it.")
            data = file.read(limit + 1)
    except OSError as error:
        raise BadRecord(
            "record-unreadable", f"{path.name} cannot be read: {error.strerror}", _AGAIN
        ) from error
    if len(data) > limit:
        raise BadRecord("record-too-large", f"{path.name} has more than {limit:,} bytes", _AGAIN)
    return data


def _entries(folder: Path, place: str, limit: int, diagnostics: Diagnostics) -> list[os.DirEntry[str]]:
    """Return what lies in a folder, sorted by name, without hidden files; at most `limit`."""
    if folder.is_symlink():
        hint = "Make it a plain folder."
        diagnostics.add(Diagnostic(place, 0, "record-link", "the folder is a symbolic link", hint))
        return []
    try:
        with os.scandir(folder) as listing:
            entries = list(islice((entry for entry in listing if not entry.name.startswith(".")), limit + 1))
    except FileNotFoundError:
        return []
    except OSError as error:
        hint = "Check its permissions."
        diagnostics.add(Diagnostic(place, 0, "record-unreadable", f"cannot be read: {error.strerror}", hint))
        return []
    if len(entries) > limit:
        message = f"more than {MAX_FILES:,} files in the folder of records; the rest is not read"
        diagnostics.add(Diagnostic(place, 0, "records-too-many", message, "Delete what is no record."))
    return sorted(entries[:limit], key=lambda entry: entry.name)


def _stray(path: str, message: str, hint: str, diagnostics: Diagnostics) -> None:
    diagnostics.add(Diagnostic(path, 0, "record-stray", message, f"Delete it: {hint}.", Severity.WARNING))


def _shown(name: str) -> str:
    """Return a file's name as text: names need not be UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _replace(path: Path, data: bytes) -> None:
    """Write the bytes beside the path, then put them in its place in one step."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
