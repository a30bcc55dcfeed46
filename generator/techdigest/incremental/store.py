"""The store of a build's results: key -> bytes, in one SQLite file that may be deleted at any time."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from techdigest.incremental import database, eviction, rows
from techdigest.incremental.values import DamagedValueError, pack, unpack

FILE_NAME = "store.sqlite3"
_FLUSH_COUNT, _FLUSH_BYTES = 512, 8 << 20  # what is put is written in transactions of about this size
_ASK_FOR = 500  # keys in one query
_STAMP_EVERY = 16  # builds after which a use is noted again: most builds write nothing for what they read

T = TypeVar("T")


class Store:
    """Results of earlier builds by key, checked when read.

    No trouble with the file is ever an exception: reading gives nothing and writing does nothing, and each
    kind of trouble is told once. Any number of processes may have the same folder open, and any thread of a
    process may use the store, but not a forked child.

    Attributes:
        path: The SQLite file.
    """

    def __init__(self, path: Path, limit: int, notice: Callable[[str], None]) -> None:
        self.path = path
        self._limit = limit
        self._notice = notice
        self._told: set[str] = set()
        self._owner = os.getpid()
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._can_write = True
        self._build = 0  # the number of the last build that wrote something
        self._is_counted = False  # whether this build has its number
        self._pending: dict[bytes, bytes] = {}
        self._pending_bytes = 0
        self._damaged: set[bytes] = set()
        self._used: set[bytes] = set()  # what was read or touched

    @classmethod
    def open(cls, folder: Path, *, limit: int, notice: Callable[[str], None]) -> Store:
        """Open the store in `folder`, making both if need be.

        Args:
            folder: Where `store.sqlite3` is.
            limit: Bytes that the file may have when the store is closed.
            notice: Told, in a sentence, what is wrong with the store.
        """
        store = cls(folder / FILE_NAME, limit, notice)
        store._connect()
        return store

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under `key`, None if nothing was or it is damaged."""
        with self._mine():
            value = self._pending.get(key)
            return self._read([key]).get(key) if value is None else value

    def get_many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return what was put under those of the keys that are there."""
        with self._mine():
            asked = dict.fromkeys(keys)
            pending = {key: self._pending[key] for key in asked if key in self._pending}
            return self._read([key for key in asked if key not in pending]) | pending

    def put(self, key: bytes, value: bytes) -> None:
        """Keep `value` under `key`, replacing what was there. It is written with others, or by `flush`."""
        with self._mine():
            if not self._can_write:
                return
            self._pending_bytes += len(value) - len(self._pending.get(key, b""))
            self._pending[key] = value
            if len(self._pending) >= _FLUSH_COUNT or self._pending_bytes >= _FLUSH_BYTES:
                self.flush()

    def touch(self, key: bytes) -> None:
        """Note that this build needs what was put under `key`, though it does not read it."""
        with self._mine():
            self._used.add(key)

    def flush(self) -> None:
        """Write what was put."""
        with self._mine():
            pending, self._pending, self._pending_bytes = self._pending, {}, 0
            damaged, self._damaged = self._damaged, set()
            if self._can_write and (pending or damaged):
                packed = [(key, pack(key, value)) for key, value in pending.items()]
                self._try(partial(self._write, values=packed, damaged=damaged), None, writing=True)

    def close(self) -> None:
        """Write what was put, and evict what was not used for longest if the file is above its limit."""
        with self._mine():
            self.flush()
            for work in (self._check, self._note_use, self._evict):
                if self._can_write:
                    self._try(work, None, writing=True)
            self._disconnect()
            self._can_write = False

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _mine(self) -> threading.RLock:
        if os.getpid() != self._owner:
            raise RuntimeError(
                f"The store was opened by process {self._owner} and is not for its forked children:"
                " a worker gives its results back to the process that has the store."
            )
        return self._lock

    # Reading and writing rows

    def _read(self, keys: list[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _ASK_FOR):
            some = partial(rows.select, keys[start : start + _ASK_FOR])
            none: list[rows.Row] = []
            for key, packed in self._try(some, none, writing=False):
                try:
                    found[key] = unpack(key, packed)
                except DamagedValueError:
                    self._damaged.add(key)
                    self._tell(
                        "value", f"What is damaged in the cache {self.path} is dropped and made again."
                    )
        self._used.update(found)
        return found

    def _write(
        self,
        connection: sqlite3.Connection,
        values: Sequence[tuple[bytes, bytes]] = (),
        damaged: Collection[bytes] = (),
        used: Collection[bytes] = (),
    ) -> None:
        with rows.transaction(connection):
            build = self._build if self._is_counted else rows.next_build(connection)
            rows.delete(connection, damaged)
            rows.replace(connection, values, build)
            rows.note_use(connection, used, build)
        self._build, self._is_counted = build, True

    def _check(self, connection: sqlite3.Connection) -> None:
        """Where a value was damaged, the tables may be, which would cost every build something."""
        if "value" in self._told:
            database.check(connection)

    def _note_use(self, connection: sqlite3.Connection) -> None:
        long_ago = self._build - _STAMP_EVERY
        if self._used and long_ago >= 0:
            stale = self._used.intersection(rows.last_used_by(connection, long_ago))
            if stale:
                self._write(connection, used=stale)

    def _evict(self, connection: sqlite3.Connection) -> None:
        if eviction.is_above(connection, self._limit):
            self._write(connection, used=self._used)
            eviction.evict(connection, self._limit)

    # Trouble

    def _try(self, work: Callable[[sqlite3.Connection], T], otherwise: T, *, writing: bool) -> T:
        """The result of `work`; `otherwise` if there is no file, or trouble with it."""
        if self._connection is None:
            return otherwise
        try:
            return work(self._connection)
        except database.TROUBLE as error:
            self._recover(error, writing=writing)
            return otherwise

    def _recover(self, error: Exception, *, writing: bool) -> None:
        if database.is_damage(error):
            self._begin_anew(error)
            return
        self._can_write = False
        doing = "writing" if writing else "reading"
        self._tell(doing, f"This build goes on without {doing} the cache {self.path}: {error}.")
        if not writing:
            self._disconnect()

    def _connect(self) -> None:
        try:
            self._connection = database.connect(self.path)
            self._build, self._is_counted = rows.last_build(self._connection), False
            if "damage" not in self._told:
                database.forget_aside(self.path)
        except (*database.TROUBLE, database.ForeignDatabaseError, OSError) as error:
            self._disconnect()
            if database.is_damage(error) or database.is_folder(self.path):
                self._begin_anew(error)
            else:
                self._read_only(error)

    def _begin_anew(self, error: Exception) -> None:
        """Set a damaged file aside, once; a second damage is the disk's, not the file's."""
        self._disconnect()
        if "damage" in self._told:
            self._can_write = False
            return
        what = f"The cache {self.path} is damaged or of another version, and is begun anew: {error}."
        self._tell("damage", what)
        try:
            database.set_aside(self.path)
        except OSError:
            self._can_write = False
            return
        self._connect()

    def _read_only(self, error: Exception) -> None:
        self._can_write = False
        self._tell("writing", f"The cache {self.path} cannot be written, so that nothing is kept: {error}.")
        try:
            self._connection = database.connect_to_read(self.path)
            self._build = rows.last_build(self._connection)
        except (*database.TROUBLE, database.ForeignDatabaseError):  # told already
            self._disconnect()

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _tell(self, kind: str, sentence: str) -> None:
        if kind not in self._told:
            self._told.add(kind)
            self._notice(sentence)
