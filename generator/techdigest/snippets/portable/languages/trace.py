"""What all languages share: what a run has left behind, and where it went wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ..jobs import Job
from ..sandbox import Room


@dataclass(frozen=True)
class Trace:
    """What the code's run says of itself.

    Attributes:
        is_whole: Whether the code came to its own end, as far as the language can tell.
        path: The page on which it went wrong, or "".
        line: The line there, or 0.
        what: What went wrong, in one line, or "".
        kind: The name of the built-in exception behind it, for Python.
        errno: The number of the operating system's error behind it, or None.
        asserts: The places of all asserts as path:line; None for languages without.
        unreached: Those that were never reached.
        packages: Versions of the packages that were imported.
        own_output: How many bytes were printed before the snippet's own part began: by its setup.
    """

    is_whole: bool = True
    path: str = ""
    line: int = 0
    what: str = ""
    kind: str = ""
    errno: int | None = None
    asserts: tuple[str, ...] | None = None
    unreached: tuple[str, ...] = ()
    packages: dict[str, str] = field(default_factory=dict)
    own_output: int = 0


class Language(Protocol):
    """How code of one language is run."""

    def prepare(self, job: Job, control: Path, inside: Room, report: int) -> list[str]:
        """Write what is needed into the folder `control`, and return the command.

        The command sees that folder as `inside` says. The file descriptor `report` is open for what the run
        says of itself.
        """

    def read(self, job: Job, report: str, output: str) -> Trace:
        """Return what a run has left behind."""


def find_place(job: Job, output: str, pattern: str) -> Trace:
    """Return the first place in the output that `pattern` finds behind the path of one of the job's pages."""
    paths = "|".join(re.escape(path) for path in sorted({part.path for part in job.parts}))
    found = re.search(rf"({paths}){pattern}", output)
    return Trace(path=found[1], line=as_number(found[2]), what=found[3].strip()) if found else Trace()


def as_number(text: str) -> int:
    """Return the number that digits of ASCII stand for; 0 for anything else, and for what no file has."""
    return int(text) if re.fullmatch("[0-9]{1,12}", text) else 0
