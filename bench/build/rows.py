"""One repetition of one peer: the builds and edits of the table, one after another on the same site."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.build.corpus import Post
from bench.build.edits import most_linked, with_sentence, with_title
from bench.build.measure import Cost, run, size_of
from bench.build.peer import Peer
from bench.build.processes import Failed, Limits
from bench.build.serve import Server, serving

BUILDS = {
    "cold": "cold",
    "unchanged": "nothing changed",
    "edit": "one post edited",
    "retitle": "one title changed",
}
SERVES = {"served": "edit to served", "listed": "title to listing"}
ROWS = BUILDS | SERVES


@dataclass(frozen=True)
class Measurement:
    """What one row took in one repetition; `problem` says why there is nothing to tell.

    Seconds, and MB of 10^6 bytes. CPU of servers is that until they are idle again, memory since their start.
    """

    posts: int
    peer: str
    row: str
    repetition: int
    wall: float = 0.0
    cpu: float = 0.0
    peak_mb: float = 0.0
    largest_mb: float = 0.0
    output_mb: float = 0.0
    files: int = 0
    problem: str = ""


@dataclass
class Site:
    """A peer's copy of the corpus, and the two posts that are edited in it."""

    peer: Peer
    folder: Path
    posts: int
    edited: Post
    retitled: Post

    @classmethod
    def write(cls, peer: Peer, folder: Path, posts: Sequence[Post]) -> Site:
        """Write the site into a new folder."""
        peer.write_site(folder, posts)
        retitled = most_linked(posts)
        simplified = [post for post in posts if post.lang == "zh-Hans" and post != retitled]
        return cls(peer, folder, len(posts), simplified[len(simplified) // 2], retitled)

    @property
    def output(self) -> Path:
        """The folder of the built site."""
        return self.folder / self.peer.output

    def edit(self, marker: str) -> None:
        """Change a sentence of a post."""
        self.edited = with_sentence(self.edited, marker)
        self.peer.write_post(self.folder, self.edited)

    def retitle(self, marker: str) -> None:
        """Change the title of a post to which others link."""
        self.retitled = with_title(self.retitled, marker)
        self.peer.write_post(self.folder, self.retitled)

    def repetition(self, number: int, rows: Sequence[str], limits: Limits) -> Iterator[Measurement]:
        """Measure the rows; after a problem the rest of the peer's rows is not tried."""
        try:
            for row in BUILDS:
                if row in rows or row == "cold":  # the others need what a cold build leaves behind
                    yield self._build(row, number, limits)
            row = "served"
            if set(SERVES) & set(rows):
                yield from list(self._serve(number, limits))  # no server runs while the other peers build
        except Failed as failed:
            yield Measurement(self.posts, self.peer.name, row, number, problem=str(failed))

    def _build(self, row: str, number: int, limits: Limits) -> Measurement:
        marker = f"{row} {number}"
        if row == "cold":
            for folder in (self.peer.output, *self.peer.caches):
                shutil.rmtree(self.folder / folder, ignore_errors=True)
        elif row == "edit":
            self.edit(marker)
        elif row == "retitle":
            self.retitle(marker)
        cost = run(self.peer.build_command(), self.folder, limits)
        if row in ("edit", "retitle"):
            self._expect(marker, self.edited if row == "edit" else self.retitled)
        return self._measured(row, number, cost)

    def _serve(self, number: int, limits: Limits) -> Iterator[Measurement]:
        page, listing = self.peer.address(self.edited), self.peer.listing
        with serving(self.peer, self.folder, limits) as server:
            for address in (page, listing):
                server.wait_for(address, "</html>")
            yield self._timed("served", number, server, self.edit, page)
            yield self._timed("listed", number, server, self.retitle, listing)

    def _timed(
        self, row: str, number: int, server: Server, change: Callable[[str], None], address: str
    ) -> Measurement:
        """Change a post once the server is idle; CPU is what it takes until it is idle again."""
        before = server.settle()
        change(f"{row} {number}")
        wall = server.wait_for(address, f"{row} {number}")
        cpu = server.settle() - before
        peak, largest = server.tree.peak_mb, server.tree.largest_mb
        return Measurement(self.posts, self.peer.name, row, number, wall, cpu, peak, largest)

    def _expect(self, marker: str, post: Post) -> None:
        """Raise Failed if the page of a post does not show what was changed."""
        page = self.output / self.peer.address(post) / "index.html"
        if marker not in page.read_text("utf-8"):
            raise Failed(f"{page.relative_to(self.folder)} is not up to date")

    def _measured(self, row: str, number: int, cost: Cost) -> Measurement:
        size, files = size_of(self.output)
        return Measurement(
            self.posts,
            self.peer.name,
            row,
            number,
            wall=cost.wall,
            cpu=cost.cpu,
            peak_mb=cost.peak_mb,
            largest_mb=cost.largest_mb,
            output_mb=size / 1e6,
            files=files,
        )
