"""Test cases in Markdown: a title, then input and expectation between lines that hold one dot.

the title
.
input
.
expectation
.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    """One case; its id names the file and the line, so that an editor can go there."""

    id: str
    title: str
    given: str
    expected: str


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file, in order."""
    lines = path.read_text(encoding="utf-8").split("\n")
    dots = [number for number, line in enumerate(lines) if line == "."]
    if len(dots) % 3:
        raise ValueError(f"{path}: {len(dots)} lines with a dot, which is no multiple of three")
    cases = []
    for first, second, third in zip(dots[::3], dots[1::3], dots[2::3], strict=True):
        given, expected = lines[first + 1 : second], lines[second + 1 : third]
        name = f"{path.name}:{first}"
        cases.append(Case(name, lines[first - 1], "\n".join(given), "\n".join(expected)))
    return cases
