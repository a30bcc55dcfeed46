"""The stages of a build: what is shown while they run, and what they took."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from techdigest.incremental.profile import Profile, Seconds, StageProfile, peak_memory

PROFILE = "TECHDIGEST_PROFILE"  # environment: log the profile
PROFILE_JSON = "TECHDIGEST_PROFILE_JSON"  # environment: the file it is written to
_SILENT = 2.0  # seconds a stage may take without a word


class Bar(Protocol):
    """Shows how far a stage is."""

    def show(self, done: int, label: str) -> None:
        """Show how many items are done, and the one at hand."""

    def close(self) -> None:
        """Show nothing any more."""


def on_terminal(title: str, total: int | None) -> Bar | None:
    """Return a bar if standard error is a terminal that can draw one."""
    from techdigest.incremental.bar import bar_on_terminal  # noqa: PLC0415 - rich takes a tenth of a second

    return bar_on_terminal(title, total)


class Stages:
    """Times the stages of one build.

    A stage that takes more than two seconds shows a bar while it runs, if standard error is a terminal, and
    leaves one line in the log; where the log takes debug messages, each stage leaves its line.

    Args:
        log: Takes the lines, at level INFO; if it does not, nothing is shown at all.
        from_start: Count from the start of this process, with a stage of that name up to here: Python,
            imports, the reading of the configuration.
        now: The clock.
        bar: Makes the bar of a stage, given what it is called and its total.
        going_on: Called before each stage, and as its items are done; what it raises ends the build.
    """

    def __init__(
        self,
        log: logging.Logger,
        *,
        from_start: bool = False,
        now: Callable[[], Seconds] = Seconds.now,
        bar: Callable[[str, int | None], Bar | None] = on_terminal,
        going_on: Callable[[], None] = lambda: None,
    ) -> None:
        self._log = log
        self._going_on = going_on
        self._now = now
        self._bar = bar
        self._began = Seconds.at_start() if from_start else now()
        self._profiles: dict[str, StageProfile] = {}
        self._depth = 0
        if from_start:
            self._profiles["start"] = StageProfile("start", spent=self._began.until(now()))

    @contextmanager
    def stage(self, name: str, total: int | None = None, unit: str = "pages") -> Iterator[Stage]:
        """Time a stage: `total` is how many items it has to do, `unit` what they are called."""
        self._going_on()
        profile = self._profiles.setdefault(name, StageProfile(name, self._depth))
        title = name if total is None else f"{name} {total:,} {unit}"
        is_shown = self._log.isEnabledFor(logging.INFO)
        stage = Stage(self._now, lambda: self._bar(title, total) if is_shown else None, self._going_on)
        self._depth += 1
        try:
            yield stage
        finally:
            self._depth -= 1
            took = stage.close()
            profile.add(took)
        if took.spent.wall > _SILENT or self._log.isEnabledFor(logging.DEBUG):
            self._log.info("%s: %s", title, took.summary())

    def profile(self) -> Profile:
        """Return what the stages took, and the whole."""
        return Profile(self._began.until(self._now()), tuple(self._profiles.values()), peak_memory())

    def report(self) -> str:
        """Return the profile as text."""
        return self.profile().table()

    def tell(self, environment: Mapping[str, str] = os.environ) -> None:
        """Log the profile if ``TECHDIGEST_PROFILE`` asks for it; write it to ``TECHDIGEST_PROFILE_JSON``."""
        if environment.get(PROFILE):
            self._log.info("Where the time went:\n%s", self.report())
        if path := environment.get(PROFILE_JSON):
            try:
                Path(path).write_text(self.profile().json(), encoding="utf-8", newline="\n")
            except OSError as error:
                self._log.warning("The profile cannot be written: %s", error)


class Stage:
    """One stage while it runs."""

    def __init__(
        self, now: Callable[[], Seconds], bar: Callable[[], Bar | None], going_on: Callable[[], None]
    ) -> None:
        self._took = StageProfile("")
        self._going_on = going_on
        self._now = now
        self._began = now()
        self._make_bar: Callable[[], Bar | None] | None = bar
        self._bar: Bar | None = None

    def advance(
        self, count: int = 1, label: str = "", seconds: float = 0.0, *, hit: bool | None = None
    ) -> None:
        """Count items that are done.

        Args:
            count: How many.
            label: What the item is called, to show it, and among the slowest.
            seconds: What it took, in whichever process.
            hit: Whether it was as before (True) or was made (False); None where that is no question.
        """
        self._going_on()
        self._took.count += count
        self._took.hits += count if hit else 0
        self._took.misses += count if hit is False else 0
        if seconds > 0 and label:
            self._took.add_slow(seconds, label)
        if self._make_bar and self._began.until(self._now()).wall > _SILENT:
            self._bar, self._make_bar = self._make_bar(), None
        if self._bar:
            self._bar.show(self._took.count, label)

    def close(self) -> StageProfile:
        """Take the bar away, and return what the stage took."""
        if self._bar:
            self._bar.close()
        self._took.spent = self._began.until(self._now())
        return self._took
