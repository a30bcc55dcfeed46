"""Python: the driver runs the parts as one module."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from .. import driver
from ..jobs import Job
from ..sandbox import Room, user_site
from .trace import Trace


class Python:
    """See `driver.py`."""

    def prepare(self, job: Job, control: Path, inside: Room, report: int) -> list[str]:
        """Lay out driver and parts."""
        shutil.copyfile(driver.__file__, control / "driver.py")
        parts = [(part.path, part.line, part.code) for part in job.parts]
        (control / "parts.json").write_text(json.dumps(parts), encoding="utf-8")
        program, data = f"{inside.control}/driver.py", f"{inside.control}/parts.json"
        # -I leaves out the packages of the user alone, and whatever the environment says.
        user = [folder] if (folder := user_site()) else []
        return [sys.executable, "-I", "-X", "utf8", program, data, str(report), *user]

    def read(self, job: Job, report: str, output: str) -> Trace:
        """Read the driver's report."""
        try:
            told = json.loads(report)
        except ValueError:
            return Trace(is_whole=False, asserts=())
        error = told["error"] or {}
        what = error.get("text", "").encode(errors="replace").decode()  # halves of surrogate pairs
        places = [f"{path}:{line}" for path, line in told["asserts"]]
        reached = {f"{path}:{line}" for path, line in told["reached"]}
        return Trace(
            path=error.get("path", ""),
            line=error.get("line", 0),
            what=what,
            kind=error.get("type", ""),
            errno=error.get("errno"),
            asserts=tuple(places),
            unreached=tuple(place for place in places if place not in reached),
            packages=told["packages"],
            own_output=told["own_output"],
        )


PYTHON = Python()
