"""The rows of the build's benchmark, with a generator that copies each post's Markdown to its page."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bench.build.corpus import Post, write_posts
from bench.build.peer import Peer
from bench.build.processes import Failed, Limits
from bench.build.rows import ROWS, Measurement, Site
from bench.build.serve import Server, serving
from bench.build.turns import in_turns, of_size

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's /proc")

BUILD = """
import pathlib, sys
for file in sorted(pathlib.Path("content/notes").glob("*/*.md")):
    page = pathlib.Path("site") / file.parent.name / file.name / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    text = file.read_text("utf-8") + "</html>"
    if {once} and page.exists():
        continue
    page.write_text(text, "utf-8")
all = "".join(page.read_text("utf-8") for page in pathlib.Path("site").glob("*/*/index.html"))
pathlib.Path("site/index.html").write_text(all, "utf-8")
"""
SERVE = """
import functools, http.server, subprocess, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        subprocess.run([sys.executable, "build.py"], check=True)
        super().do_GET()
handler = functools.partial(Handler, directory="site")
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), handler).serve_forever()
"""
LIMITS = Limits(seconds=60, memory_mb=1000)


class Copier(Peer):
    """A generator in twenty lines; it renders at each request."""

    name = "copier"
    label = "Copier"
    listing = ""
    once = False

    def install(self) -> str:
        return "0"

    def write_frame(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "build.py").write_text(BUILD.format(once=self.once), "utf-8")
        (folder / "serve.py").write_text(SERVE, "utf-8")

    def address(self, post: Post) -> str:
        return f"{post.slug}/{post.file_name}/"

    def build_command(self) -> list[str]:
        return [sys.executable, "build.py"]

    def serve_command(self, port: int) -> list[str]:
        return [sys.executable, "serve.py", str(port)]


class Stale(Copier):
    """A generator that never renders a page twice."""

    name = "stale"
    once = True


class Broken(Copier):
    """A generator that fails."""

    name = "broken"

    def build_command(self) -> list[str]:
        return [sys.executable, "-c", "raise SystemExit('out of order')"]


@pytest.fixture(autouse=True)
def _short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.build.serve.IDLE", 0.2)


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    return write_posts(6)


def test_a_repetition_has_all_rows_and_what_they_took(tmp_path: Path, posts: list[Post]) -> None:
    site = Site.write(Copier(), tmp_path / "site", posts)
    measured = list(site.repetition(0, tuple(ROWS), LIMITS))
    assert [own.row for own in measured] == list(ROWS)
    assert [own.problem for own in measured] == [""] * len(ROWS)
    assert all(own.wall > 0 and own.peak_mb > 0 for own in measured)
    assert measured[0].files == len(posts) + 1
    assert measured[0].output_mb > 2 * 3e-3 * len(posts)


def test_the_rows_that_are_asked_for_follow_a_cold_build(tmp_path: Path, posts: list[Post]) -> None:
    site = Site.write(Copier(), tmp_path / "site", posts)
    assert [own.row for own in site.repetition(0, ("retitle",), LIMITS)] == ["cold", "retitle"]


def test_a_cold_build_finds_no_output_and_no_cache(tmp_path: Path, posts: list[Post]) -> None:
    site = Site.write(Copier(), tmp_path / "site", posts)
    for name in ("site", ".cache"):
        (site.folder / name).mkdir()
        (site.folder / name / "old").touch()
    next(site.repetition(0, ("cold",), LIMITS))
    assert not (site.folder / "site/old").exists()
    assert not (site.folder / ".cache").exists()


def test_a_site_that_does_not_show_the_edit_is_a_problem(tmp_path: Path, posts: list[Post]) -> None:
    measured = list(Site.write(Stale(), tmp_path / "site", posts).repetition(0, tuple(ROWS), LIMITS))
    assert [own.row for own in measured] == ["cold", "unchanged", "edit"]
    assert measured[-1].problem.endswith("index.html is not up to date")


def test_peers_take_turns_and_one_that_fails_is_left_out_of_what_follows() -> None:
    rows = ("cold", "unchanged")
    measured = list(of_size(6, [Broken(), Copier()], rows, 2, LIMITS))
    told = [(own.peer, own.row, own.repetition) for own in measured]
    assert told == [
        ("broken", "cold", 0),
        ("copier", "cold", 0),
        ("copier", "unchanged", 0),
        ("copier", "cold", 1),
        ("copier", "unchanged", 1),
    ]
    assert "out of order" in measured[0].problem


def test_runs_are_taken_one_measurement_at_a_time() -> None:
    def run(peer: str, rows: int) -> list[Measurement]:
        return [Measurement(1, peer, "cold", row) for row in range(rows)]

    taken = in_turns([iter(run("a", 3)), iter(run("b", 1)), iter(run("c", 2))])
    assert "".join(own.peer for own in taken) == "abcaca"


def test_a_page_that_never_shows_the_edit_is_a_problem_and_no_endless_wait(
    tmp_path: Path, posts: list[Post]
) -> None:
    site = Site.write(Copier(), tmp_path / "site", posts)
    next(site.repetition(0, ("cold",), LIMITS))
    with serving(site.peer, site.folder, LIMITS) as server:
        server.wait_for("", "</html>")
        with pytest.raises(Failed, match="/ does not show 'never'"):
            Server(server.tree, server.port, 0.5).wait_for("", "never")


def test_a_server_that_ends_is_a_problem_and_no_endless_wait(tmp_path: Path, posts: list[Post]) -> None:
    class Gone(Copier):
        def serve_command(self, port: int) -> list[str]:
            return [sys.executable, "-c", "raise SystemExit('port taken')"]

    site = Site.write(Gone(), tmp_path / "site", posts)
    with (
        pytest.raises(Failed, match="port taken"),
        serving(site.peer, site.folder, LIMITS) as server,
    ):
        server.wait_for("", "</html>")
