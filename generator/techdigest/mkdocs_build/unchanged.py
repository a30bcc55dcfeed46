"""A build in which nothing has changed at all need not be run: what it said is said again."""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from techdigest.incremental.digests import Digest, Undigestible, digest_of
from techdigest.mkdocs_build.participants import Roster
from techdigest.mkdocs_build.records import Said
from techdigest.mkdocs_build.values import config_digest
from techdigest.mkdocs_build.watched import LinkedFolderError, Watched, watched_files
from techdigest.mkdocs_build.workshop import Workshop


class Whole(NamedTuple):
    """A build from its beginning to its end: the site it left, and its warnings."""

    site: Digest
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that a build reads, as it was when the build began.

    Attributes:
        key: The digest of all of it.
        stamp: When its files last changed.
    """

    roster: Roster
    key: Digest
    stamp: Digest

    @classmethod
    def at_the_beginning(cls, roster: Roster, shop: Workshop) -> Sources | None:
        """Look at all of it; None where it is not known what the build reads.

        Call it before plugins change the configuration.
        """
        if not roster.leaves_no_trace:
            return None
        config = roster.config
        try:
            options = config_digest(config)
        except Undigestible:
            return None
        try:
            watched = list(watched_files(config))
            stamp = _stamp(watched)
            files = [(each.name, each.nature, _content(shop, each)) for each in watched]
        except (OSError, LinkedFolderError):  # the build says it better, if it reads it at all
            return None
        # Of today, as pages without a date of their own get its date.
        key = digest_of("whole", shop.code, options, shop.site_dir, files, date.today())
        return cls(roster, key, stamp)

    def are_the_same(self) -> bool:
        """Whether no file was saved since the beginning; else what was made may be of either text."""
        try:
            return _stamp(watched_files(self.roster.config)) == self.stamp
        except (OSError, LinkedFolderError):
            return False


def _content(shop: Workshop, watched: Watched) -> Digest | None:
    return shop.digests.of(watched.path) if watched.has_content else None


def _stamp(watched: Iterable[Watched]) -> Digest:
    return digest_of([_status(each.path) for each in watched])


def _status(path: str) -> tuple[object, ...]:
    try:
        status = os.stat(path)  # noqa: PTH116 - thousands of them, of which pathlib would take its time
    except OSError:
        return (path,)
    return path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def whole(shop: Workshop, sources: Sources | None) -> Whole | None:
    """The build that had the same to read, if the site is still as it left it."""
    data = shop.store.get(sources.key) if sources else None
    if sources is None or data is None:
        return None
    then: Whole = pickle.loads(data)  # noqa: S301 - of our own cache
    is_there = all(ask(sources.roster.config) for _, ask in sources.roster.ask("is_complete"))
    return then if is_there and shop.outputs.present() == then.site else None


@contextmanager
def warnings_kept() -> Iterator[list[Said]]:
    """Yield the list to which all warnings come that are logged meanwhile, whether they are shown or not."""
    root = logging.getLogger("mkdocs")
    said: list[Said] = []
    keeper = logging.Handler(logging.WARNING)
    keeper.emit = lambda record: said.append(Said(record.name, record.levelno, record.getMessage()))  # type: ignore[method-assign]  # one line
    level, levels = root.level, {handler: handler.level for handler in root.handlers}
    if (
        level > logging.WARNING
    ):  # as with --quiet: the logger makes warnings, and its handlers do not show them
        for handler in levels:
            handler.setLevel(max(handler.level, level))
        root.setLevel(logging.WARNING)
    root.addHandler(keeper)
    try:
        yield said
    finally:
        root.removeHandler(keeper)
        root.setLevel(level)
        for handler, before in levels.items():
            handler.setLevel(before)
