"""From snippets to outcomes: what is run for a target, and all of it at once."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from techdigest.snippets.files import read_beside
from techdigest.snippets.languages import run
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.model import Place, Snippet, Target
from techdigest.snippets.needs import missing
from techdigest.snippets.portable.jobs import Job, Outcome
from techdigest.snippets.portable.needs import is_gpu
from techdigest.snippets.portable.sandbox import Sandbox

MAX_TIMEOUT = 600.0
FULL_SIZE_TIMES = 10  # the time that a page states is for the small size

Done = Callable[[Job, Outcome], None]


def job_of(snippet: Snippet, library: SnippetLibrary, target: Target, content_dir: Path) -> Job:
    """Return what is run of a snippet for a target: `cpu`, `kube`, or `gpu` or a GPU's slug.

    Paths are named as seen from the folder that holds the content folder: `content/notes/…`.

    Raises:
        FileError: If a file that the snippet reads is not beside its page any more.
    """
    size = snippet.size or ("full" if is_gpu(target) else "small")
    times = FULL_SIZE_TIMES if size == "full" and is_gpu(target) else 1
    claims = snippet.claims
    return Job(
        id=snippet.id,
        language=snippet.language,
        fingerprint=snippet.fingerprint,
        target=target,
        size=size,
        parts=tuple(
            replace(part, path=f"{content_dir.name}/{part.path}") for part in library.parts_of(snippet)
        ),
        timeout=min(MAX_TIMEOUT, snippet.timeout * times),
        needs=snippet.needs,
        expect_status=snippet.expect_status,
        expect_output=snippet.expect_output,
        plot=snippet.plot,
        files={
            name: base64.b64encode(read_beside(content_dir, snippet.place.path, name)).decode()
            for name in snippet.files
        },
        pages=tuple(_shown(place, content_dir) for place in snippet.places),
        claim=claims.get(snippet.place.lang) or next(iter(claims.values()), ""),
    )


def run_job(job: Job, sandbox: Sandbox) -> Outcome:
    """Run one job, or say why it is skipped."""
    reason = missing(job, sandbox)
    return Outcome("skipped", reason) if reason else run(job, sandbox)


def run_all(
    jobs: Sequence[Job], *, sandbox: Sandbox, workers: int | None = None, on_done: Done | None = None
) -> list[tuple[Job, Outcome]]:
    """Run jobs side by side, and return them in their order, each with its outcome.

    Args:
        jobs: What to run.
        sandbox: Where.
        workers: How many at once; by default as many as this process may use processors.
        on_done: Called after each, in the calling thread, in the jobs' order.

    Raises:
        RuntimeError: If not each of the jobs has come to an outcome.
    """
    done: list[tuple[Job, Outcome]] = []
    with ThreadPoolExecutor(workers or len(os.sched_getaffinity(0))) as pool:
        for job, outcome in zip(jobs, pool.map(lambda job: run_job(job, sandbox), jobs), strict=True):
            done.append((job, outcome))
            if on_done:
                on_done(job, outcome)
    check_complete([job.id for job in jobs], [job.id for job, _ in done])
    return done


def check_complete(declared: Iterable[str], executed: Iterable[str]) -> None:
    """Compare what was to be run with what was.

    Raises:
        RuntimeError: If they differ; it names the ids.
    """
    declared, executed = sorted(declared), sorted(executed)
    if declared != executed:
        lost = sorted(set(declared) - set(executed))
        extra = sorted(set(executed) - set(declared))
        raise RuntimeError(
            f"{len(declared)} snippets were to be run, {len(executed)} were;"
            f" missing: {', '.join(lost) or 'none'}; not asked for: {', '.join(extra) or 'none'}"
        )


def _shown(place: Place, content_dir: Path) -> str:
    return f"{content_dir.name}/{place.path}:{place.line}"
