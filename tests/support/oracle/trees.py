"""Folders as they are on disk, and how two of them differ, for a reader."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import NamedTuple

Tree = dict[str, bytes]
"""The bytes of each file by its path; folders end with a slash."""

_LINES = 40


class Written(NamedTuple):
    """When and where a file was written: what stays as long as nobody writes it anew."""

    inode: int
    mtime_ns: int


def tree_of(folder: Path) -> Tree:
    """Read a folder; one that is not there is empty."""
    return {
        path.relative_to(folder).as_posix() + "/" * path.is_dir(): b"" if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def writings_of(folder: Path) -> dict[str, Written]:
    """When the files of a folder were written."""
    found = ((path.relative_to(folder).as_posix(), path.lstat()) for path in folder.rglob("*"))
    return {name: Written(status.st_ino, status.st_mtime_ns) for name, status in found}


def difference(actual: Tree, expected: Tree) -> str:
    """Return an empty string for equal trees; else which files differ, and how the first of them does."""
    missing = sorted(expected.keys() - actual.keys())
    extra = sorted(actual.keys() - expected.keys())
    changed = changed_files(actual, expected)
    if not (missing or extra or changed):
        return ""
    report = [f"missing: {missing[:9]}", f"should not be there: {extra[:9]}"]
    report += [f"differing ({len(changed)}): {changed[:9]}"]
    if changed:
        report += _changes(actual[changed[0]], expected[changed[0]], changed[0])
    return "\n".join(report)


def changed_files(one: Tree, other: Tree) -> list[str]:
    """The files that both have, with different bytes."""
    return sorted(name for name in one.keys() & other.keys() if one[name] != other[name])


def _changes(actual: bytes, expected: bytes, name: str) -> list[str]:
    try:
        found, wanted = _lines(actual), _lines(expected)
    except UnicodeDecodeError:
        pairs = zip(actual, expected, strict=False)
        at = next((place for place, (one, other) in enumerate(pairs) if one != other), -1)
        return [f"{name}: {len(actual)} bytes instead of {len(expected)}, differing from byte {at}"]
    changes = list(
        difflib.unified_diff(wanted, found, f"{name} (clean)", f"{name} (incremental)", "", "", 1, "")
    )
    return [line[:300] for line in changes[:_LINES]]


def _lines(content: bytes) -> list[str]:
    """Text in lines that are short enough to read: markup before each tag, JSON after each comma."""
    return re.sub(r"(?=<\w)|(?<=[,{}])(?=[\"{\[])", "\n", content.decode()).splitlines()
