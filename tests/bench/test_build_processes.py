"""What the build's benchmark measures of a command: all its processes count, and none is left."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from bench.build.measure import run, size_of
from bench.build.processes import Failed, Limits, members

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's /proc")

BURN = "import time\nwhile time.process_time() < 0.5: pass\n"
LIMITS = Limits(seconds=30, memory_mb=2000)


def python(folder: Path, **scripts: str) -> list[str]:
    """Write scripts into the folder; return the command that runs the first one."""
    for name, text in scripts.items():
        (folder / f"{name}.py").write_text("import subprocess, sys\n" + text, "utf-8")
    return [sys.executable, f"{next(iter(scripts))}.py"]


def call(script: str) -> str:
    return f"subprocess.run([sys.executable, '{script}.py'], check=True)\n"


def test_cpu_of_grandchildren_counts(tmp_path: Path) -> None:
    command = python(tmp_path, parent=call("child"), child=call("grandchild"), grandchild=BURN)
    cost = run(command, tmp_path, LIMITS)
    assert 0.5 <= cost.cpu < 5


def test_a_command_keeps_the_modules_it_compiles_as_for_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    run(python(tmp_path, program="import module\n", module=""), tmp_path, LIMITS)
    assert list(tmp_path.glob("__pycache__/module.*.pyc"))


def test_cpu_of_a_process_for_which_nobody_waited_counts(tmp_path: Path) -> None:
    command = python(
        tmp_path,
        parent="subprocess.Popen([sys.executable, 'child.py'], stdout=subprocess.PIPE).stdout.read(1)\n",
        child=BURN + "print('!', flush=True)\ntime.sleep(60)\n",
    )
    cost = run(command, tmp_path, LIMITS)
    assert 0.5 <= cost.cpu < 5
    assert cost.wall < 30


def test_memory_is_that_of_all_processes_together_and_of_the_largest(tmp_path: Path) -> None:
    hold = "import time\nheld = b'x' * 80_000_000\ntime.sleep({})\n"
    command = python(
        tmp_path,
        parent="other = subprocess.Popen([sys.executable, 'child.py'])\n"
        + hold.format(1.5)
        + "other.wait()\n",
        child=hold.format(1.5),
    )
    cost = run(command, tmp_path, LIMITS)
    assert 160 < cost.peak_mb < 240
    assert 80 < cost.largest_mb < 120


def test_shared_pages_count_once(tmp_path: Path) -> None:
    fork = "import os, time\nheld = b'x' * 80_000_000\nif os.fork(): os.wait()\nelse: time.sleep(1.5)\n"
    assert 80 < run(python(tmp_path, parent=fork), tmp_path, LIMITS).peak_mb < 120


def test_a_command_that_takes_too_much_memory_is_stopped_with_all_its_processes(tmp_path: Path) -> None:
    greedy = "import time\nheld = b'x' * 300_000_000\ntime.sleep(60)\n"
    command = python(tmp_path, parent=call("child"), child=greedy)
    with pytest.raises(Failed, match=r"^stopped at 150 MB$"):
        run(command, tmp_path, Limits(seconds=30, memory_mb=150))
    assert left_of(tmp_path) == []


def test_a_command_that_takes_too_long_is_stopped_with_all_its_processes(tmp_path: Path) -> None:
    command = python(tmp_path, parent=call("child"), child="import time\ntime.sleep(60)\n")
    began = time.monotonic()
    with pytest.raises(Failed, match=r"^stopped after 1 s$"):
        run(command, tmp_path, Limits(seconds=1))
    assert time.monotonic() - began < 30
    assert left_of(tmp_path) == []


def test_a_command_that_fails_tells_its_status_and_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"(?s)^exit status 3: .*no such theme"):
        run(python(tmp_path, parent="print('no such theme')\nsys.exit(3)\n"), tmp_path, LIMITS)


def test_processes_of_other_sessions_are_not_members() -> None:
    assert members(2**22 + 1) == []


def test_sizes_are_of_files_in_all_folders(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/page").write_bytes(b"12345")
    (tmp_path / "page").write_bytes(b"123")
    assert size_of(tmp_path) == (8, 2)


def left_of(folder: Path) -> list[str]:
    """The commands that still run in the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve() == folder.resolve():
                found.append((process / "cmdline").read_text())
        except OSError:  # it ended, or is another's
            continue
    return found
