"""Changed paths, held back until the editor has finished saving."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

QUIET = 0.025  # seconds without a change after which the changes so far are handed over
PATIENCE = 0.15  # seconds after the first change at which they are, quiet or not


class Debounce:
    """A bag of changed paths: any thread puts in, one takes out all at once when nothing was put in lately.

    An editor saves by several steps within a few milliseconds (a temporary file, a rename, a backup), a
    checkout by hundreds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: set[Path] = set()
        self._first = self._last = 0.0
        self._closed = False
        self._changed = threading.Condition()

    def add(self, paths: Iterable[Path]) -> None:
        """Put paths in."""
        new = set(paths)
        if not new:
            return
        with self._changed:
            self._last = self._clock()
            if not self._waiting:
                self._first = self._last
            self._waiting |= new
            self._changed.notify_all()

    def close(self) -> None:
        """Let `take` return None from now on."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def is_waiting(self) -> bool:
        """Whether anything is in it."""
        return bool(self._waiting)

    def delay(self) -> float | None:
        """Seconds until what is in it may be taken, 0 or less if it may be now; None if nothing is in it."""
        if not self._waiting:
            return None
        return min(self._last + QUIET, self._first + PATIENCE) - self._clock()

    def take(self) -> frozenset[Path] | None:
        """Wait for paths that are due, and take all of them; None once closed."""
        with self._changed:
            while not self._closed:
                delay = self.delay()
                if delay is not None and delay <= 0:
                    taken = frozenset(self._waiting)
                    self._waiting.clear()
                    return taken
                # Not for ever: on Windows, waiting without an end is deaf to Ctrl-C.
                self._changed.wait(1.0 if delay is None else delay)
            return None
