"""Builds in processes of their own, which may be killed on the way."""

from __future__ import annotations

import multiprocessing
import os
import sys
from contextlib import suppress
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from unittest.mock import patch

from support.oracle.builds import Order, Outcome, build
from support.oracle.progress import END, Progress, watch

_WARM = "support.oracle.warm"


class NewProcesses:
    """Builds that each run in a process of their own, as a user's do: nothing is known but what is on disk.

    The processes are forked from one that has imported all packages and built another site.
    """

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([_WARM])
        # Python 3.11's server does not get this process's path, and passes over what it cannot import.
        with patch.dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)):
            forkserver.ensure_running()

    def start(self, order: Order, until: Progress = END) -> Running:
        """Begin to build, and be killed as soon as either figure of `until` is reached."""
        return Running(self._context, order, until)


class Running:
    """A build that has begun. `progress` tells how far one that went through has come."""

    progress = Progress(0, 0)

    def __init__(self, context: ForkServerContext, order: Order, until: Progress) -> None:
        self._results, results = context.Pipe(duplex=False)
        self._process = context.Process(target=_build, args=(order, until, results))
        self._process.start()
        results.close()

    def is_over(self, seconds: float) -> bool:
        """Wait for the end at most so long, and tell whether it has come."""
        return self._results.poll(seconds)

    def outcome(self) -> Outcome | None:
        """Wait for the end of a build that may be killed; None if it was."""
        outcome: Outcome | None = None
        with self._results as results, suppress(EOFError):
            outcome, self.progress = results.recv()
        self._process.join()
        code = self._process.exitcode or 0
        assert (outcome is None) == (code < 0), f"exit status {code}"
        return outcome

    def result(self) -> Outcome:
        """Wait for the end."""
        outcome = self.outcome()
        assert outcome is not None, "the build was killed"
        return outcome


def _build(order: Order, until: Progress, results: Connection) -> None:
    assert _WARM in sys.modules, "this process has everything to import: each build takes seconds"
    come = watch(until)
    results.send((build(order), come()))
