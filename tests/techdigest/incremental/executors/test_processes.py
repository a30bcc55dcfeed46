"""Work in several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from support import executor_work as work
from techdigest.incremental.executors import ExecutorError, WorkerLost, processes
from techdigest.incremental.executors.processes import Processes, can_fork


@pytest.fixture
def notices() -> list[str]:
    return []


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch, notices: list[str]) -> Iterator[Processes]:
    """Two forked processes; afterwards none is left."""
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    yield Processes(2, notices.append)
    assert multiprocessing.active_children() == []


@pytest.fixture
def spawning(monkeypatch: pytest.MonkeyPatch, notices: list[str]) -> Iterator[Processes]:
    """Two fresh interpreters; afterwards none is left."""
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    monkeypatch.setattr(processes, "_FEW_SPAWNED", 8)
    yield Processes(2, notices.append)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [2, 3, 5])
@pytest.mark.parametrize("count", [0, 1, 8, 9, 257])
def test_results_come_in_the_order_of_items(
    monkeypatch: pytest.MonkeyPatch, notices: list[str], jobs: int, count: int
) -> None:
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    found = list(Processes(jobs, notices.append).map(work.square, 1, range(count)))
    assert [square for square, _ in found] == [item * item + 1 for item in range(count)]
    assert notices == []


def test_several_processes_take_part_and_this_one_does_not(two: Processes) -> None:
    pids = {pid for _, pid in two.map(work.square, 0, range(500))}
    assert os.getpid() not in pids
    assert len(pids) == 2


def test_few_items_are_done_here(two: Processes) -> None:
    assert {pid for _, pid in two.map(work.square, 0, range(7))} == {os.getpid()}


def test_a_forked_state_need_not_be_picklable(two: Processes) -> None:
    state = {"function": lambda item: item + 1, "lock": threading.Lock()}
    assert list(two.map(work.call, state, range(20))) == list(range(1, 21))


def test_large_results_do_not_fill_the_pipes(two: Processes) -> None:
    found = list(two.map(work.large, 100_000, range(200)))
    assert found == [bytes([item]) * 100_000 for item in range(200)]


def test_large_items_and_large_results_do_not_wait_for_each_other(two: Processes) -> None:
    items = [bytes([number]) * 1_000_000 for number in range(60)]
    assert list(two.map(work.give_back, None, items)) == items


class Made(Sequence[int]):
    """Numbers that are made when they are asked for."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.makers: list[int] = []

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: Any) -> Any:
        self.makers.append(os.getpid())
        return range(self.size)[index]


def test_items_are_made_in_this_process_not_long_before_they_are_needed(two: Processes) -> None:
    items = Made(10_000)
    results = two.map(work.square, 0, items)
    assert next(results)[0] == 0
    assert set(items.makers) == {os.getpid()}
    assert len(items.makers) < 20  # slices
    results.close()  # type: ignore[attr-defined] # it is a generator


def test_only_a_bounded_number_of_results_waits(two: Processes) -> None:
    count = multiprocessing.get_context("fork").Value("i", 0)

    def note(item: int) -> int:
        with count.get_lock():
            count.value += 1
        return item

    results = two.map(work.call, {"function": note}, range(10_000))
    assert next(results) == 0
    assert not threading.Event().wait(0.3)  # in which the workers run ahead as far as they may
    assert count.value < 200
    results.close()  # type: ignore[attr-defined] # it is a generator


def test_work_that_has_the_executor_does_all_where_it_is(two: Processes) -> None:
    found = list(two.map(work.sum_of_squares, two, [30] * 20))
    assert found == [sum(number * number for number in range(30))] * 20


def test_an_exception_comes_after_the_results_before_it_and_shows_where_it_was_raised(two: Processes) -> None:
    results = two.map(work.fail, 150, range(300))
    found: list[int] = []
    with pytest.raises(ValueError, match="no such thing as 150") as raised:
        found.extend(results)
    assert found == list(range(150))
    assert "executor_work.py" in str(raised.value.__cause__)


@pytest.mark.parametrize(
    ("function", "expected", "message"),
    [
        (work.abort, SystemExit, "0"),
        (work.fail_particularly, ExecutorError, "Particular: this and that"),
        (work.unsendable, ExecutorError, "a result cannot be pickled"),
    ],
)
def test_whatever_work_raises_or_returns_there_is_an_exception_here(
    two: Processes, function: Any, expected: type[BaseException], message: str
) -> None:
    with pytest.raises(expected, match=message):
        list(two.map(function, None, range(20)))


def test_what_a_killed_worker_had_is_done_by_another(two: Processes, tmp_path: Path) -> None:
    once = tmp_path / "killed"
    assert list(two.map(work.die, (40, once), range(200))) == list(range(200))
    assert once.exists()


@pytest.mark.parametrize("fatal", range(36, 44))  # first, last or in the middle of what a worker has
def test_an_item_that_kills_its_workers_is_named(two: Processes, fatal: int) -> None:
    found: list[int] = []
    with pytest.raises(WorkerLost, match=f"signal 9 while they worked on {fatal}: out of memory"):
        found.extend(two.map(work.die, (fatal, None), range(200)))
    assert found == list(range(len(found)))


def test_all_workers_end_with_an_iterator_that_is_closed_early(two: Processes, tmp_path: Path) -> None:
    results = two.map(work.take_time, (tmp_path, 60.0), range(15))
    assert next(results) == 0  # the others are far from done
    results.close()  # type: ignore[attr-defined] # it is a generator


def test_workers_print_no_log(two: Processes, capfd: pytest.CaptureFixture[str]) -> None:
    assert list(two.map(work.log_loudly, "some.plugin", range(20))) == list(range(20))
    assert capfd.readouterr() == ("", "")


def test_threads_left_behind_by_the_work_do_not_hold_up_the_end(two: Processes) -> None:
    assert list(two.map(work.leave_thread, None, range(20))) == list(range(20))


def test_a_process_with_another_thread_is_not_forked() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert not can_fork()
    finally:
        end.set()
        thread.join()


def test_fresh_interpreters_do_the_same(spawning: Processes) -> None:
    found = list(spawning.map(work.square, 1, range(100)))
    assert [square for square, _ in found] == [item * item + 1 for item in range(100)]
    assert os.getpid() not in {pid for _, pid in found}


def test_a_function_without_a_name_can_be_sent(spawning: Processes, notices: list[str]) -> None:
    assert list(spawning.map(work.call, {"function": lambda item: -item}, range(20))) == [
        -item for item in range(20)
    ]
    assert notices == []


def test_what_cannot_be_sent_is_done_here_with_a_notice(spawning: Processes, notices: list[str]) -> None:
    state = {"function": lambda item: -item, "lock": threading.Lock()}
    assert list(spawning.map(work.call, state, range(20))) == [-item for item in range(20)]
    assert [notice.partition("(")[0] for notice in notices] == [
        "one process instead of 2: the work cannot be sent to others "
    ]


def test_a_state_that_a_worker_cannot_read_is_told(spawning: Processes) -> None:
    with pytest.raises(ExecutorError, match="cannot read what it was sent: RuntimeError: not here"):
        list(spawning.map(work.fail, work.Unreadable(), range(20)))
