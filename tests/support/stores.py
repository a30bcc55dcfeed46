"""Stores with known values, for tests of what happens to them."""

from __future__ import annotations

import random
import tempfile
from functools import cache
from pathlib import Path

from techdigest.incremental.store import FILE_NAME, Store

LIMIT = 100_000_000
VALUES = {i.to_bytes(16, "big"): random.Random(i).randbytes(i * 37 % 9000) for i in range(200)}


class Told(list[str]):
    """Notices, each of which may come once."""

    def __call__(self, notice: str) -> None:
        assert notice not in self
        self.append(notice)


def fill(folder: Path) -> Path:
    """Make a store with `VALUES` in the folder."""
    file = folder / FILE_NAME
    file.write_bytes(filled())
    return file


@cache
def filled() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        with Store.open(Path(folder), limit=LIMIT, notice=Told()) as store:
            for key, value in VALUES.items():
                store.put(key, value)
        return Path(folder, FILE_NAME).read_bytes()


def check_that_it_works(folder: Path) -> None:
    told = Told()
    with Store.open(folder, limit=LIMIT, notice=told) as store:
        for key, value in VALUES.items():
            store.put(key, value)
    with Store.open(folder, limit=LIMIT, notice=told) as store:
        assert store.get_many(VALUES) == VALUES
    assert not told
