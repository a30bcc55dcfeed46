"""Bash: each part is a file that bears its page's name and is padded to its page's lines."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path

from ..jobs import Job
from ..sandbox import Room
from .trace import Trace, as_number, find_place

_OWN = "own-output"  # in the report: how much the setup has printed


class Bash:
    """`set -Eeuo pipefail`, with a trap that reports the page's line of the command that failed."""

    def prepare(self, job: Job, control: Path, inside: Room, report: int) -> list[str]:
        """Lay out the parts, each in a folder of its own, since several may stand on one page."""
        script = []
        trap = f'printf "%s\\t%s\\t%s\\t%s\\n" "$BASH_SOURCE" "$LINENO" "$?" "$BASH_COMMAND" >&{report}'
        for number, part in enumerate(job.parts):
            if number and number == len(job.parts) - 1:  # stderr and stdout are one file
                script.append(f'printf "%s\\t%s\\n" {_OWN} "$(stat -Lc %s /dev/stderr)" >&{report}\n')
            file = control / str(number) / part.path
            file.parent.mkdir(parents=True)
            # The name by which bash speaks of a script is the one it was sourced by, so it must be relative.
            first = f"cd {shlex.quote(inside.work)}; set -Eeuo pipefail; trap {shlex.quote(trap)} ERR;"
            file.write_text(first + "\n" * (part.line - 1) + part.code, encoding="utf-8")
            script.append(
                f"cd {shlex.quote(f'{inside.control}/{number}')}\nsource {shlex.quote(part.path)}\n"
            )
        (control / "main.sh").write_text("".join(script), encoding="utf-8")
        return ["bash", "--noprofile", "--norc", f"{inside.control}/main.sh"]

    def read(self, job: Job, report: str, output: str) -> Trace:
        """Take the place from the trap, else from what bash itself says."""
        own = 0
        for line in report.split("\n"):
            fields = line.split("\t", 3)
            if len(fields) == 4:
                what = f"exit status {fields[2]}: {fields[3]}"
                return Trace(path=fields[0], line=as_number(fields[1]), what=what, own_output=own)
            if fields[0] == _OWN:
                own = as_number(fields[-1])
        return replace(find_place(job, output, r": line (\d+): (.*)"), own_output=own)


BASH = Bash()
