"""Compiled templates, kept from build to build: those of a page take longer to compile than to render."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager

import jinja2
from jinja2.bccache import Bucket

from techdigest.incremental.digests import digest_of
from techdigest.mkdocs_build.site import Site
from techdigest.mkdocs_build.workshop import Workshop


@contextmanager
def compiled_before(site: Site, shop: Workshop) -> Iterator[None]:
    """Meanwhile, templates are those that builds with the same code and configuration have compiled.

    Not where plugins of which nothing is known change the environment: Jinja calls filters as it compiles.
    """
    if shop.rendering is None or not site.roster.templates_apart:
        yield
        return
    key = digest_of("bytecode", shop.rendering)
    data = shop.store.get(key)
    bytecode = Bytecode(pickle.loads(data) if data else {})  # noqa: S301 - of our own cache
    site.env.bytecode_cache = bytecode
    yield
    if bytecode.has_grown:
        shop.keep(key, bytecode.known)


class Bytecode(jinja2.BytecodeCache):
    """What Jinja has compiled, in memory: workers have it, too, who may not ask the store.

    Each entry tells Jinja whether it is of this Python, this Jinja and this source.

    Attributes:
        known: By Jinja's own name for each template.
        has_grown: Whether this process has compiled something.
    """

    def __init__(self, known: dict[str, bytes]) -> None:
        self.known = known
        self.has_grown = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja: fill the bucket if there is something for it."""
        if data := self.known.get(bucket.key):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Called by Jinja: keep what was compiled."""
        self.known[bucket.key] = bucket.bytecode_to_string()
        self.has_grown = True
