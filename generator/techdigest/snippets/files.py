"""Files beside a note that its snippets read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from techdigest.diagnostics import Diagnostics
from techdigest.notes.walk import read_file

MAX_FILE = 10_000_000  # bytes: each run copies it


class FileError(ValueError):
    """A file that a snippet may not have."""


def read_beside(content_dir: Path, page: str, name: str) -> bytes:
    """Return the bytes of a file in the folder of a page.

    Args:
        content_dir: The content folder.
        page: The page's file, relative to it.
        name: A plain file name.

    Raises:
        FileError: There is no such file, it is not a regular one, it is too large, or it is a link that
            leaves the folder.
    """
    folder = (content_dir / page).parent.resolve()
    try:
        target = Path(os.path.realpath(folder / name, strict=True))
    except (OSError, ValueError) as error:
        raise FileError(f"there is no file {name} beside this note") from error
    if not target.is_relative_to(folder):
        raise FileError(f"the file {name} is a link that leaves the note's folder")
    if not target.is_file():
        raise FileError(f"{name} is not a regular file")
    if target.stat().st_size > MAX_FILE:
        raise FileError(f"the file {name} has more than {MAX_FILE / 1e6:.0f} MB")
    data = read_file(folder, target.relative_to(folder).as_posix(), Diagnostics())
    if data is None:
        raise FileError(f"the file {name} cannot be read")
    return data


def hash_beside(content_dir: Path, page: str, name: str) -> str:
    """Return the SHA-256 of a file in the folder of a page, in hexadecimal. Raises as `read_beside` does."""
    return hashlib.sha256(read_beside(content_dir, page, name)).hexdigest()
