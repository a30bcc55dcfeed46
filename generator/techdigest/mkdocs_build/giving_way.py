"""A build of the preview gives way to newer changes: the page that is being edited goes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Superseded(Exception):
    """Ends a build, before it has changed anything of the site, because newer changes wait."""


_is_superseded: ContextVar[Callable[[], bool]] = ContextVar("is_superseded", default=lambda: False)


@contextmanager
def giving_way(is_superseded: Callable[[], bool]) -> Iterator[None]:
    """Let `give_way` ask this: between it and a build lies MkDocs, which takes no further argument."""
    token = _is_superseded.set(is_superseded)
    try:
        yield
    finally:
        _is_superseded.reset(token)


def give_way() -> None:
    """Called as a build goes on.

    Raises:
        Superseded: Newer changes wait.
    """
    if _is_superseded.get()():
        raise Superseded
