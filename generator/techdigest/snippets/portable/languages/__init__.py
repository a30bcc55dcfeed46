"""The languages whose snippets are programs: how a job becomes a command, and how its traces are read."""

from __future__ import annotations

from . import bash, go, python
from .trace import Language

PROGRAMS: dict[str, Language] = {"python": python.PYTHON, "bash": bash.BASH, "go": go.GO}
