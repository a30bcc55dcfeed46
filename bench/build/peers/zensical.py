"""Zensical, with the site that stock MkDocs gets; pip installs it into an environment of its own."""

from __future__ import annotations

from bench.build.peer import TOOLS, python_tool
from bench.build.peers.mkdocs_site import MaterialSite

VERSION = "0.0.73"


class Zensical(MaterialSite):
    """Zensical."""

    name = "zensical"
    label = "Zensical"

    def install(self) -> str:
        """Install the wheel."""
        python_tool(self.name, f"zensical=={VERSION}")
        return f"Zensical {VERSION}"

    def build_command(self) -> list[str]:
        """`zensical build`."""
        return [self._program, "build"]

    def serve_command(self, port: int) -> list[str]:
        """`zensical serve`."""
        return [self._program, "serve", "--dev-addr", f"127.0.0.1:{port}"]

    @property
    def _program(self) -> str:
        return str(TOOLS / self.name / "bin/zensical")
