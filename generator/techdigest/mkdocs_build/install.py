"""MkDocs' own build is replaced, for sites that ask for it, by one that keeps what did not change.

MkDocs has no event around a build. So the function that its commands call, `mkdocs.commands.build.build`, is
replaced by one that looks at the site's plugins: without one that asks for it MkDocs builds as ever.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Callable
from typing import Any

import mkdocs
from mkdocs.commands import build as build_module
from mkdocs.config.defaults import MkDocsConfig

from techdigest.mkdocs_build.config import BuildConfig
from techdigest.mkdocs_build.driver import build as incremental_build
from techdigest.mkdocs_build.site import log

#: The versions whose build ours is the same as.
_KNOWN = ("1.6",)

OptionsOf = Callable[[Any], BuildConfig | None]


def install() -> None:
    """Let MkDocs' commands call ours; doing so again changes nothing."""
    original = build_module.build
    if hasattr(original, "techdigest_original"):
        return

    def build(config: MkDocsConfig, *, serve_url: str | None = None, dirty: bool = False) -> None:
        """Perform a full site build."""
        options = next(filter(None, map(_options, config.plugins.values())), None)
        if options is None or not options.incremental or dirty:
            original(config, serve_url=serve_url, dirty=dirty)
        elif mkdocs.__version__.rpartition(".")[0] not in _KNOWN:
            log.info(f"MkDocs {mkdocs.__version__} is not known to us: it builds every page itself.")
            original(config, serve_url=serve_url)
        else:
            incremental_build(config, options, serve_url=serve_url)

    build.techdigest_original = original  # type: ignore[attr-defined]  # a mark on our own function
    build_module.build = build
    # A build makes much that stays, and each look for garbage among it takes longer: 5 % of an edit, and
    # 0.4 s as the process ends after a build of 1,000 posts.
    gc.set_threshold(20_000, 20, 50)
    atexit.register(gc.freeze)
    if serve := sys.modules.get("mkdocs.commands.serve"):  # else it will import ours, by name
        serve.build = build  # type: ignore[attr-defined]  # which MkDocs does not re-export


def _options(plugin: Any) -> BuildConfig | None:
    """The options of a plugin that asks for our build."""
    found = getattr(plugin, "build_options", None)
    return found if isinstance(found, BuildConfig) else None
