"""A build in which nothing has changed at all need not be run: what it said is said again."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from techdigest.incremental.digests import Digest, Undigestible, digest_of
from techdigest.mkdocs_build.participants import Roster
from techdigest.mkdocs_build.records import Said
from techdigest.mkdocs_build.values import config_digest, watched_files
from techdigest.mkdocs_build.workshop import Workshop


class Whole(NamedTuple):
    """A build from its beginning to its end: the site it left, and its warnings."""

    site: Digest
    said: tuple[Said, ...]


def key_of_all(roster: Roster, shop: Workshop) -> Digest | None:
    """The digest of everything that a build reads; None where that is not known.

    Call it before plugins change the configuration.
    """
    if not roster.leaves_no_trace:
        return None
    config = roster.config
    try:
        options = config_digest(config)
    except Undigestible:
        return None
    files = [(name, shop.digests.of(path)) for name, path in watched_files(config)]
    # Of today, as pages without a date of their own get its date.
    return digest_of("whole", shop.code, options, shop.site_dir, files, date.today())


def whole(shop: Workshop, key: Digest | None, roster: Roster) -> Whole | None:
    """The build that had the same to read, if the site is still as it left it."""
    data = shop.store.get(key) if key else None
    if data is None:
        return None
    then: Whole = pickle.loads(data)  # noqa: S301 - of our own cache
    is_there = all(ask() for _, ask in roster.ask("is_complete"))
    return then if is_there and shop.outputs.present() == then.site else None


@contextmanager
def warnings_kept() -> Iterator[list[Said] | None]:
    """Yield the list to which all warnings come that are logged meanwhile; None if some are not even made."""
    root = logging.getLogger("mkdocs")
    if not root.isEnabledFor(logging.WARNING):
        yield None
        return
    said: list[Said] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(Said(record.name, record.levelno, record.getMessage()))  # type: ignore[method-assign]  # one line
    root.addHandler(handler)
    try:
        yield said
    finally:
        root.removeHandler(handler)
