"""Which file of the site changed when, and what is wrong with it now: all that an open page needs to know."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable

from techdigest.mkdocs_build.serve.problems import NO_PROBLEMS, Problems


class Versions:
    """Counts up with each change that a browser can see.

    A page knows at which version it was served. Asking which of the files it uses have changed since, it
    misses nothing, however long it was asleep.

    Attributes:
        run: Another one for each server, since counting begins anew.
        version: The present version.
        problems: What the last build found.
    """

    def __init__(self) -> None:
        self.run = f"{time.time_ns():x}"
        self.version = 1
        self.problems = NO_PROBLEMS
        self._changed_at: dict[str, int] = {}
        self._all_changed_at = 0
        self._closed = False
        self._advanced = threading.Condition()

    def publish(self, changed: Iterable[str] | None) -> None:
        """Tell of files with other content, or that are gone; None: it may be any."""
        with self._advanced:
            if changed is None:
                self._all_changed_at = self.version + 1
                self._changed_at.clear()
            else:
                news = dict.fromkeys(changed, self.version + 1)
                if not news:
                    return
                self._changed_at |= news
            self._advance()

    def report(self, problems: Problems) -> None:
        """Replace what is wrong."""
        with self._advanced:
            if problems != self.problems:
                self.problems = problems
                self._advance()

    def changed_since(self, run: str, version: int, paths: Iterable[str]) -> frozenset[str] | None:
        """Which of the files have changed since a version of a run; None: they all may have."""
        with self._advanced:
            if run != self.run or version < self._all_changed_at:
                return None
            return frozenset(path for path in paths if self._changed_at.get(path, 0) > version)

    def wait(self, seen: int, seconds: float) -> int | None:
        """Wait for a newer version than the one seen, and return the present one; None once closed."""
        with self._advanced:
            self._advanced.wait_for(lambda: self._closed or self.version > seen, seconds)
            return None if self._closed else self.version

    def close(self) -> None:
        """Let all that wait go."""
        with self._advanced:
            self._closed = True
            self._advanced.notify_all()

    def _advance(self) -> None:
        self.version += 1
        self._advanced.notify_all()
