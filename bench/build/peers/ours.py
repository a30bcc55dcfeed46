"""Tech Digest: its theme, its plugin and its search, all else by default."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from bench.build.corpus import Post
from bench.build.peer import Peer
from bench.build.peers.mkdocs_site import EXTENSIONS

CONFIG = """site_name: Bench
site_url: https://bench.example/
docs_dir: content
theme:
  name: techdigest
plugins:
  - techdigest
  - cjksearch
"""


class Ours(Peer):
    """Tech Digest."""

    name = "ours"
    label = "ours"
    listing = "archive/"

    def install(self) -> str:
        """It is installed."""
        return f"Tech Digest {version('techdigest')}"

    def write_frame(self, folder: Path) -> None:
        """Write mkdocs.yml."""
        (folder / self.posts).mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(CONFIG + EXTENSIONS, "utf-8")

    def address(self, post: Post) -> str:
        """Return the address: the default language at the root, the others below their names."""
        return f"{post.slug}/" if post.lang == "zh-Hans" else f"{post.lang}/{post.slug}/"

    def build_command(self) -> list[str]:
        """`mkdocs build`."""
        return [sys.executable, "-m", "mkdocs", "build", "--quiet"]

    def serve_command(self, port: int) -> list[str]:
        """`mkdocs serve`."""
        return [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
