"""Which files are watched: walking folders without following links in circles."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# What editors and tools write beside the file that is meant, and take away again.
_NOISE = re.compile(
    r"""
      \.[#].* | [#].*[#] | .*~                  # Emacs: locks, autosaves, backups (others', too)
    | \..*\.sw[a-z]x? | 4913                    # Vim: swap files, and whether it may write here
    | \.goutputstream-.* | sed[A-Za-z0-9]{6}    # GNOME; sed -i
    | .*___jb_(?:tmp|old)___                    # JetBrains
    | .*\.(?:tmp|part|crdownload|pyc)
    | \.(?:nfs|fuse_hidden)[0-9a-f]+ | \.DS_Store
    """,
    re.VERBOSE | re.DOTALL,
)
_NOISY_FOLDERS = frozenset({".git", ".hg", ".svn", "__pycache__"})


@dataclass(frozen=True)
class Scope:
    """Files and folders to watch.

    Attributes:
        roots: Absolute paths of files and folders.
        ignored: Absolute paths of folders in which nothing counts, such as caches and the site itself.
        follows_links: Whether what lies behind links to folders counts, too. Each folder is entered once,
            whatever links there are.
    """

    roots: tuple[str, ...]
    ignored: frozenset[str] = frozenset()
    follows_links: bool = False

    def ignores_folder(self, folder: str) -> bool:
        """Whether nothing in this folder counts, as the folder itself or its name tells."""
        return os.path.basename(folder) in _NOISY_FOLDERS or folder in self.ignored  # noqa: PTH119 - as below

    def relevant(self, paths: Iterable[str]) -> Iterator[Path]:
        """Yield the paths that a change of the site may come from."""
        for text in paths:
            path = Path(text)
            if _NOISE.fullmatch(path.name):
                continue
            if not any(self.ignores_folder(str(folder)) for folder in (path, *path.parents)):
                yield path

    def files(self, root: str, enter: Callable[[str], None]) -> Iterator[os.DirEntry[str]]:
        """Yield what is no folder below `root`, and call `enter` with each folder before it is read.

        Folders that cannot be read are passed over. Paths are strings: there may be many thousands.
        """
        seen: set[tuple[int, int]] = set()
        folders = [root]
        while folders:
            folder = folders.pop()
            try:
                status = os.stat(folder)  # noqa: PTH116 - strings, see above
                if (status.st_dev, status.st_ino) in seen:
                    continue
                seen.add((status.st_dev, status.st_ino))
                enter(folder)
                with os.scandir(folder) as listing:
                    entries = list(listing)
            except (FileNotFoundError, NotADirectoryError, PermissionError):
                continue
            for entry in entries:
                if not _is_dir(entry):
                    yield entry
                elif self.ignores_folder(entry.path):
                    continue
                elif self.follows_links or not entry.is_symlink():
                    folders.append(entry.path)


def _is_dir(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False
