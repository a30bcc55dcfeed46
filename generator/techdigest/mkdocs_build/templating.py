"""One page's HTML: its content in the theme's template, in whatever process."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mkdocs.commands.build import get_context
from mkdocs.exceptions import BuildError
from mkdocs.structure.pages import Page

from techdigest.incremental.digests import Digest, digest_bytes
from techdigest.mkdocs_build.pages import KeptPage, forget_body
from techdigest.mkdocs_build.records import Said, repeated_on_error
from techdigest.mkdocs_build.site import Site

log = logging.getLogger("mkdocs.commands.build")

_DRAFT = (
    '<div class="mkdocs-draft-marker" title="This page will not be included into the built site.">DRAFT</div>'
)


@dataclass(frozen=True, slots=True)
class Finished:
    """A page's HTML as it comes out of the process that made it; `html` is empty where nothing is written."""

    html: bytes
    digest: Digest
    said: tuple[Said, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A page to be made: its source file, and its body if this process may not have it."""

    src_uri: str
    body: bytes | None


def finish(site: Site, item: Unfinished) -> Finished:
    """Make the HTML of a page whose handlers may be called apart from those of other pages.

    Raises:
        BuildError: As a plugin's handler has raised it; any exception of a handler or of a template.
    """
    begun = time.process_time()
    page = site.page(item.src_uri)
    with repeated_on_error() as said, _having(page, item.body):
        html = html_of(site, page)
    return Finished(html, digest_bytes(html), tuple(said), time.process_time() - begun)


def template_of(page: Page) -> str:
    """The name of a page's template."""
    name: str = page.meta.get("template", "main.html")
    return name


@contextmanager
def _having(page: Page, body: bytes | None) -> Iterator[None]:
    """Give a page its body for a while, where it came with the order and the page has none."""
    if body is None or not isinstance(page, KeptPage) or page._load is None:
        yield
        return
    load, page._load = page._load, lambda: body
    try:
        yield
    finally:
        forget_body(page)
        page._load = load


def html_of(site: Site, page: Page) -> bytes:
    """What `mkdocs.commands.build._build_page` writes; nothing where the output is empty."""
    config = site.config
    config._current_page = page
    try:
        page.active = True
        context = get_context(site.nav, site.documents, config, page)
        template = site.env.get_template(template_of(page))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=site.nav)
        if page.file.inclusion.is_excluded():  # type: ignore[no-untyped-call]  # MkDocs does not type it
            page.content = _DRAFT + (page.content or "")
        output = template.render(context)
        output = config.plugins.on_post_page(output, page=page, config=config)
        if not output.strip():
            log.info(f"Page skipped: '{page.file.src_uri}'. Generated empty output.")
            return b""
        return output.encode("utf-8", errors="xmlcharrefreplace")
    except Exception as error:
        message = f"Error building page '{page.file.src_uri}':"
        log.error(message if isinstance(error, BuildError) else f"{message} {error}")
        raise
    finally:
        page.active = False
        config._current_page = None
