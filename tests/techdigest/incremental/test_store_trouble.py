"""A store that cannot be written, read or locked: a notice, never an exception."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from support.stores import LIMIT, VALUES, Told, check_that_it_works, fill
from techdigest.incremental import database, rows
from techdigest.incremental.store import FILE_NAME, Store


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
