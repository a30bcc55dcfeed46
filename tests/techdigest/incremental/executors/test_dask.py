"""Work on a Dask cluster: one of two processes on this machine."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from support import executor_work as work
from support.small_site import SmallSite
from techdigest.incremental.executors import Executor, ExecutorError, dask, executor_for
from techdigest.incremental.executors.serial import Serial

pytestmark = pytest.mark.xdist_group("dask")  # one cluster, wherever its tests run


def _local(workers: int, *, processes: bool) -> LocalCluster:
    """Make a cluster whose servers, those for its state included, are on free ports of loopback."""
    return LocalCluster(  # type: ignore[no-untyped-call] # distributed types it in part
        n_workers=workers,
        threads_per_worker=2,
        processes=processes,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two workers, each a process with two threads."""
    with _local(2, processes=True) as cluster:
        yield cluster


@pytest.fixture
def address(cluster: LocalCluster) -> str:
    return str(cluster.scheduler_address).replace("tcp://", "dask://")


@pytest.fixture
def notices() -> list[str]:
    return []


@pytest.fixture
def executor(address: str, notices: list[str]) -> Iterator[Executor]:
    with executor_for(address, notices.append) as executor:
        yield executor


def test_results_are_those_of_one_process_in_the_same_order(executor: Executor) -> None:
    assert executor.jobs == 2
    there = executor.map(work.large, 1000, range(300))
    assert list(there) == list(Serial().map(work.large, 1000, range(300)))


def test_all_workers_take_part_and_this_process_does_not(executor: Executor) -> None:
    pids = set(executor.map(work.linger, 0.002, range(300)))
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_a_worker_with_several_threads_does_one_item_at_a_time(executor: Executor) -> None:
    assert set(executor.map(work.count_at_once, 0.002, range(100))) == {1}


def test_work_that_has_the_executor_does_all_where_it_is(executor: Executor) -> None:
    found = list(executor.map(work.sum_of_squares, executor, [30] * 20))
    assert found == [sum(number * number for number in range(30))] * 20


def test_a_site_is_the_same_as_from_one_process(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="mkdocs")
    monkeypatch.setenv("TECHDIGEST_FRESH", "1")
    site = SmallSite(tmp_path, {"plugins": ["techdigest", "cjksearch"]})
    for number in range(20):
        site.write(f"page-{number}.md", f"# Page {number}\n\nSee [the next](page-{number + 1}.md).\n")
    site.write("page-20.md", "# 最后\n\n有公式：$x^2$。\n")
    for folder, jobs in (("here", "1"), ("there", address)):
        monkeypatch.setenv("TECHDIGEST_JOBS", jobs)
        site.build(folder)
        assert site.messages == []
    assert "instead of the cluster" not in caplog.text
    assert site.files("there") == site.files("here")


def test_an_exception_comes_after_the_results_before_it_and_shows_where_it_was_raised(
    executor: Executor,
) -> None:
    found: list[int] = []
    with pytest.raises(ValueError, match="no such thing as 70") as raised:
        found.extend(executor.map(work.fail, 70, range(300)))
    assert found == list(range(70))
    assert "executor_work.py" in str(raised.value.__cause__)


def test_a_function_without_a_name_can_be_sent(executor: Executor) -> None:
    assert list(executor.map(work.call, {"function": lambda item: -item}, range(5))) == [0, -1, -2, -3, -4]


def test_a_state_that_cannot_be_sent_is_worked_on_here_with_a_notice(
    executor: Executor, notices: list[str]
) -> None:
    state = {"function": lambda item: -item, "file": sys.stdout.buffer}
    assert list(executor.map(work.call, state, range(5))) == [0, -1, -2, -3, -4]
    assert [notice.partition("(")[0] for notice in notices] == [
        "this process instead of the cluster: the work cannot be sent to others "
    ]


def test_workers_with_other_code_are_refused_by_name(
    executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask, "code_here", lambda: b"not the same")
    with pytest.raises(ExecutorError, match=r"the Dask worker tcp://127\.0\.0\.1:\d+ has other code"):
        list(executor.map(work.square, 0, range(5)))


def test_what_a_lost_worker_had_is_done_by_another(executor: Executor, tmp_path: Path) -> None:
    once = tmp_path / "killed"
    assert list(executor.map(work.die, (40, once), range(100))) == list(range(100))
    assert once.exists()


@pytest.mark.parametrize("spec", ["dask://localhost", "dask://:8786", "dask://localhost:http"])
def test_an_address_without_host_and_port_is_refused(spec: str) -> None:
    with pytest.raises(ExecutorError, match=f"'{spec}' is no address of a Dask cluster"):
        executor_for(spec).__enter__()


def test_a_port_at_which_no_scheduler_listens_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_PATIENCE", 0.5)
    with socket.socket() as taken:  # bound, and not listening
        taken.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ExecutorError, match=f"no Dask scheduler answers at {where}"):
            executor_for(f"dask://{where}").__enter__()


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_PATIENCE", 0.5)
    with _local(0, processes=False) as empty:
        where = str(empty.scheduler_address).replace("tcp://", "dask://")
        with pytest.raises(ExecutorError, match="has no workers: start some"):
            executor_for(where).__enter__()


def test_a_missing_library_is_told_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorError, match=r"pip install 'techdigest\[cluster\]'"):
        executor_for("dask://127.0.0.1:8786").__enter__()


def test_nothing_of_dask_is_imported_before_it_is_asked_for() -> None:
    code = "import sys, techdigest.incremental.executors; print('distributed' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
