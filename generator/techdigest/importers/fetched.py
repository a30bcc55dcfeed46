"""Pictures of other sites: those that an import fetches, kept on disk, and those that an earlier one did."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import IO

from techdigest.importers.record import Record
from techdigest.importers.safe_files import digest_of, inside

Fetch = Callable[[str], bytes | None]
"""Takes a web address and returns what is there, or None."""


class Earlier:
    """The fetched pictures that an earlier import left beside notes: they stay, fetching or not."""

    def __init__(self, record: Record, into: Path) -> None:
        """Take the record of that import, and the folder of notes."""
        self._into = into
        self._copies: defaultdict[str, list[str]] = defaultdict(list)  # address -> files
        self._names: defaultdict[str, dict[str, str]] = defaultdict(dict)  # folder -> address -> name
        self._digests = {path: each.digest for path, each in record.files.items()}
        for path, each in record.files.items():
            folder, _, name = path.rpartition("/")
            if folder and each.source.startswith(("http://", "https://")):
                self._copies[each.source].append(path)
                self._names[folder][each.source] = name

    def __contains__(self, address: str) -> bool:
        """Whether that import fetched what lies at a web address."""
        return address in self._copies

    def names(self, folder: str) -> dict[str, str]:
        """Return what fetched pictures are called in a folder of a note, by their address."""
        return self._names.get(folder, {})

    def data(self, address: str) -> bytes | None:
        """Return what was fetched, from a copy that is as it was written; None where there is none."""
        for path in self._copies.get(address, ()):
            file = inside(self._into, path)
            if file is not None and not file.is_symlink() and file.is_file():
                data = file.read_bytes()
                if digest_of(data) == self._digests[path]:
                    return data
        return None


class Fetched:
    """What lies at web addresses, fetched once and kept in a file without a name."""

    def __init__(self, fetch: Fetch | None, earlier: Earlier) -> None:
        """Begin. Without `fetch`, there is only what an earlier import fetched."""
        self._fetch = fetch
        self._earlier = earlier
        self._places: dict[str, tuple[int, int]] = {}  # where it begins in the file, and its bytes
        self._file: IO[bytes] | None = None

    def has(self, address: str) -> bool:
        """Whether something is there, or was when it was fetched earlier."""
        return address in self._earlier or self._is_kept(address)

    def data(self, address: str) -> bytes | None:
        """Return what lies at an address, or None."""
        if (earlier := self._earlier.data(address)) is not None:
            return earlier
        if not self._is_kept(address) or self._file is None:
            return None
        start, length = self._places[address]
        self._file.seek(start)
        return self._file.read(length)

    def _is_kept(self, address: str) -> bool:
        if address not in self._places and self._fetch is not None:
            data = self._fetch(address)
            if data is not None:
                file = self._opened()
                self._places[address] = file.seek(0, os.SEEK_END), len(data)
                file.write(data)
        return address in self._places

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed when this goes
            weakref.finalize(self, self._file.close)
        return self._file
