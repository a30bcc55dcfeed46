"""What workers are made to do in tests of executors; here because workers have to import it."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from techdigest.incremental.executors import Executor


def square(offset: int, item: int) -> tuple[int, int]:
    """Return the item's square plus the state, and which process has done it."""
    return item * item + offset, os.getpid()


def call(state: dict[str, Any], item: int) -> Any:
    """Call the state's function, which cannot be pickled, with the item."""
    return state["function"](item)


def large(size: int, item: int) -> bytes:
    """Return that many bytes."""
    return bytes([item % 256]) * size


def sum_of_squares(executor: Executor, item: int) -> int:
    """Use the executor within its own work."""
    return sum(square for square, _ in executor.map(square, 0, range(item)))


def give_back(_state: None, item: bytes) -> bytes:
    """Return the item."""
    return item


def fail(failing: object, item: int) -> int:
    """Raise ValueError at one item."""
    if item == failing:
        raise ValueError(f"no such thing as {item}")
    return item


def linger(seconds: float, _item: int) -> int:
    """Take some time, and return which process did."""
    time.sleep(seconds)
    return os.getpid()


_at_once: list[int] = []  # the items at which this process works


def count_at_once(seconds: float, item: int) -> int:
    """Take some time, and return how many of these calls this process had under way."""
    _at_once.append(item)
    time.sleep(seconds)
    count = len(_at_once)
    _at_once.remove(item)
    return count


class Particular(Exception):
    """An exception that is pickled but cannot be read again."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def fail_particularly(_state: None, _item: int) -> None:
    """Raise an exception that does not survive pickling."""
    raise Particular("this", "that")


def abort(_state: None, item: int) -> None:
    """End as MkDocs' Abort does."""
    sys.exit(item)


def unsendable(_state: None, _item: int) -> object:
    """Return what cannot be pickled."""
    return threading.Lock()


def log_loudly(name: str, item: int) -> int:
    """Log an error."""
    logging.getLogger(name).error("item %s", item)
    return item


def leave_thread(_state: None, item: int) -> int:
    """Leave a thread behind that never ends, as engines do."""
    threading.Thread(target=threading.Event().wait).start()
    return item


def die(fatal: tuple[int, Path | None], item: int) -> int:
    """Be killed at one item, always or as long as a file is not there."""
    at, once = fatal
    if item == at and not (once and once.exists()):
        if once:
            once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def take_time(state: tuple[Path, float], item: int) -> int:
    """Say in a file that this process is at work, and take some seconds for all items but the first."""
    folder, seconds = state
    (folder / str(os.getpid())).touch()
    if item > 0:
        time.sleep(seconds)
    return item


class Unreadable:
    """Pickled in one process, and refused in another."""

    def __init__(self) -> None:
        self.home = os.getpid()

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return refuse_elsewhere, (self.home,)


def refuse_elsewhere(home: int) -> Unreadable:
    """Make an `Unreadable`, but in another process."""
    if os.getpid() != home:
        raise RuntimeError("not here")
    return Unreadable()
