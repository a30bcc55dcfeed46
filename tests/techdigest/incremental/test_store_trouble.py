"""Whatever is wrong with the store's file: a notice, never an exception, never a wrong value."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest

from techdigest.incremental import database, rows
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
def test_flipped_bits_anywhere_never_give_a_wrong_value(tmp_path: Path, seed: int) -> None:
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


def test_the_folder_is_deleted_while_the_store_is_open(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    fill(folder)
    told = Told()
    with Store.open(folder, limit=LIMIT, notice=told) as store:
        shutil.rmtree(folder)
        assert store.get_many(VALUES).items() <= VALUES.items()
        store.put(b"k", b"v")
        store.flush()
        store.put(b"k2", b"v")
    assert len(told) <= 1
    check_that_it_works(folder)


def test_the_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    told = Told()
    with Store.open(tmp_path / "file" / "cache", limit=LIMIT, notice=told) as store:
        store.put(b"k", b"v")
        assert store.get(b"k") is None
    assert len(told) == 1
    assert "cannot be written" in told[0]


def test_the_disk_is_full(tmp_path: Path) -> None:
    file = fill(tmp_path)
    told = Told()
    with Store.open(tmp_path, limit=LIMIT, notice=told) as store:
        assert store._connection is not None
        store._connection.execute("PRAGMA max_page_count = 1")  # as large as it is now, and no larger
        for i in range(100):
            store.put(b"new %d" % i, os.urandom(50_000))
        store.flush()
        assert store.get_many(VALUES) == VALUES
    assert len(told) == 1
    assert "full" in told[0]
    assert file.stat().st_size < 2_000_000
    check_that_it_works(tmp_path)


def python(code: str, *arguments: object) -> str:
    command = [sys.executable, "-W", "error", "-c", dedent(code), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_operating_system_refuses_to_write_more(tmp_path: Path) -> None:
    fill(tmp_path)
    said = python(
        """
        import os, resource, sys
        from pathlib import Path
        from techdigest.incremental.store import Store
        size = os.path.getsize(Path(sys.argv[1]) / "store.sqlite3")
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100_000, size + 100_000))
        with Store.open(Path(sys.argv[1]), limit=10**9, notice=lambda text: print("NOTICE", text)) as store:
            for i in range(100):
                store.put(b"new %d" % i, os.urandom(50_000))
        """,
        tmp_path,
    )
    assert said.count("NOTICE") == 1, said
    told = Told()
    with Store.open(tmp_path, limit=LIMIT, notice=told) as store:
        assert store.get_many(VALUES) == VALUES
    assert not told


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that other users may enter, which pytest's are not."""
    folder = Path(tempfile.mkdtemp(prefix="techdigest-store-"))
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_store_is_read_with_one_notice(shared_folder: Path) -> None:
    file = fill(shared_folder)
    file.chmod(0o444)
    shared_folder.chmod(0o555)
    said = python(
        """
        import os, random, sys
        from pathlib import Path
        from techdigest.incremental.store import Store
        if os.geteuid() == 0:
            os.setegid(65534)
            os.seteuid(65534)  # to whom the permissions apply
        told = []
        with Store.open(Path(sys.argv[1]), limit=10**9, notice=told.append) as store:
            found = store.get((150).to_bytes(16, "big"))
            assert found == random.Random(150).randbytes(150 * 37 % 9000)
            store.put(b"k", b"v")
            store.flush()
            assert store.get(b"k") is None
        print(len(told), *told)
        """,
        shared_folder,
    )
    assert said.startswith("1 "), said
    assert "cannot be written" in said
    assert [path.name for path in shared_folder.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_folder_that_may_not_be_used_is_a_store_without_anything(shared_folder: Path, mode: int) -> None:
    shared_folder.chmod(mode)
    said = python(
        """
        import os, sys
        from pathlib import Path
        from techdigest.incremental.store import Store
        if os.geteuid() == 0:
            os.setegid(65534)
            os.seteuid(65534)
        told = []
        with Store.open(Path(sys.argv[1]), limit=10**9, notice=told.append) as store:
            store.put(b"k", b"v")
            assert store.get(b"k") is None
        print(len(told), *told)
        """,
        shared_folder,
    )
    assert said.startswith("1 "), said


def test_a_store_that_another_program_has_locked_is_read_but_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    file = fill(tmp_path)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told = Told()
    with Store.open(tmp_path, limit=LIMIT, notice=told) as store:
        for i in range(2000):
            store.put(b"new %d" % i, b"v")
        assert store.get_many(VALUES) == VALUES
    assert len(told) == 1
    assert "locked" in told[0]
    other.execute("ROLLBACK")
    other.close()
    check_that_it_works(tmp_path)


def test_a_store_that_cannot_even_be_read_for_a_lock_is_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    file = fill(tmp_path)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    told = Told()
    with Store.open(tmp_path, limit=LIMIT, notice=told) as store:
        store.put(b"k", b"v")
        assert store.get(b"k") is None or store.get_many(VALUES).items() <= VALUES.items()
    assert len(told) == 1
    other.close()
    check_that_it_works(tmp_path)


@pytest.mark.parametrize("name", ["a b", "100%", "what?", "c#", "标题", "caf\udce9"])
def test_the_name_of_the_folder_may_have_any_characters(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    check_that_it_works(tmp_path / name)
    assert [path.name for path in (tmp_path / name).iterdir()] == [FILE_NAME]


def test_a_link_that_loops_is_a_store_without_anything(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    told = Told()
    with Store.open(tmp_path / "loop", limit=LIMIT, notice=told) as store:
        store.put(b"k", b"v")
        assert store.get(b"k") is None
    assert len(told) == 1


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


def test_an_interrupt_while_writing_leaves_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with Store.open(tmp_path, limit=LIMIT, notice=Told()) as store:
        store.put(b"k", b"v")
        with monkeypatch.context() as patch:
            patch.setattr(rows, "note_use", interrupted)
            with pytest.raises(KeyboardInterrupt):
                store.flush()
        store.put(b"later", b"v")
        assert store.get_many(VALUES) == VALUES
    with Store.open(tmp_path, limit=LIMIT, notice=Told()) as store:
        assert store.get_many([*VALUES, b"k", b"later"]) == VALUES | {b"later": b"v"}
