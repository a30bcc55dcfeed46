"""The snippets of a site for one run of pytest: read once, each run when its turn comes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from techdigest.commands.site import ForeignSiteError, Site
from techdigest.commands.snippet_run import CannotRunError, Runner, plan
from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.model import Snippet, Target
from techdigest.snippets.portable.jobs import Job, Outcome
from techdigest.snippets.portable.sandbox import Sandbox
from techdigest.snippets.portable.verdict import explain
from techdigest.snippets.runner import job_of, run_job
from techdigest.snippets.sandbox import SandboxUnavailableError, choose


@dataclass
class SnippetSession:
    """What pytest knows of a site's snippets.

    Attributes:
        site: The site.
        library: Its snippets.
        diagnostics: What is wrong with them.
        target: cpu, gpu or kube.
        may_do_without_sandbox: Whether they may run with all of the caller's rights.
        writes_records: Whether the records are written.
    """

    site: Site
    library: SnippetLibrary
    diagnostics: Diagnostics
    target: Target
    may_do_without_sandbox: bool
    writes_records: bool

    @classmethod
    def open(
        cls, config_file: Path, target: Target, *, may_do_without_sandbox: bool, writes_records: bool
    ) -> SnippetSession | None:
        """Read the site; None where this is no site of ours, whose pages are not ours to run.

        Raises SiteError when it is ours and cannot be read: its snippets must not go unnoticed.
        """
        try:
            site = Site.load(config_file)
        except ForeignSiteError:
            return None
        library, diagnostics = site.snippets()
        return cls(site, library, diagnostics, target, may_do_without_sandbox, writes_records)

    @property
    def content_dir(self) -> Path:
        """The content folder."""
        return self.site.content_dir

    def errors_on(self, path: str) -> list[Diagnostic]:
        """Return what keeps snippets of a page from being run."""
        return [d for d in self.diagnostics if d.path == path and d.severity is Severity.ERROR]

    def held_by(self, path: str) -> list[Snippet]:
        """Return the snippets whose code a page holds, in its order."""
        return [snippet for snippet in self.library.on_page(path) if snippet.place.path == path]

    def run(self, snippet: Snippet) -> tuple[Job, Outcome]:
        """Run a snippet, and write its record where that was asked for."""
        try:
            [job] = plan(self.site, self.library, (snippet.id,), self.target).jobs
        except CannotRunError as reason:
            job = job_of(snippet, self.library, self.target, self.content_dir)
            return job, Outcome("skipped", str(reason))
        try:
            return job, self._recorded(job) if self.writes_records else run_job(job, self._sandbox)
        except SandboxUnavailableError as reason:
            return job, Outcome("failed", str(reason))

    def _recorded(self, job: Job) -> Outcome:
        runner = Runner(self.site, may_do_without_sandbox=self.may_do_without_sandbox)
        [result] = runner.run([job], on_done=lambda _: None)
        return result.outcome

    @cached_property
    def _sandbox(self) -> Sandbox:
        return choose(self.content_dir, may_do_without=self.may_do_without_sandbox)

    def explain(self, job: Job, outcome: Outcome) -> str:
        """Return page and line, reason, snippet, claim and output."""
        return explain(job, outcome)
