"""Snippets and records of their runs, for tests."""

from __future__ import annotations

from typing import Any

from techdigest.snippets.model import Place, Snippet
from techdigest.snippets.portable.canonical import digest, hash_of_record

FINGERPRINT = digest(b"the code")


def make_snippet(id: str = "one", **fields: Any) -> Snippet:
    """Return a Python snippet with the fingerprint that `make_record` records."""
    place = Place("notes/a/index.md", 7, "zh-Hans")
    return Snippet(
        **{
            "id": id,
            "language": "python",
            "code": "assert True\n",
            "place": place,
            "places": (place, Place("notes/a/index.en.md", 9, "en")),
            "fingerprint": FINGERPRINT,
            **fields,
        }
    )


def make_record(id: str = "one", target: str = "cpu", **changes: Any) -> dict[str, Any]:
    """Return the JSON of a passed record; `changes` such as `result__status="failed"` go into it."""
    record: dict[str, Any] = {
        "schema": 1,
        "snippet": {
            "id": id,
            "hash": FINGERPRINT,
            "language": "python",
            "pages": ["notes/a/index.md:7", "notes/a/index.en.md:9"],
        },
        "target": target,
        "run": {
            "date": "2026-11-22T08:00:00Z",
            "size": "small",
            "seconds": 0.25,
            "exit": 0,
            "timeout": 30.0,
            "sandbox": "bubblewrap",
            "runner": "0.1.0",
        },
        "result": {
            "status": "passed",
            "message": "",
            "asserts_reached": 1,
            "asserts_total": 1,
            "metrics": [{"name": "load", "unit": "%", "n": 1, "median": 95.0, "iqr": 0.0}],
            "output": "metric: load = 95 %\n",
            "output_lines": 1,
            "output_hash": digest(b"metric: load = 95 %\n"),
            "plot": None,
            "plot_hash": None,
        },
        "environment": {
            "device": "A processor",
            "driver": None,
            "system": "Linux 6.1",
            "python": "3.11.2",
            "packages": {"numpy": "2.4.6"},
        },
        "commit": "0" * 40,
        "dirty": False,
    }
    for name, value in changes.items():
        *path, last = name.split("__")
        inner = record
        for step in path:
            inner = inner[step]
        inner[last] = value
    record["record_hash"] = hash_of_record(record)
    return record
