"""How the site differs from what a build made."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from techdigest.incremental.digests import Digest
from techdigest.incremental.outputs.names import is_hidden
from techdigest.incremental.outputs.staging import is_ours
from techdigest.incremental.outputs.trees import (
    Signature,
    Tree,
    content_digest,
    folders_of,
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
    moved: Mapping[str, str]
    """Those added and changed whose content the site has: where."""
    empty: list[str]
    """Folders of the site that none of these files lies in."""
    shared: bool
    """Whether the site holds hidden entries that no build made; they stay where they are."""

    @property
    def staged(self) -> list[str]:
        """What is in staging and not yet in the site."""
        return [dest for dest in (*self.added, *self.changed) if dest not in self.moved]

    @property
    def changes_files(self) -> bool:
        """Whether the site is not yet what it shall be."""
        return bool(self.added or self.changed or self.removed)


def compare(
    site: Tree,
    staging: Path,
    kept: dict[str, File],
    moved: Mapping[str, str],
    *,
    digest: Callable[[str, Signature], Digest | None],
    own: Collection[str],
) -> Plan:
    """Compare the site with the build: what lies in `staging`, and the files `kept` that the site has.

    `moved` are those of the latter that the site has under another name, with that name. `digest` tells the
    digests of the site's files; `own` are the files that the last build made.

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
    moved = {dest: source for dest, source in moved.items() if dest not in staged}
    changed = [dest for dest in moved if dest in site.files]
    for dest in sorted(staged.keys() & site.files.keys()):
        new, old = staged[dest], site.files[dest]
        if new.digest is not None and digest(dest, old) == new.digest:
            files[dest] = File(new.digest, old)
        else:
            changed.append(dest)
    gone = sorted(site.files.keys() - files.keys())
    removed = [dest for dest in gone if dest in own or not is_hidden(dest)]
    foreign = [name for name in site.foreign if not is_ours(name)]
    return Plan(
        files=files,
        added=sorted((staged.keys() | moved.keys()) - site.files.keys()),
        changed=sorted(changed),
        removed=removed,
        moved=moved,
        empty=[folder for folder in site.folders if folder not in folders and not is_hidden(folder)],
        shared=bool(foreign) or len(removed) < len(gone),
    )
