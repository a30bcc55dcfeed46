"""pytest runs the snippets of a site: each is a test, collected from the page that holds its code.

It is loaded in every project that has techdigest installed, so it imports nothing heavy before a Markdown
file asks for a run; in a project without mkdocs.yml, or without such fences, it does nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from techdigest.commands.printable import printable

if TYPE_CHECKING:
    from techdigest.commands.snippet_session import SnippetSession
    from techdigest.diagnostics import Diagnostic
    from techdigest.snippets.model import Snippet

_ASKS = re.compile(rb"[.{][ \t]*run\b")
_PROPERTY = "snippet"  # a report's user property: the id of the snippet that it is about


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of snippets."""
    group = parser.getgroup("techdigest", "snippets of notes")
    group.addoption("--no-sandbox", action="store_true", help="run snippets with all your rights")
    group.addoption(
        "--snippet-target",
        default="cpu",
        choices=["cpu", "gpu", "kube"],
        help="what snippets run on; only those that need it do on gpu and kube (default: cpu)",
    )
    group.addoption("--snippet-records", action="store_true", help="write the records of what has run")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the books of this run."""
    config.pluginmanager.register(_Books(config), "techdigest-snippet-books")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SnippetPage | None:
    """Collect a page that asks for a run, if it is one of a site's."""
    if file_path.suffix != ".md" or not (parent.config.rootpath / "mkdocs.yml").is_file():
        return None
    if not _ASKS.search(file_path.read_bytes()):
        return None
    books = _books(parent.config)
    if books.session is None or not file_path.is_relative_to(books.session.content_dir):
        return None
    return SnippetPage.from_parent(parent, path=file_path)


class SnippetPage(pytest.File):
    """A page of the site."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield what is wrong with the page's snippets, and the snippets whose code it holds."""
        session = _books(self.config).session
        assert session is not None  # noqa: S101 - else the page is not collected
        path = self.path.relative_to(session.content_dir).as_posix()
        for diagnostic in session.errors_on(path):
            name = f"{diagnostic.code}-{diagnostic.line}"
            yield BadFence.from_parent(self, name=name, diagnostic=diagnostic)
        for snippet in session.held_by(path):
            yield SnippetItem.from_parent(self, name=snippet.id, snippet=snippet)


