"""Commits file by file, which a journal makes repeatable: the next build finishes those of a killed one."""

import errno
import json
import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

from techdigest.incremental.outputs.trees import folders_of, prune, remove_empty, topmost_missing

NAME = "journal.json"
COPY = ".techdigest-copy"


def commit(folder: Path, site: Path, *, written: Sequence[str], removed: Sequence[str]) -> None:
    """Move the files `written` from `folder`/site into `site`, in this order, then remove those `removed`."""
    site.mkdir(parents=True, exist_ok=True)
    prune(folder / "site")  # its folders are moved as a whole
    temporary = folder / f"{NAME}.tmp"
    temporary.write_text(json.dumps({"written": written, "removed": removed}), encoding="utf-8")
    temporary.replace(folder / NAME)
    resume(folder, site)


def is_pending(folder: Path) -> bool:
    """Whether a commit from this staging folder was begun and not finished."""
    return (folder / NAME).exists()


def resume(folder: Path, site: Path) -> None:
    """Do what the journal in `folder` tells, or what is left to do of it; nothing if there is none."""
    if not is_pending(folder):
        return
    path = folder / NAME
    journal = json.loads(path.read_text(encoding="utf-8"))
    staging = folder / "site"
    for dest in journal["written"]:
        if os.path.lexists(staging / dest):  # else it was moved before
            _clear_way(site, dest)
            _move(staging, site, dest)
    # Where names differ in case alone, the old name may be that of a new file.
    folded = {dest.casefold(): dest for dest in journal["written"]}
    for dest in journal["removed"]:
        twin = folded.get(dest.casefold())
        if twin is None or not _same_file(site / dest, site / twin):
            _remove(site / dest)
    remove_empty(site, folders_of(journal["removed"]))
    path.unlink()


def _clear_way(site: Path, dest: str) -> None:
    """Remove files and symlinks where folders of `dest` shall be, and a folder where `dest` shall be."""
    path = site
    for part in dest.split("/")[:-1]:
        path /= part
        if not _is_folder(path):
            _remove(path)
            return
    if _is_folder(site / dest):
        shutil.rmtree(site / dest)


def _same_file(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(one.lstat(), other.lstat())
    except (FileNotFoundError, NotADirectoryError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _move(source: Path, target: Path, dest: str) -> None:
    name = topmost_missing(target, dest)
    try:
        (source / name).replace(target / name)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The site, or a folder in it, is mounted from elsewhere.
        if name != dest:
            (target / name).mkdir()
            _move(source, target, dest)
            return
        copy = (target / dest).with_name(COPY)
        shutil.copyfile(source / dest, copy, follow_symlinks=False)
        copy.replace(target / dest)
        (source / dest).unlink()


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return  # removed before, or with a folder that became a file
    except (IsADirectoryError, PermissionError):
        if not _is_folder(path):
            raise
        # The name is now that of a folder with new files in it.
