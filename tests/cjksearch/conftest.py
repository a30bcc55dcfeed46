"""The client, run in Node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
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
