"""A build in the stages and events of `mkdocs.commands.build.build`, made only as far as the site changed."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, InclusionLevel, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from techdigest.incremental.executors import ExecutorError, executor_for
from techdigest.incremental.lookups import Lookups
from techdigest.incremental.stages import Stages
from techdigest.mkdocs_build import extensions, links, session
from techdigest.mkdocs_build.assets import publish_assets
from techdigest.mkdocs_build.config import BuildConfig, jobs
from techdigest.mkdocs_build.giving_way import Superseded, give_way
from techdigest.mkdocs_build.ledger import ledger_key
from techdigest.mkdocs_build.making import Making
from techdigest.mkdocs_build.opening import CacheGoneError, opened
from techdigest.mkdocs_build.participants import Roster
from techdigest.mkdocs_build.records import say
from techdigest.mkdocs_build.session import Session
from techdigest.mkdocs_build.site import Site, log
from techdigest.mkdocs_build.theme_files import add_theme_files
from techdigest.mkdocs_build.unchanged import Sources, Whole, warnings_kept, whole
from techdigest.mkdocs_build.workshop import Drawer, Workshop

mkdocs_log = logging.getLogger("mkdocs.commands.build")

#: How often a build is begun again whose cache is removed under it.
_MORE_TRIES = 3


def build(config: MkDocsConfig, options: BuildConfig, *, serve_url: str | None = None) -> None:
    """Build a site, keeping what did not change.

    Raises:
        Abort: The build failed, as MkDocs' own would have.
        Superseded: It gave way to newer changes (see `giving_way`).
    """
    for _ in range(_MORE_TRIES):
        try:
            _build(config, options, serve_url)
        except CacheGoneError:  # a folder of many files takes a while to go, so this may come twice
            log.info("The cache was removed while the site was built: it is built again.")
        else:
            return
    try:
        _build(config, options, serve_url)
    except CacheGoneError as error:
        raise Abort(f"Aborted: what is built is removed again and again: {error}") from error


def _build(config: MkDocsConfig, options: BuildConfig, serve_url: str | None) -> None:
    start = time.monotonic()
    stages = Stages(log, from_start=serve_url is None, going_on=give_way)
    with _counted_warnings(config) as warnings:
        try:
            roster = Roster(config, frozenset(options.pure))
            is_looked_at = not roster.is_finished_by_us
            with opened(config, options, in_place=bool(serve_url), complete=is_looked_at) as shop:
                with stages.stage("compare"):
                    sources = Sources.at_the_beginning(roster, shop)
                    before = whole(shop, sources)
                if before is None:
                    _build_anew(Order(roster, options, stages, serve_url), shop, sources)
                else:
                    shop.outputs.abandon()
                    session.nothing_changed(Path(shop.site_dir))
                    say(before.said)
                    mkdocs_log.info("Nothing has changed.")
            _stop_at(warnings)  # the site is whole all the same, as with MkDocs
            mkdocs_log.info(f"Documentation built in {time.monotonic() - start:.2f} seconds")
        except (CacheGoneError, Superseded):
            raise
        except Exception as error:
            config.plugins.on_build_error(error=error)
            if isinstance(error, BuildError):
                mkdocs_log.error(str(error))
                raise Abort("Aborted with a BuildError!") from error
            if isinstance(error, ExecutorError):
                mkdocs_log.error(str(error))
                raise Abort("Aborted: the pages cannot be made there") from error
            raise
        finally:
            stages.tell()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built.

    Attributes:
        roster: The site's configuration and its plugins.
        options: How it is built.
        stages: Is told how far it is.
        serve_url: Where it is served, if it is built for a preview.
    """

    roster: Roster
    options: BuildConfig
    stages: Stages
    serve_url: str | None


def _build_anew(order: Order, shop: Workshop, sources: Sources | None) -> None:
    """Make what has changed, publish it, and keep what the next build can use."""
    with warnings_kept() as said:
        try:
            making = _make(order, shop)
        finally:
            gc.unfreeze()
    with order.stages.stage("publish"):
        changes = shop.outputs.commit()
    if sources and sources.are_the_same():
        making.keep()
        shop.keep(sources.key, Whole(shop.outputs.left(), tuple(said)))
    if order.serve_url:
        session.keep(Session.of(making.site, Path(shop.site_dir), changes, shop))


