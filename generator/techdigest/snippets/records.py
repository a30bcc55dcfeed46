"""Records of runs: `records/<id>/<target>.json` in the content folder, and the picture beside it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RecordedSnippet(_Part):
    """Which code was run."""

    id: str
    hash: str = Field(description="The snippet's fingerprint when it was run.")
    language: str
    pages: tuple[str, ...] = Field(description="Where it stood, as path:line.")


class RecordedRun(_Part):
    """When and how it was run."""

    date: str = Field(description="ISO 8601, UTC, to the second.")
    size: Literal["small", "full"]
    seconds: float
    exit: int | None
    timeout: float
    sandbox: str = Field(description="bubblewrap, namespaces or none.")
    runner: str = Field(description="The version of techdigest.")


class RecordedMetric(_Part):
    """A figure: the median of n samples, and their interquartile range."""

    name: str
    unit: str
    n: int
    median: float
    iqr: float


class RecordedResult(_Part):
    """What came of it."""

    status: Literal["passed", "failed", "timeout"]
    message: str
    asserts_reached: int | None
    asserts_total: int | None
    metrics: tuple[RecordedMetric, ...]
    output: str = Field(description="The first lines of what was printed.")
    output_lines: int = Field(description="How many lines were printed in all.")
    output_hash: str = Field(description="sha256: of all that was printed.")
    plot: str | None = Field(description="The name of the picture beside the record.")
    plot_hash: str | None


class RecordedEnvironment(_Part):
    """On what it was run."""

    device: str = Field(description="A name for people: NVIDIA H100 80GB HBM3, or the processor's name.")
    driver: str | None
    system: str = Field(description="Operating system and kernel.")
    python: str
    packages: dict[str, str] = Field(description="Versions of the packages that the code imported.")


class Record(_Part):
    """One run of one snippet for one target, as committed beside the notes."""

    schema_version: Literal[1] = Field(alias="schema")
    snippet: RecordedSnippet
    target: str
    run: RecordedRun
    result: RecordedResult
    environment: RecordedEnvironment
    commit: str | None = Field(description="The commit that was checked out, where there is one.")
    dirty: bool = Field(description="Whether files of the content folder differed from that commit.")
    record_hash: str = Field(description="sha256: of the rest as canonical JSON.")
