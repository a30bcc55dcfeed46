"""The HTML files of a folder, found without leaving it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

#: A larger file is refused rather than read.
LARGEST = 32 << 20
_SUFFIXES = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one file.

    Attributes:
        path: Of the file, relative to the site, with forward slashes.
        message: What was found.
        hint: What to do about it.
    """

    path: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path.encode('utf-8', 'replace').decode()}: {self.message}\n    hint: {self.hint}"


def html_files(root: Path, exclude: Sequence[str] = ()) -> tuple[list[str], list[Problem]]:
    """Return the paths of all HTML files in a folder, relative to it and sorted, and what could not be read.

    Links are not followed: what they lead to inside the folder is found there, the rest is none of the site.
    Names that begin with a dot are passed over, and paths that match a pattern of `exclude`.
    """
    found: list[str] = []
    problems: list[Problem] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError as error:
            problems.append(Problem(folder, f"cannot be read: {error.strerror}", "make the folder readable"))
            continue
        for entry in entries:
            path = folder + entry.name
            if entry.name.startswith(".") or any(fnmatchcase(path, pattern) for pattern in exclude):
                continue
            if entry.is_symlink():
                problems += _outside(root, path)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/")
            elif entry.name.lower().endswith(_SUFFIXES) and entry.is_file(follow_symlinks=False):
                found.append(path)
    return sorted(found), problems


def read_file(root: Path, path: str) -> bytes | Problem:
    """Return the content of a file of the site, or why there is none."""
    try:
        with (root / path).open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        return Problem(path, f"cannot be read: {error.strerror}", "make the file readable")
    if len(raw) > LARGEST:
        return Problem(path, f"is larger than {LARGEST >> 20} MB; left out", "divide the page")
    return raw


def _outside(root: Path, path: str) -> Iterator[Problem]:
    try:
        is_inside = (root / path).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        is_inside = False
    if not is_inside:
        yield Problem(path, "is a link that leads out of the site; not followed", "copy the file or folder")