def _stop_at(warnings: utils.CountHandler) -> None:
    """Raise Abort in strict mode, if there were warnings."""
    if counts := warnings.get_counts():
        found = ", ".join(f"{count} {level.lower()}s" for level, count in counts)
        raise Abort(f"Aborted with {found} in strict mode!")


def _make(order: Order, shop: Workshop) -> Making:
    """Everything from the configuration to the finished folder."""
    roster, stages, serve_url = order.roster, order.stages, order.serve_url
    with stages.stage("configure"):
        roster.config = config = roster.config.plugins.on_config(roster.config)
        config.plugins.on_pre_build(config=config)
        shop.compare(config)
        for notice in roster.notices():
            log.info(notice)
        if not serve_url:
            mkdocs_log.info(f"Building documentation to directory: {shop.site_dir}")
    with executor_for(jobs(order.options), log.info) as executor:
        with stages.stage("gather"):
            for name, participant in roster.participants.items():
                participant.cache = Drawer(shop.store, shop.code + name.encode())
                participant.executor = executor
            site = _gathered(roster, shop, serve_url)
            shop.look_at_templates(site)
        gc.freeze()  # what was gathered stays: workers share its memory as long as nobody touches it
        with stages.stage("assets"):
            publish_assets(site, shop, in_serve=bool(serve_url))
        key = ledger_key(site, shop, in_serve=bool(serve_url))
        making = Making(site, shop, executor, stages, key)
        try:
            making.make()
        finally:
            making.hand_over()  # plugins tell what is wrong with pages even where a template is broken
    with stages.stage("search and feeds"), roster.publishing(shop.write):
        config.plugins.on_post_build(config=config)
    return making


def _gathered(roster: Roster, shop: Workshop, serve_url: str | None) -> Site:
    """All files and their pages, as plugins have arranged them."""
    config = roster.config
    files = mkdocs_build.get_files(config)  # type: ignore[attr-defined]  # by this name plugins replace it
    env = config.theme.get_env()
    add_theme_files(files, config, shop)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    nav = config.plugins.on_nav(nav, config=config, files=files)
    inclusion = InclusionLevel.is_in_serve if serve_url else InclusionLevel.is_included
    documents = list(files.documentation_pages(inclusion=inclusion))
    _give_pages(documents, config, serve_url)
    lookups = Lookups(
        {
            links.FILE: partial(links.where, files),
            links.FILES: lambda _: links.everywhere(files),
            **extensions.answers(shop.digests),
            **{kind: answer for _, ask in roster.ask("answers") for kind, answer in ask().items()},
        }
    )
    for participant in roster.participants.values():
        participant.lookups = lookups
    pages = [file.page for file in documents if file.page is not None]
    titles = {page.file.src_uri: page.__dict__["title"] for page in pages if "title" in page.__dict__}
    return Site(config, files, nav, roster, lookups, documents, env, titles)


def _give_pages(documents: list[File], config: MkDocsConfig, serve_url: str | None) -> None:
    """Make the pages of what is not in the navigation."""
    drafts = []
    for file in documents:
        if file.page is None and file.inclusion.is_not_in_nav():  # type: ignore[no-untyped-call]  # MkDocs does not type them
            if serve_url and file.inclusion.is_excluded():  # type: ignore[no-untyped-call]  # likewise
                drafts.append(urljoin(serve_url, file.url))
            Page(None, file, config)
    if drafts:
        mkdocs_log.info(
            "The following pages are being built only for the preview "
            "but will be excluded from `mkdocs build` per `draft_docs` config:\n  - " + "\n  - ".join(drafts)
        )


@contextmanager
def _counted_warnings(config: MkDocsConfig) -> Iterator[utils.CountHandler]:
    """Count warnings in strict mode, as MkDocs does."""
    logger, counter = logging.getLogger("mkdocs"), utils.CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        logger.addHandler(counter)
    try:
        yield counter
    finally:
        logger.removeHandler(counter)
