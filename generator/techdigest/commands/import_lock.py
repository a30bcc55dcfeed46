"""One import at a time into a folder of notes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from techdigest.importers.safe_files import remove_empty
from techdigest.incremental.outputs.locks import FileLock

LOCK = ".importing"  # in the folder of notes, while an import is at work; hidden, so never published


class BusyError(Exception):
    """Another import is at work in the folder; the message says so."""


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other imports out of a folder, which is made if it is missing.

    A lock that a killed import left is free. Raises BusyError at once where another is at work, OSError where
    the folder cannot be written to.
    """
    first = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    try:
        lock = FileLock(path, wait=False)
    except BlockingIOError as error:
        raise BusyError(f"{folder}: another import is at work here; wait until it has ended.") from error
    try:
        if not lock.is_on(path):  # the other one ended just now, and took the file along
            raise BusyError(f"{folder}: another import was at work here; try again.")
        try:
            yield
        finally:
            if os.name != "nt":  # where no open file can be removed
                path.unlink(missing_ok=True)
    finally:
        lock.release()
        remove_empty(folder, first)
