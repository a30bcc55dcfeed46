"""Files below a folder: named by their content, written as a whole or not at all, never outside of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a regular file; empty where there is none, or a link, or it cannot be read."""
    try:
        if path.is_symlink() or not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def inside(folder: Path, path: str) -> Path | None:
    """Return a path below a folder; None for one that would leave it, or goes through a link."""
    parts = path.split("/")
    if not path or any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        return None
    current = folder
    for part in parts[:-1]:
        current = current / part
        if current.is_symlink():
            return None
    return current / parts[-1]


def write_safely(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file, at once or in pieces, so that it is there as a whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name[:80]}.importing")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def remove_empty(folder: Path, root: Path) -> None:
    """Remove a folder and those above it, up to `root`, as far as nothing is in them."""
    while folder != root and folder.is_relative_to(root):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
