"""What the last commit left in a site folder, so that a build with no changes needs no reading."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from techdigest.incremental.outputs.trees import Signature

VERSION = 1


class Record(NamedTuple):
    """One file of the site; without a signature if it was changed too recently to tell a later change."""

    digest: bytes
    signature: Signature | None


Records = dict[str, Record]


class Manifest:
    """The records of one site folder, in one file: a line with a checksum, then the files."""

    def __init__(self, folder: Path, site: Path, notice: Callable[[str], None]) -> None:
        self.path = folder / f"outputs-{site_key(site)}.json"
        self._site = os.fspath(site)
        self._notice = notice
        self._loaded: Signature | None = None

    def load(self) -> Records:
        """The records; none if there are none or they are damaged: files are compared by content then."""
        self._loaded = self._signature()
        try:
            head, _, body = self.path.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return {}
        except OSError as error:
            self._notice(f"{self.path}: cannot be read ({error}); the site's files are compared by content")
            return {}
        try:
            if json.loads(head) != self._head(body):
                raise ValueError("its checksum or version differs")
            return {
                dest: Record(bytes.fromhex(digest), Signature(*signature) if signature else None)
                for dest, (digest, signature) in json.loads(body).items()
            }
        except (ValueError, TypeError, AttributeError) as error:
            self._notice(f"{self.path}: damaged ({error}); the site's files are compared by content")
            return {}

    def has_changed(self) -> bool:
        """Whether somebody saved other records since they were loaded."""
        return self._signature() != self._loaded

    def _signature(self) -> Signature | None:
        try:
            return Signature.of(self.path.stat())
        except OSError:
            return None

    def save(self, records: Records) -> None:
        """Write the records, whole or not at all; a failure is a notice."""
        body = json.dumps({dest: (digest.hex(), signature) for dest, (digest, signature) in records.items()})
        data = body.encode()
        temporary = self.path.with_suffix(f".{os.getpid()}.tmp")
        try:
            temporary.write_bytes(json.dumps(self._head(data)).encode() + b"\n" + data)
            temporary.replace(self.path)
        except OSError as error:
            self._notice(f"{self.path}: cannot be written ({error}); the next build compares by content")

    def _head(self, body: bytes) -> dict[str, object]:
        checksum = hashlib.blake2b(body, digest_size=16).hexdigest()
        return {"version": VERSION, "site": self._site, "checksum": checksum}


def lost_sites(folder: Path) -> list[Path]:
    """The site folders that have records here and are no more: `mkdocs serve` has a new one each time."""
    lost = []
    for path in sorted(folder.glob("outputs-*.json")):
        try:
            with path.open("rb") as file:
                site = Path(json.loads(file.readline())["site"])
        except (OSError, ValueError, TypeError, KeyError):
            continue  # damaged, or just removed: a build of that site tells
        if not os.path.lexists(site):
            lost.append(site)
    return lost


def site_key(site: Path) -> str:
    """A short name for a site folder, by its place."""
    return hashlib.blake2b(os.fsencode(site), digest_size=8).hexdigest()
