"""Units as JSON lines: what the plugin leaves for the local index, and what any other tool may read."""

from __future__ import annotations

import glob
import json
import os
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from cjksearch.cache import Cache, keep, recall
from cjksearch.index.documents import Document
from cjksearch.index.unit import Unit, UnitError

_NAME = "lines"
_BLOCK = 1 << 20
_ABANDONED = 3600.0  # seconds since a build wrote to its part of a file


def write_units(units: Iterable[Unit], path: Path) -> bool:
    """Write one JSON object a line, empty fields left out; return whether the file changed.

    A reader never sees half a file, and the same units leave the file untouched.
    """
    return write_documents([Document(b"", lambda: tuple(units))], path)


def write_documents(documents: Sequence[Document], path: Path, cache: Cache | None = None) -> bool:
    """Do what `write_units` does; lines of documents that are in the file already are copied from there.

    Args:
        documents: Whose units they are.
        path: The file.
        cache: Keeps what is in the file, and when it was written.
    """
    order = [document.digest for document in documents]
    before: _Lines | None = recall(cache, _NAME)
    # Another build may put a file of its own there at any time: the one that is open stays what it is.
    with _opened(path) as file:
        known = before.places if before and file and before.signature == _signature(file) else {}
        if before and known and order == before.order:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        with _part_of(path) as part:
            places: dict[bytes, tuple[int, int]] = {}
            with part.open("xb") as out:
                for digest, load in documents:
                    begin = out.tell()
                    if file and (place := known.get(digest)):
                        file.seek(place[0])
                        out.write(file.read(place[1]))
                    else:
                        out.writelines(map(_line, load()))
                    places[digest] = begin, out.tell() - begin
                out.flush()
                is_same = file is not None and _are_same(file, part)
                signature = _signature(file if file and is_same else out)
            if file:
                file.close()  # Windows replaces no open file
            if not is_same:
                part.replace(path)
    keep(cache, _NAME, _Lines(signature, order, places))
    return not is_same


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes] | None]:
    """Yield the file as it is now; None if there is none."""
    try:
        file = path.open("rb")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        yield None
        return
    with file:
        yield file


@contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """Yield where a file is written before it takes its place; what killed builds left there goes."""
    for left in path.parent.glob(f"{glob.escape(path.name)}.*.part"):
        with suppress(OSError):  # of another build that has just gone on
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


class _Lines(NamedTuple):
    """What is in the file.

    Attributes:
        signature: Of the file as it was written.
        order: The digests of the documents.
        places: By digest, where their lines begin, and how many bytes they have.
    """

    signature: tuple[int, ...]
    order: list[bytes]
    places: dict[bytes, tuple[int, int]]


def _signature(file: IO[bytes]) -> tuple[int, ...]:
    """Return what tells a file from one that somebody else has written."""
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns, found.st_ino


def _are_same(file: IO[bytes], other: Path) -> bool:
    if os.fstat(file.fileno()).st_size != other.stat().st_size:
        return False
    file.seek(0)
    with other.open("rb") as two:
        while block := file.read(_BLOCK):
            if block != two.read(_BLOCK):
                return False
    return True


def read_units(path: Path) -> Iterator[Unit]:
    """Yield the units of a file of JSON lines; blank lines are passed over.

    Raises:
        UnitError: A line is not a unit; the message begins with the file and the line's number.
        OSError: The file cannot be read.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield Unit.from_json(json.loads(line.decode("utf-8-sig")))
            except UnitError as error:
                raise UnitError(f"{path}:{number}: {error}", error.hint) from error
            except ValueError as error:
                raise UnitError(f"{path}:{number}: not JSON: {error}", "write one object a line") from error


def _line(unit: Unit) -> bytes:
    return json.dumps(_record(unit), ensure_ascii=False).encode("utf-8") + b"\n"


def _record(unit: Unit) -> dict[str, object]:
    record: dict[str, object] = {
        "id": unit.id, "url": unit.url, "title": unit.title, "heading": unit.heading, "text": unit.text,
        "lang": unit.lang, "kind": unit.kind, "tags": list(unit.tags),
        "facets": {name: list(values) for name, values in sorted(unit.facets.items())}, "date": unit.date,
        "edition_of": unit.edition_of,
    }  # fmt: skip
    record = {name: value for name, value in record.items() if value}
    return record if unit.boost == 1 else record | {"boost": unit.boost}
