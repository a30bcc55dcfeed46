"""Builds into a site folder, without anything of MkDocs."""

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from techdigest.incremental.digests import digest_bytes
from techdigest.incremental.outputs import Changes, Outputs

Files = Mapping[str, bytes]


def put_all(outputs: Outputs, files: Files) -> None:
    for dest, content in files.items():
        outputs.put(dest, digest_bytes(content), partial(bytes, content))


def build(root: Path, files: Files, *, in_place: bool = False, complete: bool = False) -> Changes:
    """One build of `files` into `root`/site, with its records beside."""
    outputs = Outputs.open(root / "site", root / "records", in_place=in_place, complete=complete)
    put_all(outputs, files)
    return outputs.commit()


def tree(folder: Path) -> dict[str, bytes]:
    """All files below `folder`; an empty folder is there with a slash at its end."""
    found: dict[str, bytes] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = b"-> " + os.fsencode(path.readlink())
        elif not path.is_dir():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name + "/"] = b""
    return found


def identities(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of change of the content of all files: what a file that is left alone keeps."""
    return {
        path.relative_to(folder).as_posix(): (path.lstat().st_ino, path.lstat().st_mtime_ns)
        for path in folder.rglob("*")
        if not path.is_dir()
    }
