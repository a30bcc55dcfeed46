"""Take in what a bare machine has written: `records.jsonl`, a record with its picture on each line.

    {"record": {…}, "plot": "<base64>" or null}

Nothing in the file is trusted: each line is checked by itself, and what is refused takes no other with it.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.record_model import MAX_PICTURE, MAX_RECORD, BadRecord, verify
from techdigest.snippets.records import write_record
from techdigest.snippets.states import State, standing

MAX_LINE = 2 * MAX_RECORD + 2 * MAX_PICTURE  # bytes; base64 takes four thirds
MAX_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one line.

    Attributes:
        line: Its number in the file, counted from 1.
        name: `<id>/<target>`, as far as that is known.
        status: What the record says of the run; empty where it was refused.
        refusal: Why it was refused; empty where it was taken.
    """

    line: int
    name: str
    status: str = ""
    refusal: str = ""


def import_records(file: Path, library: SnippetLibrary, folder: Path) -> list[Verdict]:
    """Put the good records of a file into the folder of records, and say what became of each line.

    A record is good if it verifies, belongs to a snippet of the library, was made by the snippet's present
    code with the versions it pins, comes with the picture it names, and is the first for its snippet and
    target in the file. It replaces the record that is there: who imports a measurement wants that one.

    Raises OSError when the file cannot be read or a record cannot be written.
    """
    verdicts: list[Verdict] = []
    taken: set[str] = set()
    for number, line in _lines(file):
        if number > MAX_LINES:
            verdicts.append(
                Verdict(number, "", refusal=f"too many: the file has more than {MAX_LINES} lines")
            )
            break
        try:
            verdict = _take(number, line, library, folder, taken)
        except BadRecord as problem:
            verdict = Verdict(number, "", refusal=f"broken: {problem}")
        if not verdict.refusal:
            taken.add(verdict.name)
        verdicts.append(verdict)
    return verdicts


def _take(number: int, line: bytes, library: SnippetLibrary, folder: Path, taken: set[str]) -> Verdict:
    """Write the record in a line, or refuse it. Raises BadRecord for what is no record."""
    raw, picture = _unpack(line)
    record, _ = verify(json.dumps(raw).encode())
    name = f"{record.snippet.id}/{record.target}"
    snippet = library.by_id.get(record.snippet.id)
    if snippet is None:
        return Verdict(number, name, refusal="unknown: no page has this snippet")
    if record.snippet.hash != snippet.fingerprint:
        return Verdict(
            number, name, refusal="stale: the code has changed since it was exported; export again"
        )
    if standing(snippet, {record.target: record}).states[record.target] is State.STALE:
        pins = ", ".join(snippet.pins)
        return Verdict(number, name, refusal=f"stale: it ran with other versions than {pins}")
    if name in taken:
        return Verdict(number, name, refusal="double: an earlier line of the file has a record of this name")
    try:
        write_record(folder, raw, picture, force=True)
    except BadRecord as problem:
        return Verdict(number, name, refusal=f"broken: {problem}")
    return Verdict(number, name, status=record.result.status)


def _unpack(line: bytes) -> tuple[dict[str, Any], bytes | None]:
    """Return the record and the picture in a line. Raises BadRecord."""
    hint = "Take the file as run.py wrote it."
    if len(line) > MAX_LINE:
        raise BadRecord("record-too-large", f"more than {MAX_LINE:,} bytes in a line", hint)
    try:
        packed = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadRecord("record-json", "the line is not JSON", hint) from error
    if not isinstance(packed, dict) or packed.keys() != {"record", "plot"}:
        raise BadRecord("record-json", "the line does not hold a record and its picture", hint)
    record, plot = packed["record"], packed["plot"]
    if not isinstance(record, dict) or not isinstance(plot, str | None):
        raise BadRecord("record-json", "the line does not hold a record and its picture", hint)
    try:
        return record, None if plot is None else base64.b64decode(plot, validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadRecord("record-plot", "the picture is not base64", hint) from error


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, numbered from 1; of too long a line only its beginning."""
    with file.open("rb") as stream:
        number = 0
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE and not line.endswith(b"\n"):
                _skip_line(stream)
            if line.strip():
                yield number, line


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass
