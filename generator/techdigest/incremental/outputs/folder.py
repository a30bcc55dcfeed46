"""`Outputs`: what one build puts into its site folder."""

import logging
import os
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from techdigest.incremental.digests import Digest, digest_of
from techdigest.incremental.outputs import journal, spare
from techdigest.incremental.outputs.known import KnownFiles, certain
from techdigest.incremental.outputs.locks import locked
from techdigest.incremental.outputs.manifest import Manifest, Record
from techdigest.incremental.outputs.names import checked, top
from techdigest.incremental.outputs.plans import File, Plan, compare
from techdigest.incremental.outputs.staging import (
    Staging,
    can_be_exchanged,
    forget_lost_sites,
    recover,
    spare_tree,
    workplace,
)
from techdigest.incremental.outputs.trees import make_folder, remove_empty, scan

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a commit did to the site; names sorted."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


class _Kept(NamedTuple):
    """A file that the build put and the site has, and how to make it should the site lose it."""

    digest: Digest
    source: str
    """Its name in the site: its own, or that of a file which has moved."""
    write: Callable[[Path], object]


class Outputs:
    """The files of one build, from `open` to `commit` or `abandon`."""

    def __init__(
        self, site: Path, records: Path, *, in_place: bool, complete: bool, notice: Callable[[str], None]
    ) -> None:
        self._site = site
        self._records = records
        self._complete = complete
        self._notice = notice
        self._manifest = Manifest(records, site, notice)
        self._kept: dict[str, _Kept] = {}
        self._known = KnownFiles(site)
        with self._lock():
            recover(site, records)
            self._times = _times(site)
            self._exchange = not in_place and can_be_exchanged(site)
            self._workplace = workplace(site, records, exchange=self._exchange)
            self._spare = spare_tree(site, self._workplace)
            self._staging = Staging(site, self._workplace)
            self._look()

    @classmethod
    def open(
        cls,
        site_dir: Path,
        records: Path,
        *,
        in_place: bool = False,
        complete: bool = False,
        notice: Callable[[str], None] = log.warning,
    ) -> "Outputs":
        """Begin a build into `site_dir`, after finishing or removing what killed ones left.

        `records` is the folder that keeps what the last commit wrote. `in_place`: file by file, for a
        server that reads the folder meanwhile. `complete`: staging holds copies of unchanged files too, for
        plugins that read or change the finished site. `notice` hears of records that cannot be read or
        written.

        Raises:
            OSError: there is no place to write to.
        """
        site = Path(os.path.abspath(site_dir))  # noqa: PTH100 - `resolve` would follow a symlinked site
        site.parent.mkdir(parents=True, exist_ok=True)
        try:
            records.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            notice(f"{records}: cannot be made ({error}); the next build compares by content")
        return cls(site, records, in_place=in_place, complete=complete, notice=notice)

    @property
    def staging(self) -> Path:
        """Where the build writes. What others write there is put into the site too."""
        return self._staging.tree

    def present(self) -> Digest | None:
        """The digest of the site as the last commit left it; None if it is not like that any more."""
        files, records = self._tree.files, self._recorded
        if files.keys() != records.keys():
            return None
        known = self._known.digest
        is_same = all(known(dest, files[dest]) == record.digest for dest, record in records.items())
        return self.left() if is_same else None

    def left(self) -> Digest:
        """The digest of the site as the last commit left it, whatever became of it."""
        return digest_of(sorted((dest, record.digest) for dest, record in self._recorded.items()))

    def put(self, dest: str, digest: Digest, load: Callable[[], bytes]) -> None:
        """The file `dest` shall have the content that `load` returns, whose `digest_bytes` is `digest`.

        `load` is called at once, or not at all if the site has that file; should another build replace it
        before this one commits, it is called then. The last of several `put`s of one file counts.

        Raises:
            ValueError: `dest` is not a file inside the site.
            OSError: a file or folder of this build is in the way; `commit` tells of those not yet written.
        """
        self._add(checked(dest), digest, lambda path: path.write_bytes(load()))

    def copy(self, dest: str, source: Path, digest: Digest) -> None:
        """As `put`, with the content of `source`, whose mode and times are not copied, as in MkDocs."""
        self._add(checked(dest), digest, lambda path: shutil.copyfile(source, path))

    def commit(self) -> Changes:
        """Put all of it into the site. Waits while another build commits; the last one wins whole.

        Raises:
            FileExistsError: one output would be both a file and a folder.
            OSError: the site cannot be written.
        """
        with self._lock():
            if recover(self._site, self._records) or not self._is_as_found():
                self._look_again()
            plan = self._plan()
            touched = self._publish(plan) if plan.changes_files or not self._site.is_dir() else []
            remove_empty(self._site, plan.empty)
            self._record(plan, touched)
            self._leave(as_found=not (plan.changes_files or plan.empty))
        unchanged = len(plan.files) - len(plan.added) - len(plan.changed)
        return Changes(tuple(sorted(plan.added + plan.changed)), tuple(plan.removed), unchanged)

    def abandon(self) -> None:
        """Forget the build; the site stays as it is."""
        with self._lock():
            self._leave(as_found=True)

    def _leave(self, *, as_found: bool) -> None:
        self._staging.remove()
        if self._workplace != self._records:
            shutil.rmtree(self._spare, ignore_errors=True)  # not to be found beside the site
        if as_found and self._workplace == self._site and self._times:
            os.utime(self._site, ns=self._times)  # staging came and went

    def _add(self, dest: str, digest: Digest, write: Callable[[Path], object]) -> None:
        source = self._found(dest, digest)
        if source is None:
            self._stage(dest, write)
        elif self._complete:
            self._stage(dest, lambda path: shutil.copyfile(self._site / source, path, follow_symlinks=False))
        else:
            self._kept[dest] = _Kept(digest, source, write)
            if os.path.lexists(f"{self.staging}{os.sep}{dest}"):
                (self.staging / dest).unlink()  # of a former `put`

    def _found(self, dest: str, digest: Digest) -> str | None:
        """Where the site has this content: under this name, or under another one that it had before."""
        for name in (dest, self._names.get(digest, dest)):
            signature = self._tree.files.get(name)
            if signature is not None and self._known.digest(name, signature) == digest:
                return name
        return None

    def _stage(self, dest: str, write: Callable[[Path], object]) -> None:
        self._kept.pop(dest, None)
        path = self.staging / dest
        make_folder(self.staging, dest.rpartition("/")[0])
        if path.is_symlink():
            path.unlink()  # writing would go through it
        write(path)

    def _stage_moved(self, dest: str, source: str) -> None:
        make_folder(self.staging, dest.rpartition("/")[0])
        try:
            if dest.casefold() == source.casefold():  # perhaps one name: the journal tells them by inode
                raise FileExistsError(dest)
            os.link(self._site / source, self.staging / dest, follow_symlinks=False)
        except OSError:  # no links here, or the file has just gone
            self._stage(dest, self._kept[dest].write)

    # What lies in the site

    def _look(self) -> None:
        """See what the last build recorded, and what lies in the site."""
        self._recorded = self._manifest.load()
        self._known.learn(self._recorded)
        self._names = {record.digest: dest for dest, record in self._recorded.items()}
        tops = {top(dest) for dest in (*self._recorded, *self._kept)}
        tops.update(path.name for path in self.staging.iterdir())
        self._looked = time.time_ns()
        self._tree = scan(self._site, tops)

    def _is_as_found(self) -> bool:
        """Whether this build changes nothing, and no other one did."""
        return (
            self._kept.keys() == self._tree.files.keys()
            and not any(self.staging.iterdir())
            and not self._manifest.has_changed()
        )

    def _look_again(self) -> None:
        """Before changing the site: another build, or a hand, may have changed it since this one began."""
        self._look()
        for dest, (digest, _, write) in list(self._kept.items()):
            source = self._found(dest, digest)
            if source is None:
                self._stage(dest, write)
            else:
                self._kept[dest] = _Kept(digest, source, write)

    def _plan(self) -> Plan:
        self._stage_copies()
        kept = {dest: File(each.digest, self._tree.files[each.source]) for dest, each in self._kept.items()}
        moved = {dest: each.source for dest, each in self._kept.items() if each.source != dest}
        own = self._recorded.keys()
        return compare(self._tree, self.staging, kept, moved, digest=self._known.digest, own=own)

    def _stage_copies(self) -> None:
        """Write what was taken for moved and is a copy: each file of the site has an inode of its own."""
        sources = {dest for dest, each in self._kept.items() if each.source == dest}
        for dest, each in list(self._kept.items()):
            if each.source != dest and each.source in sources:
                self._stage(dest, each.write)
            sources.add(each.source)

    def _publish(self, plan: Plan) -> Sequence[str]:
        """Bring the site up to date; returns the files whose signatures are new."""
        if self._exchange and not plan.shared:
            try:
                return spare.commit(plan, self.staging, self._spare, self._site)
            except OSError as error:
                log.debug("%s is changed file by file: %s", self._site, error)
        for dest, source in plan.moved.items():
            self._stage_moved(dest, source)
        written = plan.added + plan.changed
        journal.commit(self._staging.folder, self._site, written=written, removed=plan.removed)
        return written

    def _record(self, plan: Plan, touched: Sequence[str]) -> None:
        """Write down what the site holds."""
        files = {
            dest: Record(file.digest, file.signature) for dest, file in plan.files.items() if file.digest
        }
        records = certain(files, touched, site=self._site, looked=self._looked)
        if records != self._recorded:
            self._recorded = records
            self._manifest.save(records)
            forget_lost_sites(self._records)

    def _lock(self) -> AbstractContextManager[None]:
        """One commit at a time."""
        return locked(self._manifest.path.with_suffix(".lock"), self._notice)


def _times(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except FileNotFoundError:
        return None
    return status.st_atime_ns, status.st_mtime_ns
