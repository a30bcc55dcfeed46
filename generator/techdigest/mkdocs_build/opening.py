"""A build's tools are taken out, and put away whatever becomes of the build."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from techdigest.incremental.files import FileDigests
from techdigest.incremental.installed import installed_code
from techdigest.incremental.outputs import Outputs
from techdigest.incremental.store import Store
from techdigest.mkdocs_build.config import BuildConfig
from techdigest.mkdocs_build.site import log
from techdigest.mkdocs_build.workshop import Workshop

_MEGABYTE = 1_000_000


class CacheGoneError(Exception):
    """The cache was removed while a build worked in it."""


@contextmanager
def opened(
    config: MkDocsConfig, options: BuildConfig, *, in_place: bool, complete: bool
) -> Iterator[Workshop]:
    """Yield what a build works with; meanwhile the configuration's `site_dir` is a folder of its own.

    Args:
        config: The site's configuration.
        options: Where the cache lies, unless `TECHDIGEST_CACHE` says otherwise, and how large it may be.
        in_place: The site's folder is read by a server.
        complete: Plugins look at the finished site.
    """
    root = Path(config.config_file_path or "mkdocs.yml").parent
    folder = root / (os.environ.get("TECHDIGEST_CACHE") or options.cache)
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            log.info(f"The cache {folder} cannot be made, so that nothing is kept: {error}.")
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="techdigest-")))
        with _told_if_gone(folder, Path(config.site_dir)):
            yield from _in(folder, config, options, in_place=in_place, complete=complete)


@contextmanager
def _told_if_gone(cache: Path, site_dir: Path) -> Iterator[None]:
    """Raise CacheGoneError for what is missing in the cache, or in the site that is made of its folders."""
    try:
        yield
    except FileNotFoundError as error:
        missing = Path(os.fsdecode(error.filename or ""))
        if missing.is_relative_to(cache) or missing.is_relative_to(site_dir):
            raise CacheGoneError(str(error)) from error
        raise


def _in(
    folder: Path, config: MkDocsConfig, options: BuildConfig, *, in_place: bool, complete: bool
) -> Iterator[Workshop]:
    site_dir = config.site_dir
    if os.environ.get("TECHDIGEST_FRESH"):
        for file in folder.glob("store.sqlite3*"):
            file.unlink(missing_ok=True)
    with Store.open(folder, limit=options.cache_size * _MEGABYTE, notice=log.info) as store:
        outputs = Outputs.open(
            Path(site_dir), folder / "outputs", in_place=in_place, complete=complete, notice=log.info
        )
        try:
            digests = FileDigests(store)
            config.site_dir = str(outputs.staging)
            yield Workshop(
                store, digests, outputs, site_dir, installed_code(_files_of(config.hooks), digests)
            )
            digests.save()
        except BaseException:
            outputs.abandon()
            raise
        finally:
            config.site_dir = site_dir


def _files_of(hooks: Any) -> Iterator[Path]:
    """The files of hooks, by the modules that MkDocs has made of them."""
    for name, hook in hooks.items():  # a mapping, whatever MkDocs' annotation says
        yield Path(getattr(hook, "__file__", None) or name)
