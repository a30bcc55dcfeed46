"""One edited page, made from what the last build knows of all others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from mkdocs.structure.files import File

from techdigest.mkdocs_build.pages import renew
from techdigest.mkdocs_build.rendering import Unrendered, render
from techdigest.mkdocs_build.session import Session
from techdigest.mkdocs_build.site import log
from techdigest.mkdocs_build.templating import Unfinished, finish


def make_first(session: Session, changed: Iterable[Path]) -> Sequence[str] | None:
    """Make the pages whose source files changed, and replace them in the served folder.

    What they refer to is as the last build has left it, and so are the pages that refer to them: a whole
    build follows. What is wrong with them is left to that, too.

    Returns:
        The files that are other than before; None if one of the sources is no page of the last build, or its
        plugins must see all pages in their turn.
    """
    site = session.site
    if not (site.roster.renders_apart and site.roster.templates_apart):
        return None
    documents = {Path(file.abs_src_path): file for file in site.documents if file.abs_src_path}
    edited = [documents.get(path) for path in changed if path.is_file()]
    made = []
    for file in edited:
        if file is None or not _is_ready(session, file):
            return None
        if _replace(session.site_dir / file.dest_uri, _html(session, file)):
            made.append(file.dest_uri)
    return made


def make_again(session: Session) -> None:
    """Make the page whose source changed last, for what that brings along: templates, a parser, formulas."""
    sources = {file.abs_src_path: file for file in session.site.documents if file.abs_src_path}
    if sources and session.site.roster.renders_apart and session.site.roster.templates_apart:
        _html(session, sources[max(sources, key=os.path.getmtime)])


def _is_ready(session: Session, file: File) -> bool:
    """Whether all plugins know what has become of the page, which is still the same page."""
    return all(
        refresh(session.site.page(file.src_uri)) for _, refresh in session.site.roster.ask("refresh_page")
    )


def _html(session: Session, file: File) -> bytes:
    site = session.site
    renew(site.page(file.src_uri), site.given_titles.get(file.src_uri), site.config)
    render(site, Unrendered(file.src_uri, session.memories(file.src_uri)))
    return finish(site, Unfinished(file.src_uri, None)).html


def _replace(path: Path, html: bytes) -> bool:
    """Put the page into the folder in one step; False if it is as it was."""
    if not html or (path.is_file() and path.read_bytes() == html):
        return False
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        staged.write_bytes(html)
        staged.replace(path)
    except OSError as error:
        log.debug(f"{path}: {error}; the whole build will write it")
        staged.unlink(missing_ok=True)
        return False
    return True
