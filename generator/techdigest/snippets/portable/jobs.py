"""What is to be run, and what came of it: plain data that travels as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal["passed", "failed", "timeout", "skipped"]


@dataclass(frozen=True)
class Part:
    """A piece of code and where it stands: tracebacks name `path` and its lines.

    `line` is the line of the first line of code, counted from 1 in the file.
    """

    path: str
    line: int
    code: str


@dataclass(frozen=True)
class Job:
    """A snippet to be run for one target.

    Attributes:
        id: The snippet's id.
        language: python, bash, yaml or go.
        fingerprint: The snippet's; goes into the record unchanged.
        target: cpu, kube, or a GPU's slug.
        size: small or full; the code sees it as SNIPPET_SIZE.
        parts: The setup's code first, the snippet's own last.
        timeout: Seconds.
        needs: As on the page.
        expect_status: The exit status that counts as success.
        expect_output: Text that the output must contain, or None.
        plot: The file that the code must write, or None.
        files: Name -> bytes as base64, put into the working folder.
        pages: The pages that show it, as path:line.
        claim: What it proves, for messages; may be empty.
    """

    id: str
    language: str
    fingerprint: str
    target: str
    size: str
    parts: tuple[Part, ...]
    timeout: float = 30.0
    needs: tuple[str, ...] = ()
    expect_status: int = 0
    expect_output: str | None = None
    plot: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    claim: str = ""

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Job:
        """Return the job that `dataclasses.asdict` made `data` of, perhaps by way of JSON.

        Raises:
            TypeError: If a field is missing or unknown.
        """
        words: dict[str, Any] = {name: tuple(data[name]) for name in ("needs", "pages") if name in data}
        return cls(**{**data, **words, "parts": tuple(Part(**part) for part in data["parts"])})


@dataclass(frozen=True)
class Metric:
    """A figure that the code printed: `median` and interquartile range of `n` samples, in `unit`."""

    name: str
    unit: str
    n: int
    median: float
    iqr: float


@dataclass(frozen=True)
class Outcome:
    """What came of a job.

    Attributes:
        status: passed, failed, timeout (stopped after its time), or skipped (something it needs is missing).
        message: One line that says why, naming page and line where that is known; empty when passed.
        exit: The exit status; negative for a signal; None when it never started.
        seconds: Wall time.
        output: stdout and stderr together, as text, cut at a megabyte; when passed, without the setup's.
        asserts_reached: How many assert statements were reached, and
        asserts_total: how many there are; None for languages without.
        metrics: What the code printed as `metric:` lines.
        plot: The picture's bytes as base64, or None.
        packages: Version of each third-party package that the code imported.
    """

    status: Status
    message: str = ""
    exit: int | None = None
    seconds: float = 0.0
    output: str = ""
    asserts_reached: int | None = None
    asserts_total: int | None = None
    metrics: tuple[Metric, ...] = ()
    plot: str | None = None
    packages: dict[str, str] = field(default_factory=dict)
