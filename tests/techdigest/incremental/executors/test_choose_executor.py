"""From the words of the configuration to an executor."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from techdigest.incremental.executors import ExecutorError, executor_for
from techdigest.incremental.executors.choose import available_cores
from techdigest.incremental.executors.processes import Processes
from techdigest.incremental.executors.serial import Serial

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@pytest.mark.parametrize("spec", [1, "1"])
def test_one_job_is_this_process(spec: str | int) -> None:
    with executor_for(spec) as executor:
        assert isinstance(executor, Serial)
        assert list(executor.map(lambda state, item: state + item, 1, [1, 2])) == [2, 3]


@pytest.mark.parametrize("spec", [3, "3"])
def test_a_number_is_that_many_processes(spec: str | int) -> None:
    with executor_for(spec) as executor:
        assert isinstance(executor, Processes)
        assert executor.jobs == 3


@pytest.mark.parametrize("spec", ["auto", ""])
def test_auto_is_as_many_processes_as_this_one_may_use_cores(spec: str) -> None:
    with executor_for(spec) as executor:
        assert executor.jobs == available_cores()


@pytest.mark.parametrize("spec", [0, -1, "0", "many", "1.5", "dask:8786"])
def test_anything_else_is_refused_with_what_there_is(spec: str | int) -> None:
    with pytest.raises(ExecutorError, match="auto, a number of processes, or dask://host:port"):
        executor_for(spec).__enter__()


def _groups(folder: Path, mine: str, files: dict[str, str]) -> tuple[Path, Path]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "mine").write_text(mine)
    return folder, folder / "mine"


@pytest.mark.parametrize(
    ("mine", "files", "quota"),
    [
        ("0::/\n", {}, None),
        ("0::/\n", {"cpu.max": "max 100000\n"}, None),
        ("0::/\n", {"cpu.max": "50000 100000\n"}, 1),
        ("0::/\n", {"cpu.max": "100000 100000\n"}, 1),
        ("0::/a/b\n", {"a/cpu.max": "100000 100000\n", "a/b/cpu.max": "max 100000\n"}, 1),
        ("0::/a\n", {"a/cpu.max": "150000 100000\n"}, 2),
        ("3:cpu,cpuacct:/a\n", {"cpu/cpu.cfs_quota_us": "90000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 1),
        ("3:cpu,cpuacct:/a\n", {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, None),
        ("0::/\n", {"cpu.max": "nonsense\n"}, None),
    ],
)
def test_quotas_of_control_groups_count(
    tmp_path: Path, mine: str, files: dict[str, str], quota: int | None
) -> None:
    assert available_cores(*_groups(tmp_path, mine, files)) == min(CORES, quota or CORES)


def test_systems_without_control_groups_have_their_cores(tmp_path: Path) -> None:
    assert available_cores(tmp_path / "none", tmp_path / "neither") == CORES
