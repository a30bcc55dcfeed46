"""The client, run in Node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HARNESS = Path(__file__).parent / "js" / "harness.mjs"

Client = Callable[..., Any]


@pytest.fixture(scope="session")
def client(node: str) -> Client:
    """`client(task, **given)` runs a task of js/harness.mjs and returns its answer."""

    def run(task: str, **given: object) -> Any:
        done = subprocess.run(
            [node, "--no-warnings", str(HARNESS)],
            input=json.dumps({"task": task, **given}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def resident(node: str) -> Iterator[Client]:
    """The same as `client`, in one process for many tasks."""
    with subprocess.Popen(
        [node, "--no-warnings", str(HARNESS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        given_to, told_by = process.stdin, process.stdout

        def run(task: str, **given: object) -> Any:
            given_to.write(json.dumps({"task": task, **given}) + "\n")
            given_to.flush()
            line = told_by.readline()
            assert line, f"the client ended with status {process.wait()}"
            return json.loads(line)

        yield run
        given_to.close()
