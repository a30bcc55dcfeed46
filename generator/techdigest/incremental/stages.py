"""The stages of a build: what is shown while they run, and what they took."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from techdigest.incremental.bar import Bar, bar_on_terminal, no_bar
from techdigest.incremental.profile import Profile, Seconds, StageProfile, peak_memory

_SILENT = 2.0  # seconds a stage may take without a word


class Stages:
    """Times the stages of one build.

    A stage that takes more than two seconds shows a bar while it runs, if standard error is a terminal, and
    leaves one line in the log; where the log takes debug messages, each stage leaves its line.

    Args:
        log: Takes the lines, at level INFO; if it does not, nothing is shown at all.
        now: The clock.
        bar: Makes the bar of a stage, given what it is called and its total.
    """

    def __init__(
        self,
        log: logging.Logger,
        *,
        now: Callable[[], Seconds] = Seconds.now,
        bar: Callable[[str, int | None], Bar | None] = bar_on_terminal,
    ) -> None:
        self._log = log
        self._now = now
        self._bar = bar if log.isEnabledFor(logging.INFO) else no_bar
        self._began = now()
        self._stages: dict[str, StageProfile] = {}
        self._depth = 0

    @contextmanager
    def stage(self, name: str, total: int | None = None, unit: str = "pages") -> Iterator[Stage]:
        """Time a stage: `total` is how many items it has to do, `unit` what they are called."""
        profile = self._stages.setdefault(name, StageProfile(name, self._depth))
        title = name if total is None else f"{name} {total:,} {unit}"
        stage = Stage(profile, self._now, lambda: self._bar(title, total))
        self._depth += 1
        try:
            yield stage
        finally:
            self._depth -= 1
            spent = stage.close()
        if spent.wall > _SILENT or self._log.isEnabledFor(logging.DEBUG):
            self._log.info("%s: %s", title, stage.summary(spent))

    def profile(self) -> Profile:
        """Return what the stages took, and the whole since these `Stages` were made."""
        return Profile(self._began.until(self._now()), tuple(self._stages.values()), peak_memory())

    def report(self) -> str:
        """Return the profile as text."""
        return self.profile().table()


class Stage:
    """One stage while it runs."""

    def __init__(
        self, profile: StageProfile, now: Callable[[], Seconds], bar: Callable[[], Bar | None]
    ) -> None:
        self._profile = profile
        self._now = now
        self._began = now()
        self._make_bar = bar
        self._bar: Bar | None = None
        self._asked = False
        self._done = self._hits = self._misses = 0

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
        self._done += count
        self._profile.count += count
        if hit is not None:
            self._count(count, hit)
        if seconds > 0 and label:
            self._profile.add(label, seconds)
        self._show(label)

    def _count(self, count: int, hit: bool) -> None:
        if hit:
            self._hits += count
            self._profile.hits += count
        else:
            self._misses += count
            self._profile.misses += count

    def _show(self, label: str) -> None:
        if not self._asked and self._now().wall - self._began.wall > _SILENT:
            self._asked = True
            self._bar = self._make_bar()
        if self._bar:
            self._bar.show(self._done, label)

    def close(self) -> Seconds:
        """Take the bar away, and return what the stage took."""
        if self._bar:
            self._bar.close()
        spent = self._began.until(self._now())
        self._profile.spent = self._profile.spent.plus(spent)
        return spent

    def summary(self, spent: Seconds) -> str:
        """Return what was done in words: ``998 as before, 2 made, 0.4 s``."""
        counts = [(self._hits, "as before"), (self._misses, "made")]
        said = [f"{count:,} {word}" for count, word in counts if self._hits or self._misses]
        return ", ".join([*said, f"{spent.wall:.1f} s"])
