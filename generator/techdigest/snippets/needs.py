"""What snippets may need, with the words for those who have our repository before them."""

from __future__ import annotations

from techdigest.snippets.portable import needs
from techdigest.snippets.portable.jobs import Job
from techdigest.snippets.portable.sandbox import Sandbox


def missing(job: Job, sandbox: Sandbox) -> str | None:
    """Return why a job cannot be run here and what would help, or None."""
    reason = needs.missing(job, sandbox)
    if reason is None:
        return None
    if "is not installed" in reason and not reason.startswith("the command"):  # a package of Python's
        return f"{reason}: make extras"
    if "cluster" in reason:
        return f"{reason}: make kube-records"
    return reason
