"""What a site may set about its build. Everything has a default."""

from __future__ import annotations

import os

from mkdocs.config import config_options as c
from mkdocs.config.base import Config


class BuildConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs does not type __init_subclass__
    """Options of the plugin `incremental`, and of `techdigest` under `build:`."""

    incremental = c.Type(bool, default=True)
    """Keep what was made and make only what a change touches. False leaves the build to MkDocs."""

    cache = c.Type(str, default=".cache/techdigest")
    """The folder of what is kept, relative to mkdocs.yml. Deleting it is harmless."""

    cache_size = c.Type(int, default=1000)
    """How large it may grow, in megabytes."""

    jobs = c.Type((int, str), default="auto")
    """How many processes render pages; `auto` for as many as there are cores."""

    executor = c.Type(str, default="")
    """`dask://host:port` renders on a cluster instead."""

    pure = c.ListOfItems(c.Type(str), default=[])
    """Plugins and hooks, by their names in `plugins` and `hooks`, whose work on a page depends on nothing
    but the page, the configuration and their code, and leaves nothing behind. They are not called for pages
    that are as they were."""


def jobs(config: BuildConfig) -> str:
    """What renders the pages, as `executor_for` takes it; `TECHDIGEST_JOBS` overrules the site."""
    return os.environ.get("TECHDIGEST_JOBS") or config.executor or str(config.jobs)
