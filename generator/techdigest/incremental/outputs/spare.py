"""Commits by exchange, with the spare tree: what is left of the site that was exchanged last.

The spare tree holds the folders of the former site and links to those of its files that the site still has.
The next commit makes what changed and leaves alone what both have. Without it, all folders would be made
anew and removed by every build, which takes several times as long as all the rest.

Where files have only got other names in a folder of another name, the spare tree's folder is renamed.

It is believed in nothing: files are compared with the site's by inode, so that it may be deleted, be half
done by a killed build, or be of any age. It holds no content that the site has not.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from techdigest.incremental.outputs.exchange import exchange
from techdigest.incremental.outputs.plans import Plan
from techdigest.incremental.outputs.trees import (
    folders_of,
    imitate,
    make_folder,
    prune,
    remove_empty,
    scan_inodes,
    topmost_missing,
)


def commit(plan: Plan, staging: Path, spare: Path, site: Path) -> list[str]:
    """Make `spare` the tree that the plan asks for, then let it and the site change names.

    Returns the files whose ctime changed: those written, and those that had to be linked.

    Raises:
        OSError: there are no links, or no exchange; site and staging are as they were.
    """
    staged = plan.staged
    linked = _link_kept(plan, spare, site)
    prune(staging)  # its folders are moved as a whole
    moved: list[str] = []
    try:
        for dest in staged:
            if os.path.lexists(staging / dest):  # else its folder was moved
                name = topmost_missing(spare, dest)
                (staging / name).rename(spare / name)
                moved.append(name)
        if site.is_dir():
            imitate(site, spare)
            exchange(site, spare)
        else:
            spare.rename(site)
    except OSError:
        for name in moved:
            (spare / name).rename(staging / name)
        raise
    _forget_old(plan, spare)
    return linked + staged


def _link_kept(plan: Plan, spare: Path, site: Path) -> list[str]:
    spare.mkdir(exist_ok=True)
    _rename(spare, renamed(plan.moved))
    inodes, old_folders = scan_inodes(spare)
    staged = set(plan.staged)
    kept = {dest: file.signature.inode for dest, file in plan.files.items() if dest not in staged}
    for dest, inode in inodes.items():
        if kept.get(dest) != inode:
            (spare / dest).unlink()
    folders = folders_of(kept)
    remove_empty(spare, set(old_folders) - folders)
    for folder in sorted(folders.difference(old_folders)):
        (spare / folder).mkdir()
    linked = [dest for dest, inode in kept.items() if inodes.get(dest) != inode]
    old, new = f"{site}{os.sep}", f"{spare}{os.sep}"
    for dest in linked:
        os.link(old + plan.moved.get(dest, dest), new + dest, follow_symlinks=False)
    return linked


def _forget_old(plan: Plan, spare: Path) -> None:
    """Remove what the site no longer has; what it has elsewhere is found there again."""
    names = _rename(spare, renamed(plan.moved))
    moved = set(plan.moved.values())
    for dest in (*plan.changed, *plan.removed):
        if dest not in moved:
            (spare / _new_name(dest, names)).unlink(missing_ok=True)


def renamed(moved: Mapping[str, str]) -> dict[str, str]:
    """The folders and files that moved as a whole: the new name by the old one."""
    names = {}
    for dest, source in moved.items():
        new, old = dest.split("/"), source.split("/")
        while len(new) > 1 and len(old) > 1 and new[-1] == old[-1]:
            new.pop()
            old.pop()
        names["/".join(old)] = "/".join(new)
    return names


def _rename(folder: Path, names: Mapping[str, str]) -> dict[str, str]:
    """Rename what is there, as far as nothing is in the way; returns those names."""
    done = {}
    for old, new in names.items():
        with suppress(OSError):  # a symlink or a file in the way: files are linked one by one
            make_folder(folder, old.rpartition("/")[0])
            make_folder(folder, new.rpartition("/")[0])
            if not os.path.lexists(folder / new):
                (folder / old).rename(folder / new)
                done[old] = new
    return done


def _new_name(dest: str, names: Mapping[str, str]) -> str:
    for old, new in names.items():
        if dest == old or dest.startswith(f"{old}/"):
            return new + dest[len(old) :]
    return dest
