"""Digests of files: right after every change, without reading again what cannot have changed."""

from __future__ import annotations

import builtins
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techdigest.incremental import files
from techdigest.incremental.digests import digest_bytes
from techdigest.incremental.files import FileDigests, digest_file
from techdigest.incremental.store import Store


def refuse(notice: str) -> None:
    raise AssertionError(f"unexpected notice: {notice}")


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("cache"), limit=10_000_000, notice=refuse) as store:
        yield store


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    names: list[str] = []

    def opened(name: str, *arguments: Any, **named: Any) -> Any:
        names.append(Path(name).name)
        return builtins.open(name, *arguments, **named)  # noqa: PTH123 - what is stood in for

    monkeypatch.setattr(files, "open", opened, raising=False)
    return names


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a minute pass since the files were written."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 60_000_000_000)


def test_the_digest_is_that_of_the_content(tmp_path: Path, store: Store) -> None:
    (tmp_path / "a").write_bytes(b"content")
    assert FileDigests(store).of(tmp_path / "a") == digest_file(tmp_path / "a") == digest_bytes(b"content")


@pytest.mark.usefixtures("later")
def test_a_file_that_stays_is_read_once_in_all_builds(tmp_path: Path, store: Store, reads: list[str]) -> None:
    (tmp_path / "a").write_bytes(b"content")
    for _ in range(3):
        digests = FileDigests(store)
        assert digests.of(tmp_path / "a") == digests.of(tmp_path / "a") == digest_bytes(b"content")
        digests.save()
    assert reads == ["a"]


def test_a_file_that_has_just_changed_is_read_again(tmp_path: Path, store: Store, reads: list[str]) -> None:
    (tmp_path / "a").write_bytes(b"content")
    digests = FileDigests(store)
    for _ in range(3):
        digests.of(tmp_path / "a")
    assert reads == ["a"] * 3


@settings(deadline=None, max_examples=15)
@given(st.lists(st.binary(min_size=3, max_size=3), min_size=2, max_size=12))
def test_changes_of_the_same_size_within_a_moment_are_seen(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("files")
    with Store.open(folder / "cache", limit=10_000_000, notice=refuse) as store:
        digests = FileDigests(store)
        for content in contents:
            (folder / "a").write_bytes(content)
            os.utime(folder / "a", ns=(1, 1))  # as an archive or a copy restores it
            assert digests.of(folder / "a") == digest_bytes(content)
            digests.save()
            digests = FileDigests(store)


@pytest.mark.usefixtures("later")
def test_a_change_that_keeps_size_and_time_shows_by_the_time_of_the_inode(
    tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    os.utime(path, ns=(10**18, 10**18))
    digests = FileDigests(store)
    assert digests.of(path) == digest_bytes(b"old")
    time.sleep(0.02)  # more than one step of the clock of inodes
    path.write_bytes(b"new")
    os.utime(path, ns=(10**18, 10**18))
    assert digests.of(path) == digest_bytes(b"new")


@pytest.mark.usefixtures("later")
def test_a_file_that_another_takes_the_place_of_is_read_again(tmp_path: Path, store: Store) -> None:
    digests = FileDigests(store)
    for name, content in (("a", b"old"), ("b", b"new")):
        (tmp_path / name).write_bytes(content)
        os.utime(tmp_path / name, ns=(10**18, 10**18))
    assert digests.of(tmp_path / "a") == digest_bytes(b"old")
    (tmp_path / "b").replace(tmp_path / "a")
    assert digests.of(tmp_path / "a") == digest_bytes(b"new")


@pytest.mark.usefixtures("later")
def test_a_symbolic_link_is_what_it_leads_to(tmp_path: Path, store: Store) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").write_bytes(b"new")
    (tmp_path / "link").symlink_to("a")
    digests = FileDigests(store)
    assert digests.of(tmp_path / "link") == digest_bytes(b"old")
    (tmp_path / "link").unlink()
    (tmp_path / "link").symlink_to("b")
    assert digests.of(tmp_path / "link") == digest_bytes(b"new")
    time.sleep(0.02)
    (tmp_path / "b").write_bytes(b"newer")
    assert digests.of(tmp_path / "link") == digest_bytes(b"newer")


@pytest.mark.usefixtures("later")
def test_a_file_that_changes_while_it_is_read_is_not_believed(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def digest_slowly(data: bytes) -> bytes:
        path.write_bytes(b"new and longer")
        return digest_bytes(data)

    digests = FileDigests(store)
    with monkeypatch.context() as patch:
        patch.setattr(files, "digest_bytes", digest_slowly)
        assert digests.of(path) == digest_bytes(b"old")
    assert digests.of(path) == digest_bytes(b"new and longer")


@pytest.mark.usefixtures("later")
def test_a_file_that_is_gone_is_not_found_and_back_again(tmp_path: Path, store: Store) -> None:
    digests = FileDigests(store)
    with pytest.raises(FileNotFoundError):
        digests.of(tmp_path / "a")
    (tmp_path / "a").write_bytes(b"here")
    digests.of(tmp_path / "a")
    (tmp_path / "a").unlink()
    with pytest.raises(FileNotFoundError):
        digests.of(tmp_path / "a")
    digests.save()
    (tmp_path / "a").write_bytes(b"back")
    assert digests.of(tmp_path / "a") == digest_bytes(b"back")


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path, store: Store) -> None:
    digests = FileDigests(store)
    with pytest.raises(IsADirectoryError):
        digests.of(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        digests.of(tmp_path / "pipe")


@pytest.mark.usefixtures("later")
def test_files_that_nobody_asks_for_are_forgotten(tmp_path: Path, store: Store, reads: list[str]) -> None:
    for name in "abc":
        (tmp_path / name).write_bytes(name.encode())
    for names in ("abc", "a"):
        digests = FileDigests(store)
        for name in names:
            digests.of(tmp_path / name)
        digests.save()
    digests = FileDigests(store)
    for name in "abc":
        digests.of(tmp_path / name)
    assert reads == ["a", "b", "c", "b", "c"]


@pytest.mark.usefixtures("later")
def test_saving_what_did_not_change_puts_nothing(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"content")
    digests = FileDigests(store)
    digests.of(tmp_path / "a")
    digests.save()
    puts: list[bytes] = []
    monkeypatch.setattr(store, "put", lambda key, value: puts.append(key))
    again = FileDigests(store)
    again.of(tmp_path / "a")
    again.save()
    assert puts == []


@pytest.mark.usefixtures("later")
def test_names_that_are_no_unicode_are_kept(tmp_path: Path, store: Store, reads: list[str]) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 \xe6"))
    path.write_bytes(b"content")
    for _ in range(2):
        digests = FileDigests(store)
        assert digests.of(path) == digest_bytes(b"content")
        digests.save()
    assert len(reads) == 1


def test_an_entry_of_another_shape_is_a_miss(tmp_path: Path, store: Store) -> None:
    (tmp_path / "a").write_bytes(b"content")
    for entry in (b"", b"{", b"[1]", b'{"a": 1}', b'{"a": [1, 2, 3, 4, "xyz"]}', b"\xff"):
        store.put(files._KEY, entry)
        assert FileDigests(store).of(tmp_path / "a") == digest_bytes(b"content")
