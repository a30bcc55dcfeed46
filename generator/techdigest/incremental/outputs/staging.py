"""Staging folders: where a build writes before it commits, and what killed builds left of theirs."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from techdigest.incremental.outputs import journal
from techdigest.incremental.outputs.exchange import can_exchange
from techdigest.incremental.outputs.locks import FileLock
from techdigest.incremental.outputs.manifest import lost_sites, site_key
from techdigest.incremental.outputs.trees import imitate

PREFIX = ".techdigest-staging-"
SPARE = ".techdigest-spare-"


class Staging:
    """A hidden folder of one build: its lock, the tree `site` that it writes, later a journal."""

    def __init__(self, site: Path, workplace: Path) -> None:
        self.folder = workplace / f"{PREFIX}{site_key(site)}-{secrets.token_hex(4)}"
        self.folder.mkdir()
        self._lock = FileLock(self.folder / "lock", wait=False)
        (self.folder / ".gitignore").write_text("*\n", encoding="ascii")
        self.tree = self.folder / "site"
        self.tree.mkdir()
        if site.is_dir():
            with suppress(OSError):  # of another group: found out again when it matters
                imitate(site, self.tree)  # what is made below inherits the group

    def remove(self) -> None:
        """Remove it with all that is in it. One with the journal of a commit that failed is for `recover`."""
        if not journal.is_pending(self.folder):
            shutil.rmtree(self.folder, ignore_errors=True)  # gone, or for the next build
        self._lock.release()


def is_ours(name: str) -> bool:
    """Whether an entry at the top of a site folder is a staging folder."""
    return name.startswith(PREFIX)


def can_be_exchanged(site: Path) -> bool:
    """Whether another folder could take the place of `site`, and have the same owner."""
    if not can_exchange() or site.is_symlink() or not os.access(site.parent, os.W_OK):
        return False
    if not site.exists():
        return True
    status = site.stat()
    return not site.is_mount() and status.st_uid == os.geteuid()


def workplace(site: Path, records: Path, *, exchange: bool) -> Path:
    """Where to stage: on the file system of the site.

    That is with the records, or else beside the site. For a commit in place it is inside: the site may be
    mounted, and a server's temporary folder takes with it what a killed build left.
    """
    folder = site
    while not folder.exists():
        folder = folder.parent
    if records.is_dir() and records.stat().st_dev == folder.stat().st_dev and os.access(records, os.W_OK):
        return records
    place = site.parent if exchange else site
    place.mkdir(parents=True, exist_ok=True)
    return place


def spare_tree(site: Path, workplace: Path) -> Path:
    """The place of the site's spare tree."""
    return workplace / f"{SPARE}{site_key(site)}"


def forget_lost_sites(records: Path) -> None:
    """Remove what is kept of site folders that are no more, as far as no build uses it."""
    for site in lost_sites(records):
        manifest = records / f"outputs-{site_key(site)}.json"
        with suppress(OSError):  # in use, or not ours to remove: another time
            lock = FileLock(manifest.with_suffix(".lock"), wait=False)
            try:
                shutil.rmtree(spare_tree(site, records), ignore_errors=True)
                manifest.unlink()
                manifest.with_suffix(".lock").unlink()
            finally:
                lock.release()


def recover(site: Path, records: Path) -> bool:
    """Finish the commits of killed builds, remove what else they left; returns whether the site changed.

    The caller holds the commit lock.
    """
    changed = False
    own = f"{PREFIX}{site_key(site)}-*"
    for folder in sorted([*records.glob(own), *site.parent.glob(own), *site.glob(f"{PREFIX}*")]):
        try:
            lock = FileLock(folder / "lock", wait=False)
        except OSError:
            continue  # its build lives, or just removed it
        changed |= journal.is_pending(folder)
        journal.resume(folder, site)
        with suppress(FileNotFoundError):  # somebody else removes it: the error would name no path
            shutil.rmtree(folder)
        lock.release()
    if site.parent != records:
        shutil.rmtree(spare_tree(site, site.parent), ignore_errors=True)
    return changed
