"""What a run leaves for the site: its record, and the machine's name in it."""

from __future__ import annotations

import base64
import datetime
import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from support.jobs import job, run
from techdigest.snippets import portable
from techdigest.snippets.portable.jobs import Job, Outcome
from techdigest.snippets.portable.machine import Gpu, Machine, describe, find_gpu
from techdigest.snippets.portable.record import record_of
from techdigest.snippets.record_model import verify

MACHINE = Machine("A processor", None, "Linux", "3.11.7")


def test_a_record_verifies_and_says_what_was_run() -> None:
    code = "open('a.svg', 'w').write('<svg/>')\nprint('metric: a = [1, 2, 3] ms')\nassert True\n"
    made = job(code, plot="a.svg", needs=("gpu",))
    record = record_of(
        made, run(code, plot="a.svg"), MACHINE, sandbox="none", runner="0.1.0", commit="a" * 40
    )
    checked, _ = verify(json.dumps(record).encode())
    assert checked.result.status == "passed"
    assert (checked.result.asserts_reached, checked.result.plot) == (1, "cpu.svg")
    assert checked.result.metrics[0].iqr == 1.0
    assert checked.snippet.pages == made.pages


def test_a_record_of_a_failure_verifies_whatever_was_printed() -> None:
    code = "import os\nos.write(1, b'\\xff\\x00\\n' * 100)\nraise ValueError('\\ud800' * 10)\n"
    record = record_of(job(code), run(code), MACHINE, sandbox="none", runner="0.1.0")
    checked, _ = verify(json.dumps(record).encode())
    assert checked.result.status == "failed"
    assert checked.result.output.count("\n") == 40
    assert checked.result.output_lines > 100


def test_records_of_the_same_run_are_the_same_bytes() -> None:
    outcome = Outcome("passed", exit=0)
    noon = datetime.datetime(2026, 11, 23, 14, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    one, two = (record_of(job(""), outcome, MACHINE, sandbox="x", runner="y", date=noon) for _ in range(2))
    assert one == two
    assert one["run"]["date"] == "2026-11-23T12:00:00Z"


def test_what_was_skipped_has_no_record() -> None:
    with pytest.raises(ValueError, match="was not run: torch is missing"):
        record_of(job(""), Outcome("skipped", "torch is missing"), MACHINE, sandbox="x", runner="y")


def test_a_job_survives_its_way_through_json() -> None:
    made = job("x = 1\n", needs=("gpu", "torch"), files={"a": "eA=="}, plot="a.svg")
    assert Job.from_json(json.loads(json.dumps(asdict(made)))) == made
    with pytest.raises(TypeError):
        Job.from_json({**asdict(made), "unknown": 1})


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("NVIDIA H200", "nvidia-h200"),
        ("NVIDIA H100 80GB HBM3", "nvidia-h100"),
        ("NVIDIA A100-SXM4-80GB", "nvidia-a100"),
        ("NVIDIA H100 PCIe", "nvidia-h100"),
        ("Tesla T4", "nvidia-tesla-t4"),
        ("NVIDIA GeForce RTX 4090", "nvidia-geforce-rtx-4090"),
    ],
)
def test_a_gpu_is_a_target_by_its_model(name: str, slug: str) -> None:
    assert Gpu(name, "1").slug == slug


def test_the_gpu_is_the_one_that_nvidia_smi_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "nvidia-smi"
    program.write_text("#!/bin/sh\necho 'NVIDIA H200, 580.95.05'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    gpu = find_gpu()
    assert gpu == Gpu("NVIDIA H200", "580.95.05")
    assert describe(gpu).device == "NVIDIA H200"
    program.write_text("#!/bin/sh\necho 'NVIDIA-SMI has failed'; exit 9\n")
    assert find_gpu() is None


def test_this_machine_has_a_name_and_no_driver() -> None:
    machine = describe()
    assert machine.device.strip()
    assert machine.driver is None
    assert machine.python.startswith("3.")


def bare(folder: Path, jobs: list[Job], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m portable` in a folder that holds the package and its jobs alone."""
    source = Path(portable.__file__).parent
    shutil.copytree(source, folder / "portable", ignore=shutil.ignore_patterns("__pycache__"))
    package = {
        "schema": 1,
        "runner": "0.1.0",
        "commit": None,
        "dirty": False,
        "jobs": [asdict(j) for j in jobs],
    }
    (folder / "jobs.json").write_text(json.dumps(package))
    start = "import runpy, sys; sys.path.insert(0, '.'); runpy.run_module('portable', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", start, *arguments],
        cwd=folder,
        text=True,
        capture_output=True,
        check=False,
    )


def test_a_bare_machine_runs_jobs_and_brings_back_records(tmp_path: Path) -> None:
    good = job("open('a.svg', 'w').write('<svg/>')\nassert True\n", plot="a.svg")
    done = bare(tmp_path, [good, job("assert 0\n", id="bad")])
    assert done.returncode == 1, done.stderr
    assert "[1/2] a-snippet: passed" in done.stdout
    assert "index.md:142: AssertionError" in done.stdout
    lines = [json.loads(line) for line in (tmp_path / "records.jsonl").read_text().splitlines()]
    assert [verify(json.dumps(line["record"]).encode())[0].result.status for line in lines] == [
        "passed",
        "failed",
    ]
    assert base64.b64decode(lines[0]["plot"]) == b"<svg/>"


def test_a_bare_machine_without_gpu_says_so_and_can_try_on_the_processor(tmp_path: Path) -> None:
    if find_gpu():
        pytest.skip("this machine has a GPU")
    made = job(
        "import os\nassert os.environ['SNIPPET_SIZE'] == 'small'\n", target="gpu", size="full", needs=("gpu",)
    )
    done = bare(tmp_path / "one", [made])
    assert done.returncode == 2
    assert "no GPU was found for a-snippet" in done.stderr
    assert bare(tmp_path / "two", [made], "--target", "cpu").returncode == 0


def test_a_bare_machine_that_lacks_what_is_needed_does_not_pass(tmp_path: Path) -> None:
    done = bare(tmp_path, [job("pass\n", needs=("no-such-package",))], "--no-sandbox")
    assert done.returncode == 1
    assert "no-such-package is not installed" in done.stdout
    assert (tmp_path / "records.jsonl").read_text() == ""
