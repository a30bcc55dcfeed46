"""Keeping the store's file below its limit: the least recently used entries go first."""

from __future__ import annotations

import sqlite3

from techdigest.incremental.rows import transaction

_TO = 0.9  # evicting goes on to this share of the limit, so that the next build need not evict again
_BATCH = 256  # entries deleted in one transaction: other builds wait only so long


def is_above(connection: sqlite3.Connection, limit: int) -> bool:
    """Whether the file has more than `limit` bytes in use."""
    return _bytes_in_use(connection) > limit


def evict(connection: sqlite3.Connection, limit: int) -> None:
    """Delete what was not used for longest until the file is well below `limit` bytes, and shrink it.

    Raises:
        sqlite3.Error: what was deleted until then stays deleted.
    """
    oldest = connection.execute("SELECT key, blob FROM entries ORDER BY used, key").fetchall()
    for start in range(0, len(oldest), _BATCH):
        with transaction(connection):
            is_below = _delete_until_below(connection, _TO * limit, oldest[start : start + _BATCH])
        if is_below:
            break
    connection.executescript("PRAGMA incremental_vacuum")  # execute() would stop after the first page
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _delete_until_below(
    connection: sqlite3.Connection, size: float, entries: list[tuple[bytes, int]]
) -> bool:
    for key, blob in entries:
        if _bytes_in_use(connection) <= size:
            return True
        connection.execute("DELETE FROM entries WHERE key = ?", (key,))
        connection.execute("DELETE FROM blobs WHERE id = ?", (blob,))
    return False


def _bytes_in_use(connection: sqlite3.Connection) -> int:
    size, pages, free = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_size", "page_count", "freelist_count")
    )
    return int(size * (pages - free))
