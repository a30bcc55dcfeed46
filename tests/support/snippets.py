"""Snippets and records made for tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from techdigest.notes.model import Lang
from techdigest.snippets.model import Place, Snippet, Target
from techdigest.snippets.portable.canonical import digest, hash_of_record
from techdigest.snippets.record_model import Record
from techdigest.snippets.states import Standing, standing

CODE = "x = 1\nassert x == 1\n"
FINGERPRINT = digest(b"code")
CLAIMS: dict[Lang, str] = {"zh-Hans": "插入仍能成功", "en": "Inserts still succeed"}


def snippet(snippet_id: str = "cuckoo-load", **more: Any) -> Snippet:
    """A snippet of a note in simplified Chinese and English."""
    place = Place("notes/a/index.md", 10, "zh-Hans")
    fields: dict[str, Any] = {
        "language": "python",
        "code": CODE,
        "place": place,
        "places": (place, Place("notes/a/index.en.md", 9, "en")),
        "claims": CLAIMS,
        "fingerprint": FINGERPRINT,
    }
    return Snippet(id=snippet_id, **(fields | more))


def record_of(
    snippet_id: str = "cuckoo-load",
    target: Target = "cpu",
    *,
    fingerprint: str = FINGERPRINT,
    result: Mapping[str, Any] | None = None,
    run: Mapping[str, Any] | None = None,
    environment: Mapping[str, Any] | None = None,
    plot: bytes | None = None,
) -> dict[str, Any]:
    """The JSON of a record that verifies, of a run that passed unless `result` says otherwise."""
    is_gpu = target not in ("cpu", "kube")
    output = str((result or {}).get("output", ""))
    record = {
        "schema": 1,
        "snippet": {
            "id": snippet_id,
            "hash": fingerprint,
            "language": "python",
            "pages": ["notes/a/index.md:10"],
        },
        "target": target,
        "run": {
            "date": "2026-11-22T10:11:12Z",
            "size": "full" if is_gpu else "small",
            "seconds": 1.234,
            "exit": 0,
            "timeout": 30.0,
            "sandbox": "bubblewrap",
            "runner": "0.1.0",
        }
        | dict(run or {}),
        "result": {
            "status": "passed",
            "message": "",
            "asserts_reached": 4,
            "asserts_total": 5,
            "metrics": [],
            "output": "",
            "output_lines": output.count("\n"),
            "output_hash": digest(output.encode()),
            "plot": f"{target}.svg" if plot else None,
            "plot_hash": digest(plot) if plot else None,
        }
        | dict(result or {}),
        "environment": {
            "device": "NVIDIA H100 80GB HBM3" if is_gpu else "AMD EPYC 9654",
            "driver": None,
            "system": "Linux 6.1",
            "python": "3.11.2",
            "packages": {"numpy": "2.4.0"} | ({"torch": "2.11.0+cu130"} if is_gpu else {}),
        }
        | dict(environment or {}),
        "commit": "0123456789abcdef0123456789abcdef01234567",
        "dirty": False,
    }
    return record | {"record_hash": hash_of_record(record)}


def standing_of(snippet: Snippet, *records: Mapping[str, Any]) -> Standing:
    """Where a snippet stands with these records."""
    read = [Record.model_validate(dict(record), strict=False) for record in records]
    return standing(snippet, {record.target: record for record in read})
