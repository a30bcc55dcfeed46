"""Judges a run: did it do what its page says, and if not, where and why."""

from __future__ import annotations

import base64
import errno
import signal
from dataclasses import dataclass
from itertools import islice

from .jobs import Job, Outcome, Status
from .languages.trace import Trace
from .launch import NOT_STARTED
from .limits import GB, MB, Limits
from .metrics import MOST_METRICS, malformed, read_metrics

PICTURE_LIMIT = 4 << 20  # bytes
MESSAGE_LIMIT = 2000  # characters
PACKAGES_LIMIT = 200

_NETWORK = "a snippet has no network but a loopback of its own"


@dataclass(frozen=True)
class Run:
    """What is known of a run once it is over.

    Attributes:
        status: The exit status, 128 + n for signal n.
        seconds: Wall time.
        output: What was printed,
        own_output: and of that, what the snippet itself has printed, without its setup.
        stopped: The limit that stopped it, or None.
        trace: What the language found in what the run left behind.
        picture: The bytes of the plot, or None.
        limits: What it could take.
    """

    status: int
    seconds: float
    output: str
    own_output: str
    stopped: str | None
    trace: Trace
    picture: bytes | None
    limits: Limits


def judge(job: Job, run: Run) -> Outcome:
    """Return the outcome of a run."""
    reason = _reason(job, run)
    status: Status = "passed"
    if reason is not None:
        status = "timeout" if (run.stopped or "").startswith("still running") else "failed"
    asserts, unreached = run.trace.asserts, run.trace.unreached
    has_picture = run.picture is not None and len(run.picture) <= PICTURE_LIMIT
    return Outcome(
        status=status,
        message=_one_line(reason or ""),
        exit=_exit_of(job, run),
        seconds=round(run.seconds, 3),
        output=run.own_output if reason is None else run.output,
        asserts_reached=None if asserts is None else len(asserts) - len(unreached),
        asserts_total=None if asserts is None else len(asserts),
        metrics=read_metrics(run.own_output)[:MOST_METRICS],
        plot=base64.b64encode(run.picture or b"").decode() if has_picture else None,
        packages={n[:100]: v[:100] for n, v in islice(run.trace.packages.items(), PACKAGES_LIMIT)},
    )


def explain(job: Job, outcome: Outcome) -> str:
    """Return the whole story for people: place and reason, snippet, claim, and what was printed."""
    lines = [outcome.message or f"{place_of(job)}: {outcome.status}", f"  snippet: {job.id} ({job.target})"]
    if job.claim:
        lines.append(f"  claim: {job.claim}")
    if len(job.pages) > 1:
        lines.append(f"  pages: {', '.join(job.pages)}")
    if outcome.output.strip():
        lines += ["  output:", *(f"    {line}" for line in outcome.output.rstrip("\n").split("\n"))]
    else:
        lines.append("  output: none")
    return "\n".join(lines)


def place_of(job: Job) -> str:
    """Return where the snippet's own code begins, as path:line."""
    return f"{job.parts[-1].path}:{job.parts[-1].line}"


def _reason(job: Job, run: Run) -> str | None:
    """Why it did not pass, with its place; None if it did."""
    trace = run.trace
    is_known = trace.line > 0 and trace.path in {part.path for part in job.parts}
    place = f"{trace.path}:{trace.line}" if is_known else place_of(job)
    if run.stopped:
        return f"{place_of(job)}: stopped: {run.stopped}"
    if run.status == NOT_STARTED and run.output.startswith("snippet sandbox:"):
        return f"{place_of(job)}: {run.output.splitlines()[0]}"
    if run.status != job.expect_status:
        return f"{place}: {_failure(job, run)}"
    return _broken_promise(job, run)


def _one_line(text: str) -> str:
    """The text without what could steer a terminal; the code had its say in it."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:MESSAGE_LIMIT])


def _failure(job: Job, run: Run) -> str:
    if hint := _hint(run):
        return f"{run.trace.what or _ending(run.status)} ({hint})"
    if run.trace.what:
        return run.trace.what
    expected = f", expected {job.expect_status}" if job.expect_status else ""
    return _ending(run.status) + expected


def _hint(run: Run) -> str | None:
    """What the sandbox did to the code, in words that say so."""
    memory = f"a run may take {run.limits.memory / GB:g} GB of memory"
    disk = f"a run may write {run.limits.disk / MB:g} MB"
    by_errno = {
        errno.ENETUNREACH: _NETWORK,
        errno.EHOSTUNREACH: _NETWORK,
        errno.ENOMEM: memory,
        errno.EROFS: "a snippet may write into its working folder alone",
        errno.EFBIG: disk,
        errno.ENOSPC: disk,
    }
    if run.trace.kind == "MemoryError" or "cannot allocate" in run.output[-2000:].lower():
        return memory
    if run.status == 128 + signal.SIGKILL:
        return "killed: out of memory, or by itself"
    if run.status == 128 + signal.SIGXFSZ:
        return disk
    return _NETWORK if run.trace.what.startswith("socket.gaierror") else by_errno.get(run.trace.errno or 0)


def _ending(status: int) -> str:
    name = _signal_name(status)
    return f"ended by {name}" if name else f"exit status {status}"


def _broken_promise(job: Job, run: Run) -> str | None:  # noqa: PLR0911 - one promise after the other
    """It ended as expected; is everything else there that the page promises?"""
    place = place_of(job)
    if not run.trace.is_whole:
        return f"{place}: the program ended without running to its end (os._exit?)"
    if job.expect_output is not None and job.expect_output not in run.own_output:
        return f"{place}: the output does not contain {job.expect_output!r}"
    if run.trace.unreached and not run.trace.what:
        others = f", nor those at {', '.join(run.trace.unreached[1:])}" if run.trace.unreached[1:] else ""
        return f"{run.trace.unreached[0]}: this assert was never reached, or never held{others}"
    for line in malformed(run.own_output):
        return f"{place}: not a metric (metric: NAME = VALUE UNIT): {line[:200]}"
    if len(read_metrics(run.own_output)) > MOST_METRICS:
        return f"{place}: more than {MOST_METRICS} metrics"
    if job.plot and run.picture is None:
        return f"{place}: no plot: the code did not write {job.plot} as a plain file into its working folder"
    if run.picture is not None and len(run.picture) > PICTURE_LIMIT:
        return f"{place}: the plot {job.plot} is larger than 4 MB"
    return None


def _exit_of(job: Job, run: Run) -> int:
    is_signal = run.status != job.expect_status and _signal_name(run.status)
    return 128 - run.status if is_signal else run.status


def _signal_name(status: int) -> str:
    try:
        return signal.Signals(status - 128).name
    except ValueError:
        return ""
