"""Conversions of earlier imports: a post is converted again only if something has changed that it depends on.

What a post is made of has a digest, the key. What its conversion asks of the rest of the source (where links
lead, what pictures are called, what categories mean) was noted with the answers, and is asked again: these
are verifying traces, after Mokhov, Mitchell and Peyton Jones, "Build Systems à la Carte" (2018).
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from datetime import tzinfo
from pathlib import Path
from zoneinfo import TZPATH

from techdigest.importers.asking import Answers, Asked, holds
from techdigest.importers.model import Finding, Imported, Outcome, Post
from techdigest.incremental.cache import Cache
from techdigest.incremental.digests import Digest, Undigestible, digest_bytes, digest_of


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier imports converted.

    Attributes:
        cache: Where it is kept; any of it may be gone.
        code: The digest of all code that takes part in a conversion.
    """

    cache: Cache
    code: Digest

    def key(self, *depends: object) -> Digest | None:
        """Return the key of a conversion that depends on these values; None where they have no digest."""
        try:
            return digest_of("a post that is imported", self.code, *depends)
        except Undigestible:
            return None

    def recall(self, key: Digest, post: Post, answers: Answers) -> Imported | None:
        """Return the note that was made of a post; None for none, or where an answer is another now."""
        kept = self.cache.get(key)
        if kept is None:
            return None
        trace, path, text, pictures, findings = json.loads(kept)
        if not holds(trace, answers):
            return None
        told = (Finding(at, line, rule, Outcome(what), *rest) for at, line, rule, what, *rest in findings)
        return Imported(post, path, text, pictures, tuple(told))

    def keep(self, key: Digest, note: Imported, asked: Asked) -> None:
        """Remember a note, and what its conversion asked."""
        findings = [astuple(each) for each in note.findings]
        values = (asked.trace, note.path, note.text, dict(note.pictures), findings)
        self.cache.put(key, json.dumps(values, separators=(",", ":")).encode())  # ASCII: any character goes


def rules_of(zone: tzinfo) -> tuple[object, ...]:
    """Return what tells a zone from others, and from itself as it was before its history was corrected."""
    name = getattr(zone, "key", None)
    files = [Path(folder, name) for folder in TZPATH] if isinstance(name, str) else []
    return zone, next((digest_bytes(file.read_bytes()) for file in files if file.is_file()), None)
