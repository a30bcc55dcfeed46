"""Commits by exchange, with the spare tree: what is left of the site that was exchanged last.

The spare tree holds the folders of the former site and links to those of its files that the site still has.
The next commit makes what changed and leaves alone what both have. Without it, all folders would be made
anew and removed by every build, which takes several times as long as all the rest.

It is believed in nothing: files are compared with the site's by inode, so that it may be deleted, be half
done by a killed build, or be of any age. It holds no content that the site has not.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from techdigest.incremental.outputs.exchange import exchange
from techdigest.incremental.outputs.plans import Plan
from techdigest.incremental.outputs.trees import (
    folders_of,
    imitate,
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
    written = plan.added + plan.changed
    linked = _link_kept(plan, spare, site, frozenset(written))
    prune(staging)  # its folders are moved as a whole
    moved: list[str] = []
    try:
        for dest in written:
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
    _forget_old(spare, plan.changed + plan.removed)
    return linked + written


def _link_kept(plan: Plan, spare: Path, site: Path, written: frozenset[str]) -> list[str]:
    spare.mkdir(exist_ok=True)
    inodes, old_folders = scan_inodes(spare)
    kept = {dest: file.signature.inode for dest, file in plan.files.items() if dest not in written}
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
        os.link(old + dest, new + dest, follow_symlinks=False)
    return linked


def _forget_old(spare: Path, gone: Sequence[str]) -> None:
    for dest in gone:
        (spare / dest).unlink(missing_ok=True)
