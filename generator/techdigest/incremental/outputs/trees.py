"""Trees of files as a build compares them: names, stat signatures, digests of contents."""

import hashlib
import os
import shutil
import stat
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from techdigest.incremental.digests import DIGEST_SIZE, Digest, digest_bytes


class Signature(NamedTuple):
    """What changes whenever a file's content does; ctime catches writers that set mtime back."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Signature":
        """The signature in a file's status, of `lstat`."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

    def same_file(self, other: "Signature | None") -> bool:
        """Whether both are of one file with one content; making or removing links changes its ctime alone."""
        return other is not None and (self.size, self.mtime_ns, self.inode) == (
            other.size,
            other.mtime_ns,
            other.inode,
        )


@dataclass(slots=True)
class Tree:
    """A folder as it lies on the disk; all names are relative to it, with slashes."""

    files: dict[str, Signature] = field(default_factory=dict)
    """Everything that is not a folder; symlinks are not followed."""
    folders: list[str] = field(default_factory=list)
    """Parents before their children."""
    foreign: list[str] = field(default_factory=list)
    """Hidden entries at the top that were not entered."""


def scan(root: Path, hidden: Collection[str] | None = None) -> Tree:
    """Walk `root`; of the hidden entries at its top only those named in `hidden` are entered (None: all).

    A folder that does not exist is an empty tree.
    """
    tree = Tree()
    if not root.is_dir():
        return tree
    base = f"{root}{os.sep}"
    todo = [""]
    while todo:
        folder = todo.pop()
        with os.scandir(base + folder) as entries:
            for entry in entries:
                if not folder and hidden is not None and entry.name[0] == "." and entry.name not in hidden:
                    tree.foreign.append(entry.name)
                elif entry.is_dir(follow_symlinks=False):
                    tree.folders.append(folder + entry.name)
                    todo.append(f"{folder}{entry.name}/")
                else:
                    tree.files[folder + entry.name] = Signature.of(entry.stat(follow_symlinks=False))
    return tree


def scan_inodes(root: Path) -> tuple[dict[str, int], list[str]]:
    """The inodes of all files below `root`, and the folders; this needs no look at the files."""
    files: dict[str, int] = {}
    folders: list[str] = []
    base = f"{root}{os.sep}"
    todo = [""]
    while todo:
        folder = todo.pop()
        with os.scandir(base + folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(folder + entry.name)
                    todo.append(f"{folder}{entry.name}/")
                else:
                    files[folder + entry.name] = entry.inode()
    return files, folders


def content_digest(path: Path) -> Digest | None:
    """The digest of a file's content, of a symlink's target; None for what is neither or cannot be read."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return digest_bytes(b"symlink\0" + os.fsencode(path.readlink()))
        if not stat.S_ISREG(mode):
            return None  # reading a named pipe would wait for ever
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=DIGEST_SIZE)).digest()
    except OSError:
        return None


def folders_of(names: Iterable[str]) -> set[str]:
    """All folders that files of these names lie in."""
    folders: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def make_folder(root: Path, folder: str) -> None:
    """Make `folder` below `root` with all its parents.

    Raises:
        NotADirectoryError: a file or a symlink is in the way; the latter could lead out of `root`.
    """
    path = f"{root}"
    for part in folder.split("/") if folder else ():
        path += f"{os.sep}{part}"
        try:
            if not stat.S_ISDIR(os.lstat(path).st_mode):
                raise NotADirectoryError(f"{folder}: {path} is no folder")
        except FileNotFoundError:
            Path(path).mkdir()


def imitate(model: Path, folder: Path) -> None:
    """Give `folder` the group and mode of `model`, above all for what a group may do in it.

    Raises:
        OSError: the group is not ours to give.
    """
    group = model.stat().st_gid
    if group != folder.stat().st_gid:
        os.chown(folder, -1, group)
    shutil.copystat(model, folder)


def topmost_missing(root: Path, dest: str) -> str:
    """The topmost folder of `dest` that `root` lacks, which can be moved there as a whole; else `dest`."""
    end = dest.find("/")
    while end != -1:
        if not os.path.lexists(f"{root}{os.sep}{dest[:end]}"):
            return dest[:end]
        end = dest.find("/", end + 1)
    return dest


def prune(root: Path) -> None:
    """Remove all folders below `root` in which no file lies, at any depth."""
    files, folders = scan_inodes(root)
    remove_empty(root, set(folders) - folders_of(files))


def remove_empty(root: Path, folders: Iterable[str]) -> None:
    """Remove those of `folders` that are empty, children before their parents; those that are not stay."""
    for folder in sorted(folders, reverse=True):
        path = root / folder
        try:
            path.rmdir()
        except OSError:
            continue  # not empty, or gone already
