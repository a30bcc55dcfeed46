"""Looking for changed files, for file systems that do not tell."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from techdigest.mkdocs_build.serve.watching.scope import Scope

INTERVAL = 0.5  # seconds between two looks
_SHARE = 10  # a look may take this part of the time at most, whatever the number of files

_Signature = tuple[int, int, int]  # when it changed (ns), size, inode


class Polling:
    """Looks at every file again and again, in a thread of its own."""

    def __init__(self, scope: Scope, report: Callable[[Iterable[str]], None]) -> None:
        self._scope = scope
        self._report = report
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="polling", daemon=True)

    def start(self) -> None:
        """Look for the first time; what changes from now on is reported."""
        self._seen = self.look()
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()
        self._thread.join()

    def look(self) -> dict[str, _Signature]:
        """The state of every file; of what a link leads to, where it leads somewhere."""
        found: dict[str, _Signature] = {}
        for root in self._scope.roots:
            with suppress(OSError):  # it may come
                found[root] = _signature(os.stat(root))  # noqa: PTH116 - strings, see Scope.files
            for entry in self._scope.files(root, lambda folder: None):
                with suppress(OSError):  # gone since, or a link that dangles
                    found[entry.path] = _signature(entry.stat())
        return found

    def _run(self) -> None:
        pause = INTERVAL
        while not self._stop.wait(pause):
            began = time.monotonic()
            now = self.look()
            pause = max(INTERVAL, _SHARE * (time.monotonic() - began))
            changed = [
                path for path in now.keys() | self._seen.keys() if now.get(path) != self._seen.get(path)
            ]
            self._seen = now
            if changed:
                self._report(changed)


def _signature(status: os.stat_result) -> _Signature:
    if stat.S_ISDIR(status.st_mode):  # of what happens in a folder, its files tell
        return 0, 0, status.st_ino
    return status.st_mtime_ns, status.st_size, status.st_ino
