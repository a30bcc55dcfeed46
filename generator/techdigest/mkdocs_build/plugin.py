"""The MkDocs plugin for sites that want the build alone.

plugins:
  - search
  - incremental
"""

from __future__ import annotations

from mkdocs.plugins import BasePlugin

from techdigest.mkdocs_build.config import BuildConfig
from techdigest.mkdocs_build.install import install


class IncrementalPlugin(BasePlugin[BuildConfig]):  # type: ignore[no-untyped-call]  # as in config.py
    """Makes a site's build as large as the change."""

    def __init__(self) -> None:
        install()

    @property
    def build_options(self) -> BuildConfig:
        """The plugin's own options are those of the build."""
        return self.config
