"""The site folder, changed all at once: at every moment it is one whole build, the old one or the new one.

A build writes what it made into a *staging* folder; `Outputs.commit` compares it with the site and puts it
there: unchanged files keep inode and mtime, files that nobody made any more go, and nothing at all is
touched if nothing changed. Two ways to put it there:

**Exchange** (the rule). Staging lies beside the site. It is completed with hard links to the site's
unchanged files, then both folders change names in one step of the file system (`renameat2` with
`RENAME_EXCHANGE` on Linux, `renamex_np` with `RENAME_SWAP` on macOS), and the old tree is removed. Killed
anywhere, the site is one of the two. The price: a link and an unlink for every file, some 40 µs, and a new
inode of the site folder itself: a process that *lives* in the folder (a shell's or server's working
directory, a container's bind mount seen from outside) keeps seeing the old, then empty one. Whoever needs
that asks for `in_place`. A symlink `site -> builds/42` would be atomic everywhere, but turns the folder
into something that other tools (git, rsync, web servers) treat differently.

**In place**, journalled: for a server that reads the folder (`in_place=True`), and wherever the exchange
cannot be: the platform has none, the folder is a mount point or a symlink or somebody else's, holds hidden
entries of others (`.git`), or the file system has no hard links. All new files are complete in staging
before a journal is written; then every file is renamed into its place: added files first, then changed
ones, so that a page never points at what is not yet there; removals last. Each file is whole at every
moment, but a build killed between two renames leaves a mixture until the next `Outputs.open` finishes the
commit from its journal.

Staging folders carry a file lock while their build lives; those whose lock is free were left by killed
builds. Nothing is synced to the disk: this is about killed processes; after a power failure sizes and times
disagree with the manifest, and files are compared by content.

What lies in the site and was made by no build is removed, as MkDocs does: a site equals a clean build.
Hidden entries at its top stay, as in MkDocs, unless a build made them.
"""

from techdigest.incremental.outputs.folder import Changes, Outputs

__all__ = ["Changes", "Outputs"]
