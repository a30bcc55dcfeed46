"""The languages of snippets: programs, which are run, and manifests, which are checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from techdigest.snippets.languages import yaml
from techdigest.snippets.portable.execute import execute
from techdigest.snippets.portable.jobs import Job, Outcome
from techdigest.snippets.portable.languages import PROGRAMS
from techdigest.snippets.portable.needs import access_of
from techdigest.snippets.portable.sandbox import Sandbox

CHECKS: Mapping[str, Callable[[Job], Outcome]] = {"yaml": yaml.check}
LANGUAGES = (*PROGRAMS, *CHECKS)


def run(job: Job, sandbox: Sandbox) -> Outcome:
    """Run or check a job, whatever its language."""
    if job.language in CHECKS:
        started = time.monotonic()
        outcome = CHECKS[job.language](job)
        return replace(outcome, seconds=round(time.monotonic() - started, 3))
    return execute(job, sandbox, access_of(job))
