"""Several builds into one site folder at once."""

import multiprocessing
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from support.site_folders import build, put_all, tree
from techdigest.incremental.digests import digest_bytes
from techdigest.incremental.outputs import Outputs


@pytest.mark.parametrize("in_place", [False, True], ids=["exchange", "in place"])
def test_of_two_builds_the_one_that_commits_last_has_the_site(tmp_path: Path, in_place: bool) -> None:
    build(tmp_path, {"a": b"1", "b": b"1", "c/d": b"1", "same": b"1"}, in_place=in_place)
    first, second = (
        Outputs.open(tmp_path / "site", tmp_path / "records", in_place=in_place) for _ in range(2)
    )
    one = {"a": b"1", "b": b"2", "c/d": b"1", "same": b"1"}
    other = {"a": b"3", "b": b"1", "e": b"3", "same": b"1"}
    put_all(first, one)
    put_all(second, other)
    second.commit()
    assert tree(tmp_path / "site") == other
    assert first.commit().written == ("a", "b", "c/d")
    assert tree(tmp_path / "site") == one
    assert not list(tmp_path.rglob(".techdigest-staging-*"))


def test_a_build_without_changes_still_wins_over_one_that_committed_meanwhile(tmp_path: Path) -> None:
    build(tmp_path, {"a": b"1"})
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records")
    loads: list[str] = []
    outputs.put("a", digest_bytes(b"1"), lambda: loads.append("a") or b"1")  # type: ignore[func-returns-value]  # append is called for its effect
    assert not loads
    build(tmp_path, {"a": b"2", "b": b"2"})
    assert outputs.commit().removed == ("b",)
    assert loads == ["a"]
    assert tree(tmp_path / "site") == {"a": b"1"}


def test_a_living_build_keeps_its_staging_folder(tmp_path: Path) -> None:
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records")
    put_all(outputs, {"a": b"1"})
    build(tmp_path, {"a": b"2"})
    assert tree(outputs.staging) == {"a": b"1"}
    outputs.abandon()


def build_often(root: str, name: str) -> None:
    for number in range(12):
        build(Path(root), {f"{name}/{i}": b"%d" % (number * i) for i in range(5)} | {"who": name.encode()})


def test_processes_that_build_at_once_leave_the_build_of_one(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    builders = [spawn.Process(target=build_often, args=(str(tmp_path), name)) for name in ("one", "two")]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert [builder.exitcode for builder in builders] == [0, 0]
    found = tree(tmp_path / "site")
    name = found.pop("who").decode()
    assert found == {f"{name}/{i}": b"%d" % (11 * i) for i in range(5)}
    assert not list(tmp_path.rglob(".techdigest-staging-*"))


def idle(started: Event, released: Event) -> None:
    started.set()
    released.wait(30)


def test_a_forked_worker_that_outlives_its_build_does_not_hold_its_staging_folder(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records")
    started, released = fork.Event(), fork.Event()
    worker = fork.Process(target=idle, args=(started, released))
    worker.start()
    try:
        assert started.wait(30)
        outputs._staging._lock.release()  # as the system does when the build is killed
        build(tmp_path, {"a": b"1"})
        assert not outputs.staging.exists()
    finally:
        released.set()
        worker.join()
