"""What the benchmark asks of a generator of sites."""

from __future__ import annotations

import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from bench.build.corpus import Post, chart

TOOLS = Path(".cache/bench").absolute()


class Unavailable(Exception):
    """A peer cannot be installed; the text says why."""


class Peer(ABC):
    """A generator: how a site is laid out for it, built and served, and where it puts a page."""

    name: ClassVar[str]
    label: ClassVar[str]
    posts: ClassVar[str] = "content/notes"
    """The folder of posts, each in a folder named after its slug."""
    output: ClassVar[str] = "site"
    caches: ClassVar[tuple[str, ...]] = (".cache",)
    """What a cold build must not find, besides the output."""
    listing: ClassVar[str]
    """The address of a page that lists all posts in Simplified Chinese by their titles."""

    def write_site(self, folder: Path, posts: Sequence[Post]) -> None:
        """Write a whole site into a new folder."""
        self.write_frame(folder)
        for post in posts:
            self.write_post(folder, post)
            (self.file(folder, post).parent / "chart.svg").write_text(chart(post.slug), "utf-8")

    def write_post(self, folder: Path, post: Post) -> None:
        """Write the file of a post, or write it again after an edit."""
        file = self.file(folder, post)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(post.markdown, "utf-8")

    def file(self, folder: Path, post: Post) -> Path:
        """Return the file of a post."""
        return folder / self.posts / post.slug / post.file_name

    @abstractmethod
    def install(self) -> str:
        """Install what is missing, and return the version.

        Raises:
            Unavailable: It cannot be installed here.
        """

    @abstractmethod
    def write_frame(self, folder: Path) -> None:
        """Write the configuration and all else that is no post."""

    @abstractmethod
    def address(self, post: Post) -> str:
        """Return the address of a post's page, relative to the site's root; it ends in a slash."""

    @abstractmethod
    def build_command(self) -> list[str]:
        """Return the command that builds the site of the folder it runs in."""

    @abstractmethod
    def serve_command(self, port: int) -> list[str]:
        """Return the command that serves the folder on a port of the loopback address and follows edits."""


def python_tool(name: str, requirement: str) -> Path:
    """Return the folder of a virtual environment of its own that has the package, installed if it is not.

    Raises:
        Unavailable: pip failed; its last line is in the text.
    """
    folder = TOOLS / name
    done = folder / requirement
    if not done.exists():
        pip = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        for command in ([sys.executable, "-m", "venv", str(folder)], [*pip, requirement]):
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
            if ran.returncode:
                raise Unavailable((ran.stderr.strip().splitlines() or ["no reason given"])[-1])
        done.touch()
    return folder
