"""MkDocs and Material as they come, in this environment."""

from __future__ import annotations

import sys
from importlib.metadata import version

from bench.build.peers.mkdocs_site import MaterialSite


class Stock(MaterialSite):
    """MkDocs with Material."""

    name = "stock"
    label = "MkDocs + Material"

    def install(self) -> str:
        """It is installed."""
        return f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}"

    def build_command(self) -> list[str]:
        """`mkdocs build`."""
        return [sys.executable, "-m", "mkdocs", "build", "--quiet"]

    def serve_command(self, port: int) -> list[str]:
        """`mkdocs serve`; click 8.3 needs `--livereload` to be named."""
        return [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
