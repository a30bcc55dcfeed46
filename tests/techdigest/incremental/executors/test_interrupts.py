"""What becomes of workers when the build is interrupted or killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_BUILD = """
import signal, sys, threading
from pathlib import Path
from support import executor_work as work
from techdigest.incremental.executors import executor_for, processes

# What is started in the background ignores Ctrl-C, and these tests may have been.
signal.signal(signal.SIGINT, signal.default_int_handler)
processes._FEW_SPAWNED = 8
if sys.argv[3] == "spawn":
    processes.can_fork = lambda: False
with executor_for(2) as executor:
    for _ in executor.map(work.take_time, (Path(sys.argv[1]), float(sys.argv[2])), range(100)):
        pass
"""


def _start(folder: Path, seconds: float, method: str) -> tuple[subprocess.Popen[str], list[int]]:
    """Start a build in a process group of its own, and wait until both workers are at work."""
    build = subprocess.Popen(
        [sys.executable, "-c", _BUILD, str(folder), str(seconds), method],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    while len(pids := [int(file.name) for file in folder.iterdir()]) < 2:
        assert build.poll() is None, build.communicate()
        time.sleep(0.02)
    return build, pids


def _wait_until_gone(pids: list[int]) -> None:
    """Return when none of these processes runs; the test's time limit is the other way out."""
    while any(_runs(pid) for pid in pids):
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"  # dead, and not buried by whoever adopted it


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_ctrl_c_ends_all_workers_in_the_middle_of_an_item_with_one_traceback(
    tmp_path: Path, method: str
) -> None:
    build, pids = _start(tmp_path, 60.0, method)
    os.killpg(build.pid, signal.SIGINT)  # as a terminal does
    _, errors = build.communicate()
    _wait_until_gone(pids)
    assert build.returncode == -signal.SIGINT
    assert errors.count("Traceback") == 1
    assert errors.endswith("KeyboardInterrupt\n")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_workers_of_a_killed_build_end_by_themselves_without_a_word(tmp_path: Path) -> None:
    build, pids = _start(tmp_path, 0.1, "fork")
    build.kill()
    _, errors = build.communicate()
    _wait_until_gone(pids)
    assert errors == ""
