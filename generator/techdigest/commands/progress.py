"""How far a command is: a bar on a terminal for what takes longer than two seconds, nothing elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from techdigest.incremental.stages import Bar, on_terminal

_SILENT = 2.0  # seconds


@contextmanager
def progress(
    make_bar: Callable[[str, int | None], Bar | None] = on_terminal, now: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[str, int, int], None]]:
    """Yield what is to be told the stage, how much of it is done, and how much there is (0: nobody knows).

    Args:
        make_bar: Makes the bar of a stage, given its name and how much there is; None where there is none.
        now: The clock.
    """
    shown = _Shown(make_bar, now)
    try:
        yield shown.tell
    finally:
        shown.close()


class _Shown:
    def __init__(self, make_bar: Callable[[str, int | None], Bar | None], now: Callable[[], float]) -> None:
        self._make_bar = make_bar
        self._now = now
        self._from = now() + _SILENT
        self._stage = ""
        self._bar: Bar | None = None
        self._can_show = True

    def tell(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self.close()
            self._stage = stage
        if self._bar is None and self._can_show and self._now() > self._from:
            self._bar = self._make_bar(stage, total or None)
            self._can_show = self._bar is not None
        if self._bar is not None:
            self._bar.show(done, "")

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
