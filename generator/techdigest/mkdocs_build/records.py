"""What is logged while a page is made, so that it is said again when the page is not."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

_ROOT = "mkdocs"  # the logger above those of MkDocs and its plugins


class Said(NamedTuple):
    """A line of the log: its logger's name, its level and its text."""

    logger: str
    level: int
    text: str


class _Listener(logging.Filter):
    """Takes what is said to the handlers of MkDocs' logger."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[Said] = []

    def filter(self, record: logging.LogRecord) -> bool:
        self.said.append(Said(record.name, record.levelno, record.getMessage()))
        return False


@contextmanager
def withheld() -> Iterator[list[Said]]:
    """Hold back what is logged meanwhile, and yield the list that it comes to."""
    root = logging.getLogger(_ROOT)
    listener, handlers, propagates = _Listener(), root.handlers[:], root.propagate
    holder = logging.NullHandler()
    holder.handle = listener.filter  # type: ignore[method-assign]  # the handler of a few lines
    holder.setLevel(logging.NOTSET)
    root.handlers[:] = [holder]
    root.propagate = False
    level = root.level
    root.setLevel(logging.INFO)  # whatever this build prints, the next may print more
    try:
        yield listener.said
    finally:
        root.handlers[:] = handlers
        root.propagate = propagates
        root.setLevel(level)


@contextmanager
def repeated_on_error() -> Iterator[list[Said]]:
    """The same; what was said before an exception is logged, as nobody will come to hear it otherwise."""
    said: list[Said] = []
    try:
        with withheld() as said:
            yield said
    except Exception:
        say(said)
        raise


def say(said: Iterable[Said]) -> None:
    """Log again what was held back."""
    for line in said:
        logging.getLogger(line.logger).log(line.level, "%s", line.text)
