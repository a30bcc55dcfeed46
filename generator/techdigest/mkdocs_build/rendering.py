"""One page's Markdown becomes HTML: in whatever process, with all that comes of it."""

from __future__ import annotations

import logging
import pickle
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs.exceptions import BuildError
from mkdocs.structure.pages import Page

from techdigest.incremental.digests import Digest, digest_bytes, digest_of
from techdigest.incremental.lookups import Trace
from techdigest.mkdocs_build.extensions import included_files_noted
from techdigest.mkdocs_build.links import NotedFiles
from techdigest.mkdocs_build.pages import LINKS, attributes, packed
from techdigest.mkdocs_build.records import Said, repeated_on_error
from techdigest.mkdocs_build.site import Site

_ID = re.compile(r"""\sid\s*=\s*["']?([^\s"'>]+)""")
log = logging.getLogger("mkdocs.commands.build")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a rendering, and read again by every build.

    Attributes:
        attributes: Of the page; see `pages.attributes`.
        value: The digest of attributes and body: what templates see of the page.
        face: The digest of what other pages can see of it: all but its text.
        body: The digest of its body, under which that is kept.
        trace: What the rendering asked for.
        said: What it logged.
        results: By plugin, the digest of what it keeps of the page.
    """

    attributes: dict[str, Any]
    value: Digest
    face: Digest
    body: Digest
    trace: Trace
    said: tuple[Said, ...]
    results: dict[str, Digest]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendering as it comes out of the process that did it.

    Attributes:
        kept: What is kept as it is.
        parts: What is kept apart, by digest: the body and the plugins' results.
        memories: By plugin, what makes it quicker to render the page again.
        seconds: How long it took, as CPU time.
    """

    kept: Kept
    parts: dict[Digest, bytes]
    memories: dict[str, Any]
    seconds: float


@dataclass(frozen=True, slots=True)
class Unrendered:
    """A page to render: its source file, and what plugins remember of its last rendering."""

    src_uri: str
    memories: dict[str, Any] = field(default_factory=dict)


def render(site: Site, item: Unrendered) -> Rendered:
    """Render a page whose handlers may be called apart from those of other pages.

    Raises:
        BuildError: As a plugin's handler has raised it; any exception of a handler or of the parser.
    """
    begun = time.process_time()
    page = site.page(item.src_uri)
    site.lookups.begin()
    with repeated_on_error() as said:
        for _, before in site.roster.ask("before_page"):
            before(page)
        for name, recall in site.roster.ask("recall_page"):
            if name in item.memories:
                recall(page, item.memories[name])
        populate(site, page)
        asked = site.roster.ask("page_results", collecting=site.roster.templates_apart)
        found = {name: results(page) for name, results in asked}
    memories = {name: memory(page) for name, memory in site.roster.ask("page_memory")}
    body = packed(page)
    kept = attributes(page)
    parts = {digest_bytes(body): body}
    digests = {}
    for name, result in found.items():
        data = pickle.dumps(result, 5)
        digests[name] = digest_bytes(data)
        parts[digests[name]] = data
    of_body = digest_bytes(body)
    value = digest_of(kept, page.content, page.toc)
    return Rendered(
        Kept(kept, value, face_of(page, kept), of_body, site.lookups.end(), tuple(said), digests),
        parts,
        {name: memory for name, memory in memories.items() if memory},
        time.process_time() - begun,
    )


def face_of(page: Page, kept: Mapping[str, Any]) -> Digest:
    """The digest of what other pages can see of a page: its name, its contents, where links may lead."""
    seen = {name: value for name, value in kept.items() if name != LINKS}
    ids = sorted({*_ID.findall(page.content or ""), *(page.present_anchor_ids or ())})
    return digest_of(seen, page.toc, ids)


def convert(site: Site, page: Page) -> None:
    """What `Page.render` does; what the page links to and includes is noted."""
    with included_files_noted(site.config.markdown_extensions, site.lookups):
        site.parser.render(page, site.config, NotedFiles(site.files, site.lookups))


def populate(site: Site, page: Page, convert: Callable[[Site, Page], None] = convert) -> None:
    """What `mkdocs.commands.build._populate_page` does; `convert` makes HTML of the page's Markdown."""
    config, files = site.config, site.files
    config._current_page = page
    try:
        page = config.plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=files
        )
        convert(site, page)
        page.content = config.plugins.on_page_content(
            page.content or "", page=page, config=config, files=files
        )
    except Exception as error:
        message = f"Error reading page '{page.file.src_uri}':"
        log.error(message if isinstance(error, BuildError) else f"{message} {error}")
        raise
    finally:
        config._current_page = None
