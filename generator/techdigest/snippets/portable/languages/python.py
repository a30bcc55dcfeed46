"""Python: the driver runs the parts as one module."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from .. import driver
from ..jobs import Job
from ..sandbox import Room, user_site
from .trace import Trace, as_number


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
        """Read the driver's report; what the code has put in its place counts as none."""
        try:
            return _trace(json.loads(report))
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
            return Trace(is_whole=False, asserts=())


def _trace(told: Any) -> Trace:
    error = told["error"] or {}
    number = error.get("errno")
    return Trace(
        path=_text(error.get("path", "")),
        line=as_number(str(error.get("line", 0))),
        what=_text(error.get("text", "")),
        kind=_text(error.get("type", "")),
        errno=number if isinstance(number, int) else None,
        asserts=tuple(f"{_text(path)}:{line:d}" for path, line in told["asserts"]),
        unreached=tuple(f"{_text(path)}:{line:d}" for path, line in told["unreached"]),
        packages={_text(name): _text(version) for name, version in told["packages"].items()},
        own_output=as_number(str(told["own_output"])),
    )


def _text(value: object) -> str:
    """Text that can be written as UTF-8: a report may hold halves of surrogate pairs."""
    return str(value).encode(errors="replace").decode()


PYTHON = Python()
