"""What a build works with: what was kept of builds before, digests, and the folder it fills."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from techdigest.incremental.digests import Digest, Undigestible, digest_bytes, digest_of
from techdigest.incremental.files import FileDigests
from techdigest.incremental.outputs import Outputs
from techdigest.incremental.store import Store
from techdigest.mkdocs_build.site import Site, log
from techdigest.mkdocs_build.templating import Finished
from techdigest.mkdocs_build.values import Templates, config_digest, templates

_PART, _HTML = b"part", b"html"
_NOTHING = digest_bytes(b"")


@dataclass
class Workshop:
    """The tools of one build.

    Attributes:
        store: What is kept.
        digests: Of files.
        outputs: Takes what is published.
        site_dir: Where that will be.
        code: The digest of all installed code.
        rendering: The digest of what every rendering depends on: code and configuration. None where that
            cannot be compared with another build's, so that nothing is used again.
        templates: What the theme's templates are, once they have been looked at.
    """

    store: Store
    digests: FileDigests
    outputs: Outputs
    site_dir: str
    code: Digest
    rendering: Digest | None = None
    templates: Templates | None = None
    _held: dict[bytes, bytes] = field(default_factory=dict)
    _first: dict[str, Digest] = field(default_factory=dict)

    def compare(self, config: MkDocsConfig) -> None:
        """Take the digest of the configuration."""
        try:
            self.rendering = digest_of(self.code, config_digest(config))
        except Undigestible as error:
            log.warning(
                f"All pages are made anew: the configuration holds something without a value: {error}"
            )

    def look_at_templates(self, site: Site) -> None:
        """Take the digest of the theme's templates."""
        self.templates = templates(site.config.theme.dirs, self.digests)

    def source(self, file: File) -> Digest:
        """The digest of a file's content. Raises OSError if it cannot be read."""
        if file.abs_src_path is not None and file._content is None:
            digest = self.digests.of(Path(file.abs_src_path))
        else:
            digest = digest_bytes(file.content_bytes)
        self._first.setdefault(file.src_uri, digest)
        return digest

    def was_saved_meanwhile(self, file: File) -> bool:
        """Whether a file is not what it was when this build first asked for its digest."""
        first = self._first.get(file.src_uri)
        try:
            return self.source(file) != first
        except OSError:
            return True

    def keep(self, key: Digest | None, value: object) -> None:
        """Keep a small value; a key of None is of what cannot be compared."""
        if key is not None:
            self.store.put(key, pickle.dumps(value, 5))

    def keep_part(self, digest: Digest, part: bytes) -> None:
        """Keep what is large under its own digest; where the cache cannot, this build holds it."""
        self.store.put(_PART + digest, part)
        if self.store.get(_PART + digest) is None:
            self._held[digest] = part

    def part(self, digest: Digest) -> bytes | None:
        """What `keep_part` kept; None if it is gone."""
        return self._held.get(digest) or self.store.get(_PART + digest)

    def remember(self, src_uri: str, memories: dict[str, Any]) -> None:
        """Keep what plugins remember of a page's rendering."""
        if memories:
            self.keep(digest_of("memory", self.code, src_uri), memories)

    def memories(self, src_uri: str) -> dict[str, Any]:
        """What they remember."""
        data = self.store.get(digest_of("memory", self.code, src_uri))
        return pickle.loads(data) if data else {}  # noqa: S301 - of our own cache

    def keep_html(self, key: Digest | None, finished: Finished) -> None:
        """Keep a page's HTML."""
        self.keep(key, (finished.digest, finished.said))
        if key is not None:
            self.store.put(_HTML + finished.digest, finished.html)

    def keep_made(self, data: bytes) -> Digest:
        """Keep a file that was made by other means, for `reuse`; return its digest."""
        digest = digest_bytes(data)
        self.store.put(_HTML + digest, data)
        return digest

    def reuse(self, dest_uri: str, digest: Digest) -> bool:
        """Publish HTML that was kept; False if it is gone, and neither the site nor the cache has it."""
        if digest == _NOTHING:
            return True
        self.store.touch(_HTML + digest)  # needed, though perhaps not read
        try:
            self.outputs.put(dest_uri, digest, partial(self._html, digest))
        except KeyError:
            return False
        return True

    def write(self, dest_uri: str, data: bytes, digest: Digest | None = None) -> None:
        """Publish bytes; empty HTML is no file, as in MkDocs."""
        if data:
            self.outputs.put(dest_uri, digest or digest_bytes(data), lambda: data)

    def copy(self, file: File) -> None:
        """Publish a file as it is. Raises OSError if it cannot be read."""
        if file.abs_src_path is not None and file._content is None:
            path = Path(file.abs_src_path)
            self.outputs.copy(file.dest_uri, path, self.digests.of(path))
        else:
            data = file.content_bytes
            self.outputs.put(file.dest_uri, digest_bytes(data), lambda: data)

    def _html(self, digest: Digest) -> bytes:
        html = self.store.get(_HTML + digest)
        if html is None:
            raise KeyError(digest.hex())
        return html


@dataclass(frozen=True, slots=True)
class Drawer:
    """A plugin's own part of the store: what one version of the code has put there, no other finds."""

    store: Store
    prefix: bytes

    def get(self, key: bytes) -> bytes | None:
        """What was put under the key."""
        return self.store.get(self.prefix + key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""
        self.store.put(self.prefix + key, value)
