"""What a record of a run says, and how its JSON is checked before anything of it is believed."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from techdigest.snippets.portable.canonical import canonical, hash_of_record

SCHEMA = 1
MAX_RECORD = 1_000_000  # bytes of JSON
MAX_PICTURE = 5_000_000  # bytes
PICTURES = (".svg", ".png")  # suffixes of plots
WORDS = r"[a-z0-9]+(?:-[a-z0-9]+)*"  # kebab-case, as ids and targets are: never a path

Slug = Annotated[str, Field(pattern=f"^{WORDS}$", max_length=100)]
Hash = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
Line = Annotated[str, Field(max_length=500)]  # what is shown in one line


class BadRecord(ValueError):
    """A record that cannot be used. `code` is a diagnostic's, `hint` says what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True)


class RecordedSnippet(_Part):
    """Which code was run."""

    id: Slug
    hash: Hash = Field(description="The snippet's fingerprint when it was run.")
    language: Line
    pages: tuple[Line, ...] = Field(max_length=20, description="Where it stood, as path:line.")


class RecordedRun(_Part):
    """When and how it was run."""

    date: str = Field(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)$", description="ISO 8601, UTC, to the second."
    )
    size: Literal["small", "full"]
    seconds: float = Field(ge=0)
    exit: int | None
    timeout: float = Field(gt=0)
    sandbox: Line = Field(description="bubblewrap, namespaces or none.")
    runner: Line = Field(description="The version of techdigest.")


class RecordedMetric(_Part):
    """A figure: the median of n samples, and their interquartile range."""

    name: Line
    unit: Line
    n: int = Field(ge=1)
    median: float
    iqr: float = Field(ge=0)


class RecordedResult(_Part):
    """What came of it."""

    status: Literal["passed", "failed", "timeout"]
    message: str
    asserts_reached: int | None
    asserts_total: int | None
    metrics: tuple[RecordedMetric, ...] = Field(max_length=1000)
    output: str = Field(description="The first lines of what was printed.")
    output_lines: int = Field(ge=0, description="How many lines were printed in all.")
    output_hash: Hash = Field(description="sha256: of all that was printed.")
    plot: Line | None = Field(description="The name of the picture beside the record: <target>.<suffix>.")
    plot_hash: Hash | None


class RecordedEnvironment(_Part):
    """On what it was run."""

    device: Line = Field(description="A name for people: NVIDIA H100 80GB HBM3, or the processor's name.")
    driver: Line | None = Field(description="The GPU's driver, or the cluster: Kubernetes 1.20.2.")
    system: Line = Field(description="Operating system and kernel.")
    python: Line
    packages: dict[str, str] = Field(
        max_length=1000, description="Versions of the packages that the code imported."
    )


class Record(_Part):
    """One run of one snippet for one target, as committed beside the notes."""

    schema_version: Literal[1] = Field(alias="schema")
    snippet: RecordedSnippet
    target: Slug
    run: RecordedRun
    result: RecordedResult
    environment: RecordedEnvironment
    commit: str | None = Field(
        pattern=r"^[0-9a-f]{40}([0-9a-f]{24})?$", description="The commit that was checked out, if any."
    )
    dirty: bool = Field(description="Whether files of the content folder differed from that commit.")
    record_hash: Hash = Field(description="sha256: of the rest as canonical JSON.")


def verify(data: bytes) -> tuple[Record, dict[str, Any]]:
    """Return the record in these bytes, and its JSON as written (what its hash covers).

    Raises BadRecord: the bytes are too many, are no JSON object, are of another schema, miss or add a field,
    do not match their own hash, or name a picture that is not the record's.
    """
    again = "Run the snippet again: techdigest snippets run; or restore the file from git."
    if len(data) > MAX_RECORD:
        raise BadRecord("record-too-large", f"a record of {len(data):,} bytes; {MAX_RECORD:,} at most", again)
    try:
        raw = json.loads(data.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadRecord("record-json", f"the record is not JSON: {_first_line(error)}", again) from error
    if not isinstance(raw, dict):
        raise BadRecord("record-json", f"the record is not a JSON object, but a {type(raw).__name__}", again)
    if raw.get("schema") != SCHEMA:
        message = f"the record's schema is {str(raw.get('schema'))[:40]}; this version reads {SCHEMA}"
        raise BadRecord("record-schema", message, "Run the snippet again, or update techdigest.")
    try:
        record = Record.model_validate_json(canonical(raw))
        is_whole = hash_of_record(raw) == record.record_hash
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])[:100]
        raise BadRecord(
            "record-fields", f"the record's field {where}: {first['msg'][:200]}", again
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadRecord("record-json", f"the record is not JSON: {_first_line(error)}", again) from error
    if not is_whole:
        raise BadRecord("record-hash", "the record was changed after the run: its hash differs", again)
    _check_picture_name(record, again)
    return record, raw


def is_picture_of(target: str, name: str) -> bool:
    """Whether a picture of this name may lie beside the record of this target."""
    path = PurePosixPath(name)
    return path.name == name and path.stem == target and path.suffix in PICTURES


def pretty(raw: dict[str, Any]) -> bytes:
    """Return a record's JSON as it is committed: keys sorted, indented, one newline at the end."""
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return (text + "\n").encode("utf-8")


def _check_picture_name(record: Record, hint: str) -> None:
    plot = record.result.plot
    if (plot is None) != (record.result.plot_hash is None):
        raise BadRecord("record-plot", "the record has a picture without a hash, or a hash without one", hint)
    if plot is not None and not is_picture_of(record.target, plot):
        allowed = " or ".join(record.target + suffix for suffix in PICTURES)
        raise BadRecord("record-plot", f"the record's picture is called {plot[:80]}, not {allowed}", hint)


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is no JSON")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
