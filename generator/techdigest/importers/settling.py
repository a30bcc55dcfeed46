"""What is written, and what is left alone: files that people edited are never overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from techdigest.importers.model import Progress
from techdigest.importers.record import Journal, Record, Written
from techdigest.importers.safe_files import digest_of, digest_of_file, inside, remove_empty, write_safely


class Action(StrEnum):
    """What an import did with a file."""

    NEW = "new"
    UPDATED = "updated"  # the source changed, nobody edited the file
    UNCHANGED = "unchanged"
    MOVED = "moved away"  # the same post lies elsewhere now
    EDITED = "edited by hand, left alone"  # the source is as it was
    DELETED = "deleted by hand, left so"
    GONE = "not brought in any more, left alone"
    CONFLICT = "edited by hand, and changed in the source"
    IN_THE_WAY = "in the way, not written"  # something else lies there


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done with one file; of a conflict, the digests of both versions and where the new one lies."""

    path: str
    action: Action
    here: str = ""
    new: str = ""
    offer: Path | None = None


class Settler:
    """Writes the files of an import below a folder, as far as that loses nothing."""

    def __init__(
        self, into: Path, before: Record, offers: Path, journal: Journal | None, *, is_dry: bool = False
    ) -> None:
        """Begin.

        Args:
            into: The folder of notes.
            before: The record of the import before this one; empty for the first.
            offers: The folder for new versions of files that were edited by hand.
            journal: Is told before something is written; None on a dry run.
            is_dry: Nothing is written.
        """
        self._into = into
        self._before = before.files
        self._offers = offers
        self._journal = journal
        self._is_dry = is_dry
        self.files: dict[str, Written] = {}
        self.deeds: list[Deed] = []

    def put(self, path: str, data: bytes, made_of: Written) -> Deed:
        """Write a file, update it, or leave it alone; `made_of` says of what it was made. Raises OSError."""
        new = replace(made_of, digest=digest_of(data), offered="")
        target = inside(self._into, path)
        if target is None or path in self.files:  # a picture may be that of several notes
            is_same = target is not None and self.files[path].digest == new.digest
            return self._did(path, Action.UNCHANGED if is_same else Action.IN_THE_WAY)
        old = self._before.get(path)
        is_there = target.is_symlink() or target.exists()
        if old is not None:
            return self._put_again(path, target, data, old=old, new=new)
        if not is_there:
            return self._write(path, target, data, new, Action.NEW)
        is_same = digest_of_file(target) == new.digest  # but not ours
        return self._did(path, Action.UNCHANGED if is_same else Action.IN_THE_WAY)

    def keep(self, path: str) -> Deed:
        """Leave a file that the import before wrote as it is, of which there is nothing new."""
        if path in self.files:
            return self._did(path, Action.UNCHANGED)
        old = self._before[path]
        target = inside(self._into, path)
        here = digest_of_file(target) if target else ""
        if target is None or not (here or target.is_symlink() or target.exists()):
            return self._did(path, Action.DELETED, old)
        return self._did(path, Action.UNCHANGED if here == old.digest else Action.EDITED, old)

    def _put_again(self, path: str, target: Path, data: bytes, *, old: Written, new: Written) -> Deed:
        here = digest_of_file(target)
        if not here and not target.is_symlink() and not target.exists():
            return self._did(path, Action.DELETED, replace(new, digest=old.digest))
        if here == new.digest:
            if offer := inside(self._offers, f"{path}.txt"):
                self._drop(offer, old.offered)
            return self._did(path, Action.UNCHANGED, new)
        if here == old.digest:
            return self._write(path, target, data, new, Action.UPDATED)
        return self._conflict(path, data, old=old, new=new, here=here)

    def _conflict(self, path: str, data: bytes, *, old: Written, new: Written, here: str) -> Deed:
        """A file that was edited by hand: lay the source's new version aside, unless it is known."""
        offer = inside(self._offers, f"{path}.txt")
        if offer is None:
            return self._did(path, Action.IN_THE_WAY, old)
        base = old.digest
        if old.offered and not self._is_dry and not offer.exists():
            base = old.offered  # somebody looked at it, took what they wanted, and removed it
        if new.digest == base:
            self._drop(offer, old.offered)
            return self._did(path, Action.EDITED, replace(new, digest=base))
        if not self._is_dry:
            write_safely(offer, data)
        kept = replace(old, digest=base, offered=new.digest)
        return self._did(path, Action.CONFLICT, kept, Deed(path, Action.CONFLICT, here, new.digest, offer))

    def finish(self) -> None:
        """See to the files of the import before that this one did not make."""
        made = {(each.source, each.number) for each in self.files.values()}
        for path, old in sorted(self._before.items()):
            if path in self.files:
                continue
            target = inside(self._into, path)
            here = digest_of_file(target) if target else ""
            if target is None or not here:
                continue  # it was deleted by hand: nothing is left to know of
            is_moved = (old.source, old.number) in made and path.endswith(".md")
            if is_moved and here == old.digest:
                if not self._is_dry:
                    target.unlink()
                    remove_empty(target.parent, self._into)
                self._did(path, Action.MOVED)
            else:
                self._did(path, Action.GONE, old)

    def _write(self, path: str, target: Path, data: bytes, new: Written, action: Action) -> Deed:
        if not self._is_dry:
            if self._journal:
                self._journal.tell(path, new)
            write_safely(target, data)
        return self._did(path, action, new)

    def _drop(self, offer: Path, digest: str) -> None:
        if not self._is_dry and digest and digest_of_file(offer) == digest:
            offer.unlink()
            remove_empty(offer.parent, self._offers.parent)

    def _did(
        self, path: str, action: Action, written: Written | None = None, deed: Deed | None = None
    ) -> Deed:
        if written is not None:
            self.files[path] = written
        self.deeds.append(deed or Deed(path, action))
        return self.deeds[-1]


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo took back, and what stays because it was edited."""

    removed: tuple[str, ...]
    kept: tuple[str, ...]


def undo(record_file: Path, progress: Progress | None = None) -> Undone:
    """Take back exactly what an import brought in; what was edited since then stays, and is named.

    The record goes with the last of its files; otherwise it then names those that stayed. Raises
    FileNotFoundError, BadRecord, OSError.
    """
    record = Record.load(record_file)
    into = record_file.parent / record.into
    offers = record_file.with_suffix("")
    removed, kept = [], []
    for number, (path, written) in enumerate(sorted(record.files.items()), 1):
        if progress:
            progress("removing", number, len(record.files))
        target, offer = inside(into, path), inside(offers, f"{path}.txt")
        if offer is not None and written.offered and digest_of_file(offer) == written.offered:
            offer.unlink()
            remove_empty(offer.parent, offers.parent)
        if target is None or not (target.is_symlink() or target.exists()):
            continue
        if digest_of_file(target) == written.digest:
            target.unlink()
            remove_empty(target.parent, into)
            removed.append(path)
        else:
            kept.append(path)
    name, digest = record.domains_map
    domains = inside(record_file.parent, name) if name else None
    if domains is not None and digest_of_file(domains) == digest:
        domains.unlink()
    if kept:
        stays = {path: replace(record.files[path], offered="") for path in kept}
        replace(record, files=stays, findings=[], domains_map=("", "")).save(record_file)
    else:
        record_file.unlink(missing_ok=True)
        record_file.with_name(f"{record_file.name}.journal").unlink(missing_ok=True)
        with suppress(OSError):
            record_file.parent.rmdir()
    return Undone(tuple(removed), tuple(kept))


def is_settled(deeds: Iterable[Deed]) -> bool:
    """Whether everything of the source is here."""
    return not any(each.action in (Action.CONFLICT, Action.IN_THE_WAY) for each in deeds)
