"""How far a build has come, and its end by a signal as soon as it has come so far."""

from __future__ import annotations

import math
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

_CHANGES = {
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "os.utime",
}
_INSTRUCTIONS = 100  # of SQLite's virtual machine, which are a step: some rows


class Progress(NamedTuple):
    """Changes of files and folders and steps of the database so far; and seconds of CPU time."""

    changes: float
    seconds: float


END = Progress(math.inf, math.inf)


def watch(until: Progress) -> Callable[[], Progress]:
    """Count what this process does from now on, and kill it as soon as either figure is reached.

    No change is too many: the process dies before the last of `until.changes`. Nor is the moment in which its
    time is up bound to anything that Python does: it may lie within a write.

    Returns:
        What tells how far it has come, which is then out of danger.
    """
    process, start, changes, is_over = os.getpid(), time.process_time(), 0, False

    def count(_: object = None) -> None:
        nonlocal changes
        if os.getpid() == process and not is_over:  # not one that was forked from it
            changes += 1
            if changes >= until.changes:
                os.kill(process, signal.SIGKILL)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _CHANGES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            count()

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = open_database(*arguments, **options)
        connection.set_progress_handler(count, _INSTRUCTIONS)
        return connection

    sys.addaudithook(heard)
    open_database = sqlite3.connect
    sqlite3.connect = connect  # type: ignore[assignment]  # until the process ends
    if until.seconds < math.inf:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # that is, the kernel ends the process, as by SIGKILL
        signal.setitimer(signal.ITIMER_PROF, max(until.seconds, 1e-3))

    def come() -> Progress:
        nonlocal is_over
        is_over = True
        signal.setitimer(signal.ITIMER_PROF, 0)
        return Progress(changes, time.process_time() - start)

    return come
