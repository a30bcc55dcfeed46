"""Commits file by file, which a journal makes repeatable: the next build finishes those of a killed one."""

import errno
import json
import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

from techdigest.incremental.outputs.trees import folders_of, remove_empty

NAME = "journal.json"
COPY = ".techdigest-copy-"


def commit(folder: Path, site: Path, *, written: Sequence[str], removed: Sequence[str]) -> None:
    """Move the files `written` from `folder`/site into `site`, in this order, then remove those `removed`."""
    site.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{NAME}.tmp"
    temporary.write_text(json.dumps({"written": written, "removed": removed}), encoding="utf-8")
    temporary.replace(folder / NAME)
    resume(folder, site)


def resume(folder: Path, site: Path) -> None:
    """Do what the journal in `folder` tells, or what is left to do of it; nothing if there is none."""
    path = folder / NAME
    if not path.exists():
        return
    journal = json.loads(path.read_text(encoding="utf-8"))
    for dest in journal["written"]:
        if os.path.lexists(folder / "site" / dest):  # else it was moved before
            _clear_way(site, dest)
            _move(folder / "site" / dest, site / dest)
    # Where names differ in case alone, the old name may be that of a new file.
    folded = {dest.casefold(): dest for dest in journal["written"]}
    for dest in journal["removed"]:
        twin = folded.get(dest.casefold())
        if twin is None or not _same_file(site / dest, site / twin):
            _remove(site / dest)
    remove_empty(site, folders_of(journal["removed"]))
    path.unlink()


def _clear_way(site: Path, dest: str) -> None:
    """Make the folders of `dest`; files and symlinks in their way go, and a folder where `dest` shall be."""
    path = site
    for part in dest.split("/")[:-1]:
        path /= part
        if not _is_folder(path):
            _remove(path)
            path.mkdir()
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


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # Part of the site is mounted from elsewhere: a copy beside the target, which then takes its place.
        copy = target.with_name(COPY + source.name[:64])
        shutil.copyfile(source, copy, follow_symlinks=False)
        copy.replace(target)
        source.unlink()


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return  # removed before, or with a folder that became a file
    except (IsADirectoryError, PermissionError):
        if not _is_folder(path):
            raise
        # The name is now that of a folder with new files in it.
