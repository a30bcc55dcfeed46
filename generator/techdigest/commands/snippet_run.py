"""Run snippets and write their records."""

from __future__ import annotations

import base64
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from techdigest.commands.checkout import find_checkout
from techdigest.commands.site import Site
from techdigest.snippets.kube.cluster import cluster_name
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.model import Snippet, Target
from techdigest.snippets.portable.jobs import Job, Outcome
from techdigest.snippets.portable.machine import describe, find_gpu
from techdigest.snippets.portable.record import record_of
from techdigest.snippets.records import write_record
from techdigest.snippets.runner import job_of, run_all
from techdigest.snippets.sandbox import choose
from techdigest.snippets.states import is_gpu


class CannotRunError(Exception):
    """What was asked for cannot be run here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one snippet; `record` is the file that says so, if one does."""

    job: Job
    outcome: Outcome
    record: Path | None = None

    def as_json(self, content_dir: Path) -> dict[str, Any]:
        """Return the result without its output and picture."""
        outcome = self.outcome
        return {
            "id": self.job.id,
            "target": self.job.target,
            "status": outcome.status,
            "message": outcome.message,
            "seconds": outcome.seconds,
            "page": f"{self.job.parts[-1].path}:{self.job.parts[-1].line - 1}",
            "record": self.record.relative_to(content_dir).as_posix() if self.record else None,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be run.

    Attributes:
        jobs: What is to be run for the target.
        declared: How many snippets there should be; more than `jobs` where some have errors.
        is_named: Whether they were asked for by name: then they have to run.
    """

    jobs: tuple[Job, ...]
    declared: int
    is_named: bool

    def is_fulfilled(self, results: Sequence[Result]) -> bool:
        """Whether all that was declared is done and has passed, or may be skipped."""
        good = ("passed",) if self.is_named else ("passed", "skipped")
        return len(results) == self.declared and all(result.outcome.status in good for result in results)


def plan(site: Site, library: SnippetLibrary, ids: Sequence[str], kind: Target) -> Plan:
    """Choose what to run for `cpu`, `kube` or `gpu`: the named snippets, else all that the target concerns.

    Raises CannotRunError for an unknown name, a snippet that the target does not concern, and where there is
    no GPU.
    """
    target = _target(kind)
    need = None if kind == "cpu" else kind
    chosen = pick(library, ids)
    strangers = [snippet.id for snippet in chosen if need is not None and need not in snippet.needs]
    if ids and strangers:
        raise CannotRunError(f"{', '.join(strangers)}: no needs={need}, so there is nothing to run on it.")
    concerned = [snippet for snippet in chosen if snippet.id not in strangers]
    jobs = tuple(job_of(snippet, library, target, site.content_dir) for snippet in concerned)
    is_all = not ids and need is None
    return Plan(jobs, library.declared if is_all else len(jobs), is_named=bool(ids))


def pick(library: SnippetLibrary, ids: Sequence[str]) -> list[Snippet]:
    """Return the named snippets, once each, or all. Raises CannotRunError, with the nearest name there is."""
    for name in ids:
        if name not in library.by_id:
            near = difflib.get_close_matches(name, library.by_id, n=1, cutoff=0.5)
            advice = f"Did you mean {near[0]}?" if near else "techdigest snippets status lists all."
            raise CannotRunError(f"There is no snippet {name}. {advice}")
    return [library.by_id[name] for name in dict.fromkeys(ids)] or list(library.snippets)


@dataclass
class Runner:
    """Runs a plan, and writes the record of each snippet as soon as it is done."""

    site: Site
    workers: int | None = None
    may_do_without_sandbox: bool = False
    writes_records: bool = True
    is_forced: bool = False
    results: list[Result] = field(default_factory=list)

    def run(self, jobs: Sequence[Job], on_done: Callable[[Result], None]) -> list[Result]:
        """Run the jobs and return their results, in their order.

        Raises SandboxUnavailableError, and OSError or BadRecord when a record cannot be written.
        """
        sandbox = choose(self.site.content_dir, may_do_without=self.may_do_without_sandbox)
        machine = describe(find_gpu() if any(is_gpu(job.target) for job in jobs) else None)
        if any(job.target == "kube" for job in jobs):
            machine = replace(machine, driver=cluster_name())
        checkout = find_checkout(self.site.content_dir, self.site.records_dir)
        runner = version("techdigest")

        def keep(job: Job, outcome: Outcome) -> None:
            path = None
            if self.writes_records and outcome.status != "skipped":
                record = record_of(
                    job,
                    outcome,
                    machine,
                    sandbox=sandbox.name,
                    runner=runner,
                    commit=checkout.commit,
                    dirty=checkout.is_dirty,
                )
                picture = base64.b64decode(outcome.plot) if outcome.plot else None
                path = write_record(self.site.records_dir, record, picture, force=self.is_forced)
            self.results.append(Result(job, outcome, path))
            on_done(self.results[-1])

        run_all(jobs, sandbox=sandbox, workers=self.workers, on_done=keep)
        return self.results


def _target(kind: Target) -> Target:
    if kind != "gpu":
        return kind
    gpu = find_gpu()
    if gpu is None:
        raise CannotRunError(
            "There is no GPU here: nvidia-smi names none. To use another machine: techdigest snippets export."
        )
    return gpu.slug
