"""The way of watching that works here."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from techdigest.mkdocs_build.serve.watching.inotify import Inotify
from techdigest.mkdocs_build.serve.watching.mounts import is_remote
from techdigest.mkdocs_build.serve.watching.observer import Observed
from techdigest.mkdocs_build.serve.watching.polling import INTERVAL, Polling
from techdigest.mkdocs_build.serve.watching.scope import Scope

log = logging.getLogger("mkdocs.livereload")

FORCE_POLLING = "TECHDIGEST_POLL"  # the environment variable that switches the system's news off when it is 1


class _Backend(Protocol):
    def start(self) -> None: ...
    def stop(self) -> None: ...


class Watcher:
    """Calls `report` with the files and folders that changed, from a thread of its own."""

    def __init__(self, scope: Scope, report: Callable[[Iterable[Path]], None]) -> None:
        self._scope = scope
        self._told = report
        self._backend: _Backend | None = None
        self._lock = threading.Lock()

    @property
    def is_polling(self) -> bool:
        """Whether files are looked at again and again, as the system does not tell of changes."""
        return isinstance(self._backend, Polling)

    def start(self) -> None:
        """Begin to watch."""
        if os.environ.get(FORCE_POLLING) == "1":
            self._poll(f"{FORCE_POLLING}=1")
        elif remote := next((root for root in self._scope.roots if is_remote(root)), None):
            self._poll(f"the file system of {remote} may not tell of changes")
        else:
            try:
                backend = self._native()
                backend.start()
            except OSError as error:
                self._poll(str(error))
            else:
                self._backend = backend

    def stop(self) -> None:
        """Watch no longer."""
        with self._lock:
            backend, self._backend = self._backend, None
        if backend is not None:
            backend.stop()

    def _native(self) -> _Backend:
        if sys.platform == "linux":
            return Inotify(self._scope, self._report, self._give_up)
        return Observed(self._scope, self._report)

    def _report(self, paths: Iterable[str]) -> None:
        self._told(self._scope.relevant(paths))

    def _give_up(self, error: OSError) -> None:
        """Look from now on, and report everything, as something may have been missed."""
        with self._lock:
            if self._backend is None:  # it is being stopped
                return
            self._poll(str(error))
        self._report(self._scope.roots)

    def _poll(self, reason: str) -> None:
        log.info(f"Looking for changed files every {INTERVAL} s: {reason}")
        backend = Polling(self._scope, self._report)
        backend.start()
        self._backend = backend
