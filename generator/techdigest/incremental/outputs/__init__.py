"""The site folder, changed all at once: at every moment it is one whole build, the old one or the new one.

A build writes what it made into a *staging* folder; `Outputs.commit` compares it with the site and puts it
there. Unchanged files keep inode and mtime, files that nobody made any more go, and nothing at all is touched
if nothing changed. There are two ways to put it there:

**Exchange** (`spare.py`), the rule. A tree beside the site is completed with hard links to the site's
unchanged files and with the new files, then both change names in one step of the file system (`renameat2`
with `RENAME_EXCHANGE` on Linux, `renamex_np` with `RENAME_SWAP` on macOS). Killed anywhere, the site is one
of the two. The price: the site folder itself is another one each time, and a process that lives in it (a
shell, a server's working directory, a container that mounts the folder) goes on seeing the former one, in
which changed and removed files are missing. Whoever needs that asks for `in_place`. A symlink to the newest
build would be atomic too, but is not what git, rsync and web servers expect of a folder.

**In place** (`journal.py`), for a server that reads the folder (`in_place=True`), and wherever the exchange
cannot be: the system has none, the folder is a mount point, a symlink or another user's, it holds hidden
entries that no build made (`.git`), or the file system has no hard links. All new files are complete in
staging before a journal is written; then each is renamed into its place: added ones first, so that no page
points at what is not yet there, then changed ones; removals last. Each file is whole at every moment, but a
build killed between two renames leaves a mixture until the next `Outputs.open` finishes it from the journal.

Staging lies with the records if that is the site's file system. It carries a file lock while its build lives;
what killed builds left is known by its free lock. One commit happens at a time, by a lock in the records
folder. Nothing is synced to the disk: this is about killed processes. After a power failure files that lost
their content have other sizes than the manifest says, and are made again.

What lies in the site and was made by no build goes, as with MkDocs: a site equals a clean build. Hidden
entries at its top stay, as with MkDocs, unless a build made them.
"""

from techdigest.incremental.outputs.folder import Changes, Outputs

__all__ = ["Changes", "Outputs"]
