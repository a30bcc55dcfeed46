"""What the last build of a site has made of each page, for a build in which few of their sources changed.

A page is a function of its source, of what it refers to, and of what all pages share. Where the site around
it is the same and what other pages can see of the edited ones (their *faces*) is, too, every other page is as
it was: it need not even be asked what it depends on.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from mkdocs.structure.files import File

from techdigest.incremental.digests import Digest, Undigestible, digest_of
from techdigest.mkdocs_build.records import Said
from techdigest.mkdocs_build.rendering import Kept
from techdigest.mkdocs_build.site import Site
from techdigest.mkdocs_build.workshop import Workshop


class Entry(NamedTuple):
    """What was made of one page.

    Attributes:
        source: The digest of its source.
        key: Where its rendering is kept.
        face: The digest of what other pages can see of it.
        html: The digest of its HTML.
        finished: What was said while its template was rendered.
        anchors: What was said of its links to anchors.
    """

    source: Digest
    key: Digest
    face: Digest
    html: Digest
    finished: tuple[Said, ...]
    anchors: tuple[Said, ...]


class Ledger(NamedTuple):
    """What was made of a site.

    Attributes:
        pages: By source file.
        templates: The digests of the files that templates without a page have made, by name.
    """

    pages: Mapping[str, Entry]
    templates: Mapping[str, Digest]


def ledger_key(site: Site, shop: Workshop, *, in_serve: bool) -> Digest | None:
    """The digest of all that pages depend on but their sources and each other's faces; None if unknown."""
    looks = shop.templates
    if not site.roster.leaves_no_trace or shop.rendering is None or looks is None or looks.sees_other_bodies:
        return None
    documents = set(site.documents)
    files = [
        (file.src_uri, file.dest_uri, file.inclusion.name, None if file in documents else shop.source(file))
        for file in site.files
    ]
    try:
        shared = [(name, digest_of(ask())) for name, ask in site.roster.ask("site_inputs")]
    except Undigestible:
        return None
    return digest_of("ledger", shop.rendering, looks.digest, in_serve, files, shared, date.today())


def find(shop: Workshop, key: Digest | None) -> Ledger | None:
    """The ledger of the last build with the same key."""
    data = shop.store.get(key) if key else None
    return pickle.loads(data) if data else None  # noqa: S301 - of our own cache


def edited(site: Site, shop: Workshop, ledger: Ledger) -> list[File] | None:
    """The documents whose sources have changed; None if they are so many that the ledger is of no use."""
    if ledger.pages.keys() != {file.src_uri for file in site.documents}:
        return None
    changed = [file for file in site.documents if ledger.pages[file.src_uri].source != shop.source(file)]
    return changed if 2 * len(changed) < len(site.documents) else None


def renderings(shop: Workshop, ledger: Ledger, documents: Iterable[File]) -> dict[str, Kept] | None:
    """What is kept of documents that have not changed; None if the cache has lost some of it."""
    keys = {file.src_uri: ledger.pages[file.src_uri].key for file in documents}
    found = shop.store.get_many(keys.values())
    if len(found) < len(set(keys.values())):
        return None
    return {src_uri: pickle.loads(found[key]) for src_uri, key in keys.items()}  # noqa: S301 - our own


def have_same_faces(ledger: Ledger, kept: Mapping[str, Kept]) -> bool:
    """Whether other pages see no difference in those that were rendered again."""
    return all(rendering.face == ledger.pages[src_uri].face for src_uri, rendering in kept.items())
