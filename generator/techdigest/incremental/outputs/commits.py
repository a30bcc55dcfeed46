"""Commits: how the site differs from what a build made, and the ways to make it the same."""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from techdigest.incremental.digests import Digest
from techdigest.incremental.outputs import journal
from techdigest.incremental.outputs.exchange import exchange
from techdigest.incremental.outputs.names import is_hidden, top
from techdigest.incremental.outputs.staging import is_staging
from techdigest.incremental.outputs.trees import (
    Signature,
    Tree,
    content_digest,
    folders_of,
    remove_empty,
    scan,
)


class File(NamedTuple):
    """A file of the build, in staging or in the site. What has no content (a named pipe) has no digest."""

    digest: Digest | None
    signature: Signature


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a commit does; names in order."""

    files: dict[str, File]
    """Every file of the build."""
    added: list[str]
    changed: list[str]
    removed: list[str]
    empty: list[str]
    """Folders of the site that none of these files lies in."""
    shared: bool
    """Whether the site holds hidden entries that no build made; they stay where they are."""

    @property
    def changes_files(self) -> bool:
        """Whether the site is not yet what it shall be."""
        return bool(self.added or self.changed or self.removed)

    @property
    def tops(self) -> set[str]:
        """The entries at the top of the site that its files lie in."""
        return {top(dest) for dest in self.files}


def compare(
    site: Tree,
    staging: Path,
    kept: dict[str, File],
    *,
    digest: Callable[[str, Signature], Digest | None],
    own: Collection[str],
) -> Plan:
    """Compare the site with the build: what lies in `staging`, and the files `kept` that the site has.

    `digest` tells those of the site's files; `own` are the files that the last build made.

    Raises:
        FileExistsError: one output would be both a file and a folder.
    """
    staged = {
        dest: File(content_digest(staging / dest), signature)
        for dest, signature in scan(staging).files.items()
    }
    files = kept | staged
    folders = folders_of(files)
    if both := sorted(folders & files.keys()):
        raise FileExistsError(f"{both[0]}: this build made a file and a folder of this name")
    changed = []
    for dest in sorted(staged.keys() & site.files.keys()):
        new, old = staged[dest], site.files[dest]
        if new.digest is not None and digest(dest, old) == new.digest:
            files[dest] = File(new.digest, old)
        else:
            changed.append(dest)
    gone = sorted(site.files.keys() - files.keys())
    removed = [dest for dest in gone if dest in own or not is_hidden(dest)]
    foreign = [name for name in site.foreign if not is_staging(name)]
    return Plan(
        files=files,
        added=sorted(staged.keys() - site.files.keys()),
        changed=changed,
        removed=removed,
        empty=[folder for folder in site.folders if folder not in folders and not is_hidden(folder)],
        shared=bool(foreign) or len(removed) < len(gone),
    )


def by_exchange(plan: Plan, staging: Path, site: Path) -> None:
    """Complete staging with links to the site's unchanged files, then let both folders change names.

    Raises:
        OSError: there are no links, or no exchange; the site is as it was.
    """
    folders = folders_of(plan.files)
    for folder in sorted(folders):
        (staging / folder).mkdir(exist_ok=True)
    kept = plan.files.keys() - set(plan.added) - set(plan.changed)
    staged = scan(staging)
    for dest in staged.files.keys() & kept:
        (staging / dest).unlink()  # has the content of the site's
    old, new = f"{site}{os.sep}", f"{staging}{os.sep}"
    for dest in kept:
        os.link(old + dest, new + dest, follow_symlinks=False)
    remove_empty(staging, set(staged.folders) - folders)
    if os.path.lexists(site):
        exchange(site, staging)
    else:
        staging.rename(site)


def file_by_file(plan: Plan, folder: Path, site: Path) -> None:
    """Move new files from the staging folder into the site, then remove what is not of this build."""
    journal.commit(folder, site, written=plan.added + plan.changed, removed=plan.removed)
    remove_empty(site, plan.empty)
