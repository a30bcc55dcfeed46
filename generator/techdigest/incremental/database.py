"""The SQLite file of the store: opening it, whatever is found in its place, and telling what is wrong."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

FORMAT = 2  # the version of schema and values; a file of another version is begun anew
_APPLICATION = 0x54444947  # "TDIG"
_BUSY_SECONDS = 10.0
#: What using a connection raises. Python decodes names of tables and SQLite's messages, which may be damaged.
TROUBLE = (sqlite3.Error, UnicodeDecodeError)
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_ERROR,  # our statements are always the same: the tables are not
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    None,  # a value that Python could not make sense of
}

# What is small and often looked at lies apart from what is large: finding what to evict, and noting what was
# used, touches no page with a value.
_SCHEMA = """
CREATE TABLE entries (key BLOB PRIMARY KEY, blob INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE blobs (id INTEGER PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE builds (last INTEGER NOT NULL);
INSERT INTO builds VALUES (0);
"""


class ForeignDatabaseError(Exception):
    """An SQLite file that is not of this version, or not ours."""


def is_damage(error: BaseException) -> bool:
    """Whether the file itself is broken or not ours, rather than locked, full or out of reach."""
    if isinstance(error, sqlite3.Error):
        return _code(error) in _DAMAGE
    return isinstance(error, ForeignDatabaseError | UnicodeDecodeError)


def is_folder(path: Path) -> bool:
    """Whether a folder lies where the file should be, as far as that can be seen."""
    return os.path.isdir(path)  # noqa: PTH112 - pathlib's raises where it may not look


def _code(error: sqlite3.Error) -> int | None:
    """The error's primary code; None if it is the Python module's own."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def connect(path: Path) -> sqlite3.Connection:
    """Open the store's file for reading and writing, or make it.

    Raises:
        ForeignDatabaseError, OSError: and what is in `TROUBLE`; see `is_damage`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            return _connected(path)
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself where two processes make the file at once
            if (
                _code(error) not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
                or time.monotonic() > deadline
            ):
                raise
            time.sleep(0.02)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a file that may only be read.

    Raises:
        ForeignDatabaseError: and what is in `TROUBLE`.
    """
    # immutable: SQLite asks for no lock and no files beside it, which it could not make here
    connection = _opened(f"{path.absolute().as_uri()}?mode=ro&immutable=1")
    return _checked(connection, _is_ours)


def check(connection: sqlite3.Connection) -> None:
    """Look at all pages of the file.

    Raises:
        sqlite3.DatabaseError: if they do not fit together; `is_damage` of it is true.
    """
    said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise sqlite3.DatabaseError(said)


def set_aside(path: Path) -> None:
    """Move what lies at `path` out of the way; the next connection begins anew.

    Raises:
        OSError: if that is not allowed.
    """
    aside = _aside_of(path)
    _remove(aside)
    with suppress(FileNotFoundError):
        path.rename(aside)
    for suffix in ("-wal", "-shm"):
        _remove(path.with_name(path.name + suffix))


def forget_aside(path: Path) -> None:
    """Remove what an earlier build moved out of the way."""
    with suppress(OSError):  # it is in nobody's way
        _remove(_aside_of(path))


def _aside_of(path: Path) -> Path:
    return path.with_name(path.name + ".damaged")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _opened(uri: str) -> sqlite3.Connection:
    # transactions are begun by hand; the store has a lock of its own for threads
    return sqlite3.connect(
        uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def _connected(path: Path) -> sqlite3.Connection:
    return _checked(_opened(path.absolute().as_uri()), _prepare)


def _checked(
    connection: sqlite3.Connection, check: Callable[[sqlite3.Connection], bool]
) -> sqlite3.Connection:
    try:
        if not check(connection):
            raise ForeignDatabaseError
    except BaseException:
        connection.close()
        raise
    return connection


def _is_ours(connection: sqlite3.Connection) -> bool:
    return (
        _pragma(connection, "application_id") == _APPLICATION
        and _pragma(connection, "user_version") == FORMAT
    )


def _prepare(connection: sqlite3.Connection) -> bool:
    if not _is_ours(connection):
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return _is_ours(connection)  # now it is: another process has just made it
        _create(connection)
    connection.execute("PRAGMA synchronous = OFF")  # a kill loses nothing; a power cut is found by checksums
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA journal_size_limit = 8388608")
    return True


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # evicting gives space back
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    if not _is_ours(connection):  # another process may have been faster
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("COMMIT")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
