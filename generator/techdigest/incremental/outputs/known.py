"""What is known of the files in a site folder without reading them."""

import time
from collections.abc import Iterable
from pathlib import Path

from techdigest.incremental.digests import Digest
from techdigest.incremental.outputs.manifest import Record, Records
from techdigest.incremental.outputs.trees import Signature, content_digest

RACY_NS = 20_000_000
"""A file changed in the last 20 ms may change again and keep its times: file systems count in ticks."""


class KnownFiles:
    """Digests of a site's files: those on record for their signatures, those read since."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._records: Records = {}

    def learn(self, records: Records) -> None:
        """Take what the last build wrote down."""
        self._records |= records

    def digest(self, dest: str, signature: Signature) -> Digest | None:
        """The digest of the site's file `dest`, which has this signature now; None if it cannot be read."""
        record = self._records.get(dest)
        if record and record.signature == signature:
            return record.digest
        now = time.time_ns()
        digest = content_digest(self._site / dest)
        if digest is not None and is_settled(signature, now):
            self._records[dest] = Record(digest, signature)
        return digest


def is_settled(signature: Signature, now: int) -> bool:
    """Whether the signature, taken at or after `now` (ns), tells any later change of its file."""
    return signature.ctime_ns < now - RACY_NS


def certain(files: Records, touched: Iterable[str], *, site: Path, looked: int) -> Records:
    """The records of a site's files, with their signatures where these are certain.

    Args:
        files: With the signatures that were seen at or after `looked` (ns).
        touched: Those whose signatures are new since.
        site: The folder.
        looked: When the others were seen.
    """
    records: Records = {}
    for dest, (digest, seen) in files.items():
        records[dest] = Record(digest, seen if seen and is_settled(seen, looked) else None)
    now = time.time_ns()
    for dest in touched:
        if dest in records:
            signature = Signature.of((site / dest).lstat())
            is_certain = signature.same_file(files[dest].signature) and is_settled(signature, now)
            records[dest] = Record(records[dest].digest, signature if is_certain else None)
    return records
