"""The rows of the store's tables: entries by key, and the values apart from them (see `database`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

Row: TypeAlias = tuple[bytes, object]  # key, packed value: bytes, unless damaged


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, whatever interrupts it."""
    with connection:  # commits, or rolls back
        connection.execute("BEGIN IMMEDIATE")
        yield


def select(keys: Sequence[bytes], connection: sqlite3.Connection) -> list[Row]:
    """The rows of those keys that are there."""
    marks = ",".join("?" * len(keys))
    query = f"SELECT key, value FROM entries JOIN blobs ON id = blob WHERE key IN ({marks})"  # noqa: S608 - marks
    return connection.execute(query, keys).fetchall()


def replace(connection: sqlite3.Connection, values: Sequence[tuple[bytes, bytes]], build: int) -> None:
    """Put packed values under their keys."""
    _delete_blobs(connection, [(key,) for key, _ in values])
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM blobs").fetchone()[0]
    connection.executemany(
        "INSERT INTO blobs VALUES (?, ?)", ((i, value) for i, (_, value) in enumerate(values, first))
    )
    connection.executemany(
        "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)",
        ((key, i, build) for i, (key, _) in enumerate(values, first)),
    )


def delete(connection: sqlite3.Connection, keys: Collection[bytes]) -> None:
    """Delete these keys and their values."""
    rows = [(key,) for key in keys]
    _delete_blobs(connection, rows)
    connection.executemany("DELETE FROM entries WHERE key = ?", rows)


def last_used_by(connection: sqlite3.Connection, build: int) -> Iterator[bytes]:
    """The keys that no build after this one is known to have used."""
    return (key for (key,) in connection.execute("SELECT key FROM entries WHERE used <= ?", (build,)))


def note_use(connection: sqlite3.Connection, keys: Iterable[bytes], build: int) -> None:
    """Note that a build used these keys."""
    connection.executemany("UPDATE entries SET used = ? WHERE key = ?", ((build, key) for key in keys))


def last_build(connection: sqlite3.Connection) -> int:
    """The number of the last build that wrote something."""
    return int(connection.execute("SELECT coalesce(max(CAST(last AS INTEGER)), 0) FROM builds").fetchone()[0])


def next_build(connection: sqlite3.Connection) -> int:
    """Count one more build, and return its number."""
    connection.execute("UPDATE builds SET last = last + 1")
    return last_build(connection)


def _delete_blobs(connection: sqlite3.Connection, keys: list[tuple[bytes]]) -> None:
    connection.executemany("DELETE FROM blobs WHERE id = (SELECT blob FROM entries WHERE key = ?)", keys)