class BadFence(pytest.Item):
    """A fence that cannot be run: it fails, and says why."""

    def __init__(self, *, diagnostic: Diagnostic, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.diagnostic = diagnostic

    def runtest(self) -> None:
        """Fail."""
        raise SnippetFailedError(self.diagnostic.render())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the diagnostic alone."""
        return _shown(self, excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the page, the fence's line from 0, and the name."""
        return self.path, max(0, self.diagnostic.line - 1), self.name


class SnippetItem(pytest.Item):
    """A snippet, with the code that it is built on."""

    def __init__(self, *, snippet: Snippet, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.snippet = snippet
        self.user_properties.append((_PROPERTY, snippet.id))
        if self.config.pluginmanager.hasplugin("timeout"):  # the sandbox's own limit comes first
            self.add_marker(pytest.mark.timeout(snippet.timeout * 10 + 60))

    def runtest(self) -> None:
        """Run it for the target."""
        session = _books(self.config).session
        assert session is not None  # noqa: S101 - else the page is not collected
        job, outcome = session.run(self.snippet)
        if outcome.status == "skipped":
            pytest.skip(outcome.message)
        if outcome.metrics:
            figures = [f"{each.name} = {each.median:g} {each.unit}" for each in outcome.metrics]
            self.add_report_section("call", "metrics", "\n".join(figures))
        if outcome.status != "passed":
            raise SnippetFailedError(session.explain(job, outcome))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show page and line, snippet, claim and output, instead of our own traceback."""
        return _shown(self, excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the page, the fence's line from 0, and the name."""
        return self.path, self.snippet.place.line - 1, self.name


class SnippetFailedError(Exception):
    """A snippet did not do what its page says; the text tells all of it."""


class _Books:
    """What was to be run and what was, in this process and in xdist's workers."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.expected: set[str] = set()  # snippets that this run must come to an end with
        self.lost: set[str] = set()  # snippets of the site that were not even collected
        self.done: set[str] = set()
        self.skipped: dict[str, set[str]] = {}  # by the reason

    @cached_property
    def session(self) -> SnippetSession | None:
        """The site's snippets; None where this is no site of ours."""
        from techdigest.commands.site import SiteError  # noqa: PLC0415 - heavy
        from techdigest.commands.snippet_session import SnippetSession  # noqa: PLC0415 - heavy

        try:
            return SnippetSession.open(
                self.config.rootpath / "mkdocs.yml",
                self.config.option.snippet_target,
                may_do_without_sandbox=self.config.option.no_sandbox,
                writes_records=self.config.option.snippet_records,
            )
        except SiteError as error:
            raise pytest.Collector.CollectError(f"{error} (mkdocs build says why)") from error

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Compare what was collected with what the site declares, before anything is deselected."""
        collected = {item.snippet.id for item in items if isinstance(item, SnippetItem)}
        self.expected |= collected
        has_errors = any(isinstance(item, BadFence) for item in items)
        if "session" in self.__dict__ and self.session is not None and self._covers(self.session.content_dir):
            library = self.session.library
            self.lost |= library.by_id.keys() - collected
            if library.declared > len(library.snippets) and not has_errors:
                self.lost.add(f"{library.declared - len(library.snippets)} with errors that nothing names")

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """What was deselected need not be run."""
        self.expected -= {item.snippet.id for item in items if isinstance(item, SnippetItem)}

    def _covers(self, folder: Path) -> bool:
        """Whether the whole folder was to be collected."""
        option = self.config.option
        narrowed = option.ignore or option.ignore_glob or getattr(option, "lf", False)
        roots = [self.config.invocation_params.dir / argument for argument in self.config.args]
        return not narrowed and any(folder.resolve().is_relative_to(root.resolve()) for root in roots)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note each outcome; with xdist they come to the controller, too."""
        if report.when == "call" or report.outcome != "passed":
            snippets = {str(value) for name, value in report.user_properties if name == _PROPERTY}
            self.done |= snippets
            if snippets and report.skipped:
                reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
                self.skipped.setdefault(reason.removeprefix("Skipped: "), set()).update(snippets)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run if something that should have come to an outcome has not."""
        output = getattr(self.config, "workeroutput", None)
        if output is not None:  # a worker of xdist: the controller looks at all of them
            output[_PROPERTY] = (sorted(self.expected), sorted(self.lost))
        elif self.missing and not (session.shouldstop or session.shouldfail):
            session.exitstatus = max(session.exitstatus, pytest.ExitCode.TESTS_FAILED)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what one of xdist's workers was to run."""
        expected, lost = getattr(node, "workeroutput", {}).get(_PROPERTY, ((), ()))
        self.expected |= set(expected)
        self.lost |= set(lost)

    @property
    def missing(self) -> list[str]:
        """What has no outcome, sorted; nothing has to have one where tests are only listed."""
        if self.config.option.collectonly:
            return []
        return sorted((self.expected - self.done) | self.lost)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how many snippets there were and how many came to an outcome."""
        if (not self.expected and not self.lost) or self.config.option.collectonly:
            return
        done = len(self.expected & self.done)
        terminalreporter.line(f"snippets: {len(self.expected)} declared, {done} came to an outcome")
        for reason, snippets in sorted(self.skipped.items()):
            terminalreporter.line(f"snippets skipped, {reason}: {', '.join(sorted(snippets))}", yellow=True)
        if self.missing:
            terminalreporter.line(f"snippets without an outcome: {', '.join(self.missing)}", red=True)


def _books(config: pytest.Config) -> _Books:
    books = config.pluginmanager.get_plugin("techdigest-snippet-books")
    assert isinstance(books, _Books)  # noqa: S101 - registered when pytest was configured
    return books


def _shown(item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException], style: Any) -> Any:
    if isinstance(excinfo.value, SnippetFailedError):
        return printable(str(excinfo.value))
    return pytest.Item.repr_failure(item, excinfo, style)
