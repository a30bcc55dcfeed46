"""Markdown becomes HTML between the handlers of plugins that must see every page in its turn."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from mkdocs.structure.pages import Page

from techdigest.incremental.digests import Digest, Undigestible, digest_bytes, digest_of
from techdigest.incremental.lookups import Trace
from techdigest.mkdocs_build.records import Said, repeated_on_error, say
from techdigest.mkdocs_build.rendering import convert
from techdigest.mkdocs_build.site import Site
from techdigest.mkdocs_build.workshop import Workshop

#: What `Page.render` gives a page.
_MADE = ("content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors")


@dataclass(frozen=True, slots=True)
class Converted:
    """What was made of a page's Markdown: the attributes it got, what it asked for, what it said."""

    attributes: dict[str, Any]
    trace: Trace
    said: tuple[Said, ...]
    results: Mapping[str, tuple[Digest, Callable[[], Any]]]


def convert_in_line(shop: Workshop, site: Site, page: Page) -> None:
    """Render a page whose Markdown handlers have read and may have changed; as before if it is the same."""
    key = _key(shop, site, page)
    data = shop.store.get(key) if key else None
    kept: Converted | None = pickle.loads(data) if data else None  # noqa: S301 - of our own cache
    if kept is None or not site.lookups.holds(kept.trace):
        kept = _converted(site, page)
        shop.keep(key, kept)
    say(kept.said)
    vars(page).update(kept.attributes)
    if links := kept.attributes["links_to_anchors"]:
        page.links_to_anchors = {site.files.src_uris[path]: anchors for path, anchors in links.items()}
    for name, take in site.roster.ask("take_page_results", collecting=False):
        take(page, *kept.results[name])


def _converted(site: Site, page: Page) -> Converted:
    site.lookups.begin()
    with repeated_on_error() as said:
        for _, before in site.roster.ask("before_page"):
            before(page)
        convert(site, page)
        results = {
            name: (digest_bytes(data), partial(pickle.loads, data))
            for name, found in site.roster.ask("page_results", collecting=False)
            for data in [pickle.dumps(found(page), 5)]
        }
    made = {name: getattr(page, name) for name in _MADE}
    links = made["links_to_anchors"] or {}
    made["links_to_anchors"] = {file.src_uri: anchors for file, anchors in links.items()}
    return Converted(made, site.lookups.end(), tuple(said), results)


def _key(shop: Workshop, site: Site, page: Page) -> Digest | None:
    if shop.rendering is None or site.roster.unknown_extensions:
        return None
    file = page.file
    try:
        inputs = [(name, digest_of(ask(page))) for name, ask in site.roster.ask("page_inputs")]
        return digest_of(
            "convert",
            shop.rendering,
            (file.src_uri, file.dest_uri, file.inclusion.name),
            page.markdown,
            inputs,
        )
    except Undigestible:
        return None
