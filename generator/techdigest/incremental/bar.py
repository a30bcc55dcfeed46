"""A progress bar on standard error, above which the log goes on."""

from __future__ import annotations

import logging
import sys
import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column

_REFRESH = 0.1  # seconds


class Bar:
    """A line with the stage, a bar, counts and the page at hand; gone when it is closed.

    It is drawn when it is told of progress, not by a thread: processes with threads cannot be forked safely.
    """

    def __init__(self, title: str, total: int | None, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[label]}", markup=False, table_column=Column(no_wrap=True, ratio=1)),
            console=console,
            auto_refresh=False,
            transient=True,
            expand=True,
        )
        self._task = self._progress.add_task(title, total=total, label="")
        self._drawn = 0.0
        stderr = sys.stderr
        self._progress.start()
        # The handlers of the log write where the bar is: from now on through rich, which puts it below.
        self._handlers = [handler for handler in _stream_handlers() if handler.stream is stderr]
        for handler in self._handlers:
            handler.setStream(sys.stderr)
        self._stderr = stderr

    def show(self, done: int, label: str) -> None:
        """Show how many items are done, and the one at hand."""
        self._progress.update(self._task, completed=done, label=label)
        if time.monotonic() - self._drawn > _REFRESH:
            self._drawn = time.monotonic()
            self._progress.refresh()

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()
        for handler in self._handlers:
            handler.setStream(self._stderr)


def bar_on_terminal(title: str, total: int | None) -> Bar | None:
    """Return a bar if standard error is a terminal that can draw one."""
    console = Console(stderr=True)
    return Bar(title, total, console) if console.is_terminal and not console.is_dumb_terminal else None


def _stream_handlers() -> list[logging.StreamHandler]:  # type: ignore[type-arg] # of whatever stream
    loggers = [logging.root, *logging.root.manager.loggerDict.values()]
    return [
        handler
        for logger in loggers
        if isinstance(logger, logging.Logger)
        for handler in logger.handlers
        if isinstance(handler, logging.StreamHandler)
    ]
