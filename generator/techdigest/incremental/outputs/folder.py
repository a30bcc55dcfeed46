"""`Outputs`: what one build puts into its site folder."""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from techdigest.incremental.digests import Digest
from techdigest.incremental.outputs.commits import File, Plan, by_exchange, compare, file_by_file
from techdigest.incremental.outputs.known import KnownFiles, is_settled
from techdigest.incremental.outputs.locks import FileLock
from techdigest.incremental.outputs.manifest import Manifest, Record, Records
from techdigest.incremental.outputs.names import checked, top
from techdigest.incremental.outputs.staging import Staging, can_be_exchanged, recover
from techdigest.incremental.outputs.trees import Signature, make_folder, remove_empty, scan

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
    write: Callable[[Path], object]


class Outputs:
    """The files of one build, from `open` to `commit` or `abandon`."""

    def __init__(
        self, site: Path, records: Path, *, in_place: bool, complete: bool, notice: Callable[[str], None]
    ) -> None:
        self._site = site
        self._complete = complete
        self._notice = notice
        self._manifest = Manifest(records, site, notice)
        self._kept: dict[str, _Kept] = {}
        with self._lock():
            recover(site)
            self._times = _times(site)
            inside = in_place or not can_be_exchanged(site)
            self._staging = Staging(site, inside=inside)
            self._recorded = self._manifest.load()
        self._known = KnownFiles(site, self._recorded)

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
        try:
            records.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            notice(f"{records}: cannot be made ({error}); the next build compares by content")
        return cls(site, records, in_place=in_place, complete=complete, notice=notice)

    @property
    def staging(self) -> Path:
        """Where the build writes. What others write there is put into the site too."""
        return self._staging.tree

    def put(self, dest: str, digest: Digest, load: Callable[[], bytes]) -> None:
        """The file `dest` shall have the content that `load` returns, whose `digest_bytes` is `digest`.

        `load` is called at once, or not at all if the site has that file; should another build replace it
        before this one commits, it is called then. The last of several `put`s of one file counts.

        Raises:
            ValueError: `dest` is not a file inside the site.
            OSError: a file or folder of this build is in the way.
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
            recover(self._site)  # another build may have been killed since this one began
            self._recorded = self._manifest.load()  # or have committed
            self._known.learn(self._recorded)
            now = time.time_ns()
            plan = self._plan()
            if plan.changes_files or not self._site.is_dir():
                self._publish(plan)
                now = time.time_ns()
                after = scan(self._site, plan.tops).files
            else:
                remove_empty(self._site, plan.empty)
                after = {dest: file.signature for dest, file in plan.files.items()}
            self._record(plan, after, now)
        if plan.changes_files or plan.empty:
            self._staging.remove()
        else:
            self.abandon()
        unchanged = len(plan.files) - len(plan.added) - len(plan.changed)
        return Changes(tuple(sorted(plan.added + plan.changed)), tuple(plan.removed), unchanged)

    def abandon(self) -> None:
        """Forget the build; the site stays as it is."""
        self._staging.remove()
        if self._staging.inside and self._times:
            os.utime(self._site, ns=self._times)  # staging came and went

    def _add(self, dest: str, digest: Digest, write: Callable[[Path], object]) -> None:
        if not self._known.has(dest, digest):
            self._stage(dest, write)
        elif self._complete:
            self._stage(dest, lambda path: shutil.copyfile(self._site / dest, path, follow_symlinks=False))
        else:
            (self.staging / dest).unlink(missing_ok=True)  # of a former `put`
            self._kept[dest] = _Kept(digest, write)

    def _stage(self, dest: str, write: Callable[[Path], object]) -> None:
        self._kept.pop(dest, None)
        path = self.staging / dest
        make_folder(self.staging, dest.rpartition("/")[0])
        if path.is_symlink():
            path.unlink()  # writing would go through it
        write(path)

    def _plan(self) -> Plan:
        staged = [path.name for path in self.staging.iterdir()]
        tops = {top(dest) for dest in (*self._recorded, *self._kept, *staged)}
        site = scan(self._site, tops)
        kept = {}
        for dest, (digest, write) in list(self._kept.items()):
            signature = site.files.get(dest)
            if signature and self._known.digest(dest, signature) == digest:
                kept[dest] = File(digest, signature)
            else:  # another build, or a hand, changed it meanwhile
                self._stage(dest, write)
        return compare(site, self.staging, kept, digest=self._known.digest, own=self._recorded.keys())

    def _publish(self, plan: Plan) -> None:
        if not self._staging.inside and not plan.shared:
            try:
                by_exchange(plan, self._staging.tree, self._site)
            except OSError as error:
                log.debug("%s is changed file by file: %s", self._site, error)
            else:
                return
        file_by_file(plan, self._staging.folder, self._site)

    def _record(self, plan: Plan, after: dict[str, Signature], now: int) -> None:
        """Write down what the site holds: its files' signatures at `now`, where they are certain."""
        records: Records = {}
        for dest, file in plan.files.items():
            signature = after.get(dest)
            if file.digest is not None and signature is not None:
                certain = signature.same_file(file.signature) and is_settled(signature, now)
                records[dest] = Record(file.digest, signature if certain else None)
        if records != self._recorded:
            self._manifest.save(records)
            self._manifest.forget_others()

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """One commit at a time. Where records cannot be written there is no lock."""
        try:
            lock = FileLock(self._manifest.path.with_suffix(".lock"), wait=True)
        except OSError as error:
            self._notice(f"{self._manifest.path.parent}: cannot be locked ({error})")
            yield
            return
        try:
            yield
        finally:
            lock.release()


def _times(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except FileNotFoundError:
        return None
    return status.st_atime_ns, status.st_mtime_ns
