"""Whatever is damaged in the store's file: a notice, and never a wrong value."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from support.stores import LIMIT, VALUES, Told, check_that_it_works, fill
from techdigest.incremental import database
from techdigest.incremental.store import FILE_NAME, Store


def overwrite_header(file: Path) -> None:
    file.write_bytes(b"not a database" * 100 + file.read_bytes()[1400:])


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2 + 123)


def put_a_folder(file: Path) -> None:
    file.unlink()
    (file / "with").mkdir(parents=True)
    (file / "with" / "content").write_text("x")


def put_a_text(file: Path) -> None:
    file.write_text("hello")


def put_another_version(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute(f"PRAGMA user_version = {database.FORMAT + 1}")
    connection.close()


def put_a_foreign_database(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE entries (mine TEXT)")
    connection.close()


def drop_a_table(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("DROP TABLE builds")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        overwrite_header,
        truncate,
        put_a_folder,
        put_a_text,
        put_another_version,
        put_a_foreign_database,
        drop_a_table,
    ],
)
def test_a_damaged_or_foreign_file_is_set_aside_with_one_notice(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(fill(tmp_path))
    told = Told()
    with Store.open(tmp_path, limit=LIMIT, notice=told) as store:
        found = store.get_many(VALUES)
        assert found.items() <= VALUES.items()
        for key, value in VALUES.items():
            store.put(key, value)
        store.flush()
        assert store.get_many(VALUES) == VALUES
    assert len(told) == 1, told
    assert "begun anew" in told[0]
    check_that_it_works(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]  # what was set aside is gone by then


def test_an_empty_file_is_a_new_store(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    check_that_it_works(tmp_path)


def test_a_damaged_value_is_dropped_and_the_others_are_right(tmp_path: Path) -> None:
    file = fill(tmp_path)
    bad = [key for key, value in VALUES.items() if 100 < len(value) < 1000][:3]
    data = bytearray(file.read_bytes())
    for key in bad:
        data[data.find(VALUES[key]) + 50] ^= 4
    file.write_bytes(data)
    told = Told()
    with Store.open(tmp_path, limit=LIMIT, notice=told) as store:
        assert store.get_many(VALUES) == {key: value for key, value in VALUES.items() if key not in bad}
    assert len(told) == 1
    assert "made again" in told[0]
    again = Told()
    with Store.open(tmp_path, limit=LIMIT, notice=again) as store:
        assert all(store.get(key) is None for key in bad)
    assert not again  # it was dropped, and is now merely missing


def test_a_value_under_another_key_is_recognised(tmp_path: Path) -> None:
    file = fill(tmp_path)
    one, other = list(VALUES)[50:52]
    connection = sqlite3.connect(file)
    connection.execute(
        "UPDATE entries SET blob = (SELECT blob FROM entries WHERE key = ?) WHERE key = ?", (one, other)
    )
    connection.commit()
    connection.close()
    told = Told()
    with Store.open(tmp_path, limit=LIMIT, notice=told) as store:
        assert store.get(other) is None
        assert store.get(one) == VALUES[one]
    assert len(told) == 1


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bits_anywhere_never_give_a_wrong_value_and_do_not_last(tmp_path: Path, seed: int) -> None:
    file = fill(tmp_path)
    chance = random.Random(seed)
    data = bytearray(file.read_bytes())
    for _ in range(chance.choice([1, 10, 300])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)
    told = Told()
    with Store.open(tmp_path, limit=LIMIT if seed % 2 else 100_000, notice=told) as store:
        assert store.get_many(VALUES).items() <= VALUES.items()
        for key in list(VALUES)[::2]:
            found = store.get(key)
            assert found is None or found == VALUES[key]
            store.put(key, VALUES[key])
        store.flush()
        assert store.get_many(VALUES).items() <= VALUES.items()
    assert len(told) <= 4, told
    for _ in range(2):  # what is damaged is found by reading it, at the latest
        with Store.open(tmp_path, limit=LIMIT, notice=Told()) as store:
            for key in VALUES.keys() - store.get_many(VALUES).keys():
                store.put(key, VALUES[key])
    again = Told()
    with Store.open(tmp_path, limit=LIMIT, notice=again) as store:
        assert store.get_many(VALUES) == VALUES
    assert not again


@pytest.mark.parametrize("seed", range(10))
def test_damage_to_what_a_killed_build_left_beside_the_file_gives_no_wrong_value(
    tmp_path: Path, seed: int
) -> None:
    (tmp_path / "written").mkdir()
    fill(tmp_path / "written")
    store = Store.open(tmp_path / "written", limit=LIMIT, notice=Told())
    for key in list(VALUES)[::3]:
        store.put(key, b"new" * len(VALUES[key]))
    store.flush()
    shutil.copytree(tmp_path / "written", tmp_path / "left")  # as a kill at this moment would leave it
    store.close()
    log = tmp_path / "left" / f"{FILE_NAME}-wal"
    data = bytearray(log.read_bytes())
    chance = random.Random(seed)
    for _ in range(chance.choice([1, 50])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    log.write_bytes(data[: chance.choice([len(data), len(data) // 2])])
    with Store.open(tmp_path / "left", limit=LIMIT, notice=Told()) as store:
        for key, value in store.get_many(VALUES).items():
            assert value in (VALUES[key], b"new" * len(VALUES[key]))
