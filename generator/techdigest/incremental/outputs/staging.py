"""Staging folders: where a build writes before it commits, and what killed builds left of theirs."""

import os
import secrets
import shutil
from pathlib import Path

from techdigest.incremental.outputs import journal
from techdigest.incremental.outputs.exchange import can_exchange
from techdigest.incremental.outputs.locks import FileLock
from techdigest.incremental.outputs.manifest import site_key

PREFIX = ".techdigest-staging-"


class Staging:
    """A hidden folder of one build: its lock, the tree `site` that it writes, later a journal.

    It lies beside the site folder, to be exchanged with it, or inside: where a mount point leaves no other
    place on the same file system, and in a server's temporary folder, with which it goes.
    """

    def __init__(self, site: Path, *, inside: bool) -> None:
        self.inside = inside
        parent = site if inside else site.parent
        parent.mkdir(parents=True, exist_ok=True)
        self.folder = parent / f"{PREFIX}{site_key(site)}-{secrets.token_hex(4)}"
        self.folder.mkdir()
        self._lock = FileLock(self.folder / "lock", wait=False)
        (self.folder / ".gitignore").write_text("*\n", encoding="ascii")
        self.tree = self.folder / "site"
        self.tree.mkdir()
        if site.is_dir():
            shutil.copystat(site, self.tree)  # the mode, above all a group's; folders made below inherit it

    def remove(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.folder)
        self._lock.release()


def is_staging(name: str) -> bool:
    """Whether an entry at the top of a site folder is of this module's making."""
    return name.startswith(PREFIX)


def can_be_exchanged(site: Path) -> bool:
    """Whether a folder beside `site` could take its place, and whether somebody would notice."""
    if not can_exchange() or site.is_symlink() or not os.access(site.parent, os.W_OK):
        return False
    if not site.exists():
        return True
    status = site.stat()
    owner = (os.geteuid(), status.st_gid) if os.name == "posix" else None
    return not site.is_mount() and owner == (status.st_uid, status.st_gid)


def recover(site: Path) -> None:
    """Finish the commits of killed builds, remove what else they left. The caller holds the commit lock."""
    beside = site.parent.glob(f"{PREFIX}{site_key(site)}-*")
    inside = site.glob(f"{PREFIX}*")
    for folder in sorted([*beside, *inside]):
        try:
            lock = FileLock(folder / "lock", wait=False)
        except FileNotFoundError:
            continue  # a build that needs no recovery removed it just now
        except OSError:
            continue  # its build lives
        journal.resume(folder, site)
        shutil.rmtree(folder)
        lock.release()
