"""The files that a build may read besides installed code: all of the site, and the theme's own."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig

from techdigest.mkdocs_build.values import own_folders

_REGULAR = ("a file",)


class Watched(NamedTuple):
    """An entry of a folder that is no folder.

    Attributes:
        name: Its path below the folder that was looked through.
        path: Its whole path.
        nature: What it is, besides its content: of links that lead nowhere, say, a build tells.
        has_content: Whether it can be read.
    """

    name: str
    path: str
    nature: tuple[object, ...] = _REGULAR
    has_content: bool = True


class LinkedFolderError(Exception):
    """A symlink leads to a folder: it depends on who looks whether what is in there is read."""


def watched_files(config: MkDocsConfig) -> Iterator[Watched]:
    """Everything in the site's folder and in those of its theme that are of no package we know, in one order.

    Raises:
        LinkedFolderError: there is a link to a folder among it.
    """
    for root in (config.docs_dir, *own_folders(config.theme.dirs)):
        yield from _below(root)


def _below(root: str) -> Iterator[Watched]:
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=attrgetter("name"))
        except OSError as error:
            yield Watched(folder[len(root) :], folder, ("no folder to read", error.errno), has_content=False)
            continue
        for entry in entries:
            name = entry.path[len(root) :]
            if entry.is_symlink():
                yield _link(name, entry.path)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield Watched(name, entry.path)
            else:
                kind = stat.S_IFMT(entry.stat(follow_symlinks=False).st_mode)
                yield Watched(name, entry.path, ("special", kind), has_content=False)


def _link(name: str, path: str) -> Watched:
    target = str(Path(path).readlink())
    try:
        real = os.path.realpath(path, strict=True)
        mode = Path(real).stat().st_mode
    except OSError as error:
        return Watched(name, path, ("a link to nowhere", target, error.errno), has_content=False)
    if stat.S_ISDIR(mode):
        raise LinkedFolderError(path)
    return Watched(name, path, ("a link", target, real, stat.S_IFMT(mode)), stat.S_ISREG(mode))
