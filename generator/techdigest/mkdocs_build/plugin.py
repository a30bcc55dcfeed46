"""The MkDocs plugin for sites that want the build alone.

plugins:
  - search
  - incremental
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from techdigest.mkdocs_build.config import BuildConfig
from techdigest.mkdocs_build.install import install

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


class IncrementalPlugin(BasePlugin[BuildConfig]):  # type: ignore[no-untyped-call]  # as in config.py
    """Makes a site's build as large as the change."""

    def __init__(self) -> None:
        install()

    @property
    def build_options(self) -> BuildConfig:
        """The plugin's own options are those of the build."""
        return self.config

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Serve so that what is saved is seen at once."""
        from techdigest.mkdocs_build.preview import preview  # noqa: PLC0415 - no build needs it
        from techdigest.mkdocs_build.serve import preview_server  # noqa: PLC0415 - likewise

        made = preview(builder, Path(server.root))
        # MkDocs publishes what lies in linked folders, and so do we.
        return preview_server(server, made, config, cache=self.config.cache, follows_links=True)
