"""Go: the parts are the files of one `package main`; `//line` gives them their pages' lines."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from ..jobs import Job
from ..sandbox import Room
from .trace import Trace, find_place

_BUILD = """\
export GOCACHE="$TMPDIR/go" GOPATH="$TMPDIR/gopath" GOFLAGS=-mod=mod
export GOPROXY=off GOTOOLCHAIN=local GO111MODULE=off
go build -o "$TMPDIR/snippet" "$@" && exec "$TMPDIR/snippet"
"""


class Go:
    """Built and run without modules: the standard library is all there is."""

    def prepare(self, job: Job, control: Path, inside: Room, report: int) -> list[str]:
        """Lay out the parts."""
        names = [f"part{number}.go" for number in range(len(job.parts))]
        for name, part in zip(names, job.parts):  # noqa: B905 - Python 3.10 and equal by construction
            (control / name).write_text(f"//line /{part.path}:{part.line}\n{part.code}", encoding="utf-8")
        (control / "build.sh").write_text(_BUILD, encoding="utf-8")
        return ["bash", "-eu", f"{inside.control}/build.sh", *(f"{inside.control}/{name}" for name in names)]

    def read(self, job: Job, report: str, output: str) -> Trace:
        """Take the place from the compiler's message or from the panic's trace."""
        found = find_place(job, output, r":(\d+)(?::\d+)?:?(.*)")
        panic = re.search(r"^panic: .*", output, re.MULTILINE)
        return replace(found, what=panic[0]) if panic else found


GO = Go()
