"""The JSON of a record, as `snippets/record_model.py` reads it."""

from __future__ import annotations

import base64
import datetime
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

from .canonical import digest, hash_of_record
from .jobs import Job, Outcome
from .machine import Machine

SCHEMA = 1
_UTC = datetime.timezone.utc  # noqa: UP017 - Python 3.10 has no datetime.UTC
SHOWN_LINES = 40
SHOWN_WIDTH = 300  # characters of each line


def record_of(
    job: Job,
    outcome: Outcome,
    machine: Machine,
    *,
    sandbox: str,
    runner: str,
    commit: str | None = None,
    dirty: bool = False,
    date: datetime.datetime | None = None,
) -> dict[str, Any]:
    """Return the record of a run.

    Args:
        job: What was run.
        outcome: What came of it.
        machine: Where.
        sandbox: The sandbox's name.
        runner: The version of techdigest.
        commit: The commit that was checked out, in hexadecimal.
        dirty: Whether files of the content folder differed from it.
        date: When; now by default.

    Raises:
        ValueError: If the job was skipped: what was not run has no record.
    """
    if outcome.status == "skipped":
        raise ValueError(f"{job.id} was not run: {outcome.message}")
    when = (date or datetime.datetime.now(_UTC)).astimezone(_UTC)
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "snippet": {
            "id": job.id,
            "hash": job.fingerprint,
            "language": job.language,
            "pages": list(job.pages),
        },
        "target": job.target,
        "run": {
            "date": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "size": job.size,
            "seconds": outcome.seconds,
            "exit": outcome.exit,
            "timeout": float(job.timeout),
            "sandbox": sandbox,
            "runner": runner,
        },
        "result": _result(job, outcome),
        "environment": {**asdict(machine), "packages": outcome.packages},
        "commit": commit,
        "dirty": dirty,
    }
    record["record_hash"] = hash_of_record(record)
    return record


def _result(job: Job, outcome: Outcome) -> dict[str, Any]:
    lines = outcome.output.splitlines()
    shown = "".join(f"{line[:SHOWN_WIDTH]}\n" for line in lines[:SHOWN_LINES])
    picture = base64.b64decode(outcome.plot) if outcome.plot else None
    return {
        "status": outcome.status,
        "message": outcome.message,
        "asserts_reached": outcome.asserts_reached,
        "asserts_total": outcome.asserts_total,
        "metrics": [asdict(metric) for metric in outcome.metrics],
        "output": shown,
        "output_lines": len(lines),
        "output_hash": digest(outcome.output.encode()),
        "plot": job.target + PurePosixPath(job.plot or "").suffix if picture else None,
        "plot_hash": digest(picture) if picture else None,
    }
