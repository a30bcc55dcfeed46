"""What snippets may need, with the words for those who can install it."""

from __future__ import annotations

from techdigest.snippets.portable import needs
from techdigest.snippets.portable.jobs import Job
from techdigest.snippets.portable.sandbox import Sandbox

_EXTRA = ("torch", "triton", "numba")  # of the extra `gpu` in pyproject.toml


def missing(job: Job, sandbox: Sandbox) -> str | None:
    """Return why a job cannot be run here and what would help, or None."""
    reason = needs.missing(job, sandbox)
    if reason is None:
        return None
    if "is not installed" in reason and not reason.startswith("the command"):  # a package of Python's
        return (
            f"{reason}: pip install 'techdigest[gpu]'" if any(name in reason for name in _EXTRA) else reason
        )
    if "cluster" in reason:
        return f"{reason}: python -m techdigest.snippets.kube records"
    return reason
