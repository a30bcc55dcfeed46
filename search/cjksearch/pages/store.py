"""Units as JSON lines: what the plugin leaves for the local index, and what any other tool may read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from cjksearch.index.unit import Unit, UnitError


def write_units(units: Iterable[Unit], path: Path) -> bool:
    """Write one JSON object a line, empty fields left out; return whether the file changed.

    A reader never sees half a file, and the same units leave the file untouched.
    """
    lines = "".join(json.dumps(_record(unit), ensure_ascii=False) + "\n" for unit in units)
    content = lines.encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
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


def _record(unit: Unit) -> dict[str, object]:
    record: dict[str, object] = {
        "id": unit.id, "url": unit.url, "title": unit.title, "heading": unit.heading, "text": unit.text,
        "lang": unit.lang, "kind": unit.kind, "tags": list(unit.tags),
        "facets": {name: list(values) for name, values in sorted(unit.facets.items())}, "date": unit.date,
        "edition_of": unit.edition_of,
    }  # fmt: skip
    record = {name: value for name, value in record.items() if value}
    return record if unit.boost == 1 else record | {"boost": unit.boost}
