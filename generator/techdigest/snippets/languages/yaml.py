"""YAML: Kubernetes manifests, checked against the schemas; nothing is run."""

from __future__ import annotations

from importlib import metadata

from techdigest.snippets.portable.jobs import Job, Outcome

_CHECKED_BY = ("kubernetes-validate", "jsonschema")


def check(job: Job) -> Outcome:
    """Check the parts of a job as one text; the message is the first problem, the output all of them."""
    from techdigest.snippets.manifests import check_parts  # noqa: PLC0415 - brings the schemas along

    problems = check_parts(job.parts)
    output = "".join(f"{problem}\n" for problem in problems)
    if job.expect_output is not None:  # a manifest that must be refused, and why
        is_as_expected = job.expect_output in output
        place = f"{job.parts[-1].path}:{job.parts[-1].line}"
        what = f"{place}: no problem with {job.expect_output!r} was found"
        message = "" if is_as_expected else what
    else:
        message = problems[0] if problems else ""
    return Outcome(
        status="failed" if message else "passed",
        message=message,
        exit=1 if problems else 0,
        output=output,
        packages=_versions(),
    )


def _versions() -> dict[str, str]:
    return {name: metadata.version(name) for name in _CHECKED_BY if _is_installed(name)}


def _is_installed(name: str) -> bool:
    return any(True for _ in metadata.distributions(name=name))
