"""Whatever an editor does to a file is noticed, and nothing else is."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techdigest.mkdocs_build.serve.watching import FORCE_POLLING, Scope, Watcher, inotify, mounts, polling
from techdigest.mkdocs_build.serve.watching.observer import Observed

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


class Heard:
    """Paths that were reported, and waiting for them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._paths: set[Path] = set()
        self._more = threading.Condition()

    def __call__(self, paths: Iterable[Path]) -> None:
        with self._more:
            self._paths.update(paths)
            self._more.notify_all()

    def after(self, change: Callable[[], object], *awaited: str) -> set[str]:
        """Change something, wait until the awaited paths were reported, and return all that were."""
        with self._more:
            self._paths.clear()
        change()
        wanted = {self._root / path for path in awaited}
        with self._more:
            came = self._more.wait_for(lambda: wanted <= self._paths, 10)
            assert came, f"of {wanted} only {self._paths} were reported"
            return {os.path.relpath(path, self._root) for path in self._paths}


@pytest.fixture(params=[pytest.param("inotify", marks=on_linux), "polling"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(polling, "INTERVAL", 0.02)
    monkeypatch.setenv(FORCE_POLLING, "1" if request.param == "polling" else "0")
    return str(request.param)


@contextmanager
def watching(
    root: Path, *roots: Path, ignored: Iterable[Path] = (), follows_links: bool = False
) -> Iterator[Heard]:
    scope = Scope(tuple(map(str, roots or (root,))), frozenset(map(str, ignored)), follows_links)
    watcher = Watcher(scope, heard := Heard(root))
    watcher.start()
    try:
        yield heard
    finally:
        watcher.stop()


@contextmanager
def observing(root: Path, *roots: Path, follows_links: bool = False) -> Iterator[Heard]:
    scope = Scope(tuple(map(str, roots)), follows_links=follows_links)
    heard = Heard(root)
    observed = Observed(scope, lambda paths: heard(scope.relevant(paths)))
    observed.start()
    try:
        yield heard
    finally:
        observed.stop()


def write(path: Path, text: str = "text") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def replace(path: Path, text: str, beside: str) -> None:
    """Save as many editors do: write beside, then rename."""
    write(path.with_name(beside), text)
    path.with_name(beside).replace(path)


def test_the_way_of_watching_is_the_systems_unless_polling_is_asked_for(tmp_path: Path, way: str) -> None:
    watcher = Watcher(Scope((str(tmp_path),)), lambda paths: None)
    watcher.start()
    assert watcher.is_polling == (way == "polling")
    watcher.stop()


@pytest.mark.usefixtures("way")
def test_files_written_replaced_removed_and_renamed_are_noticed(tmp_path: Path) -> None:
    note = tmp_path / "notes" / "笔记.md"
    write(note)
    with watching(tmp_path) as heard:
        heard.after(lambda: note.write_text("longer text"), "notes/笔记.md")
        heard.after(lambda: replace(note, "other text", ".笔记.md.swp"), "notes/笔记.md")
        heard.after(lambda: note.rename(tmp_path / "b.md"), "notes/笔记.md", "b.md")
        heard.after((tmp_path / "b.md").unlink, "b.md")


@pytest.mark.usefixtures("way")
def test_new_folders_are_watched_with_what_they_hold_already(tmp_path: Path) -> None:
    write(tmp_path / "outside" / "deep" / "a.md")
    docs = tmp_path / "docs"
    docs.mkdir()
    with watching(tmp_path, docs) as heard:
        heard.after(lambda: write(docs / "one" / "two" / "b.md"), "docs/one/two/b.md")
        heard.after(lambda: (tmp_path / "outside").rename(docs / "in"), "docs/in/deep/a.md")
        heard.after(lambda: write(docs / "in" / "deep" / "a.md", "longer text"), "docs/in/deep/a.md")
        heard.after(lambda: (docs / "in").rename(docs / "moved"), "docs/moved/deep/a.md")
        found = heard.after(lambda: write(docs / "moved" / "deep" / "a.md", "x"), "docs/moved/deep/a.md")
        assert not any(path.startswith("docs/in") for path in found)


@pytest.mark.usefixtures("way")
def test_a_watched_folder_that_is_replaced_is_watched_still(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write(docs / "a" / "a.md")
    with watching(tmp_path, docs) as heard:
        docs.rename(tmp_path / "old")
        heard.after(lambda: shutil.copytree(tmp_path / "old", docs), "docs")
        heard.after(lambda: write(docs / "a" / "a.md", "longer text"), "docs/a/a.md")


@pytest.mark.usefixtures("way")
def test_of_a_watched_file_neighbours_do_not_count(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    write(config)
    with watching(tmp_path, config) as heard:
        write(tmp_path / "other.yml")
        assert heard.after(lambda: replace(config, "other", "mkdocs.yml.new"), "mkdocs.yml") == {"mkdocs.yml"}


@pytest.mark.usefixtures("way")
def test_a_watched_file_that_comes_later_is_noticed(tmp_path: Path) -> None:
    with watching(tmp_path, tmp_path / "mkdocs.yml") as heard:
        heard.after(lambda: write(tmp_path / "mkdocs.yml"), "mkdocs.yml")


@pytest.mark.usefixtures("way")
def test_what_a_link_to_a_file_leads_to_is_watched(tmp_path: Path) -> None:
    target, docs = tmp_path / "elsewhere" / "a.md", tmp_path / "docs"
    write(target)
    docs.mkdir()
    (docs / "link.md").symlink_to(target)
    with watching(tmp_path, docs) as heard:
        heard.after(lambda: target.write_text("longer text"), "docs/link.md")
        heard.after(lambda: (docs / "late.md").symlink_to(target), "docs/late.md")
        heard.after(lambda: replace(target, "other", "a.md.new"), "docs/link.md", "docs/late.md")


@pytest.mark.timeout(30)
@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("follows_links", [False, True])
def test_links_that_loop_end(tmp_path: Path, follows_links: bool) -> None:
    deep = tmp_path / "deep"
    deep.mkdir()
    for name in ("one", "two"):
        (deep / name).symlink_to(".")
    (deep / "self").symlink_to("self")
    with watching(tmp_path, follows_links=follows_links) as heard:
        heard.after(lambda: write(deep / "a.md"), "deep/a.md")


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("follows_links", [False, True])
def test_linked_folders_are_entered_where_the_site_does(tmp_path: Path, follows_links: bool) -> None:
    docs, target = tmp_path / "docs", tmp_path / "elsewhere"
    docs.mkdir()
    target.mkdir()
    (docs / "link").symlink_to(target)
    with watching(tmp_path, docs, follows_links=follows_links) as heard:
        write(target / "a.md")
        awaited = ["docs/link/a.md"] * follows_links
        found = heard.after(lambda: write(docs / "end.md"), "docs/end.md") | heard.after(
            lambda: write(target / "a.md", "longer text"), *awaited
        )
        assert ("docs/link/a.md" in found) == follows_links


@pytest.mark.usefixtures("way")
def test_what_tools_leave_and_what_is_ignored_does_not_count(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    write(tmp_path / ".git" / "index")
    with watching(tmp_path, ignored=[site, tmp_path / ".cache"]) as heard:
        for noise in (".a.md.swp", "4913", "a.md~", ".#a.md", "#a.md#", "sedAbC123", "a.md.tmp", ".DS_Store"):
            write(tmp_path / noise)
        for quiet in (
            "site/a/index.html",
            ".cache/techdigest/store.sqlite3",
            ".git/index",
            "x/__pycache__/h.pyc",
        ):
            write(tmp_path / quiet, "longer text")
        found = heard.after(lambda: write(tmp_path / "end.md"), "end.md")
    assert found <= {"end.md", "x"}  # a folder may have come with files in it


@on_linux
def test_reading_is_not_a_change(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    with watching(tmp_path) as heard:
        (tmp_path / "a.md").read_text()
        assert heard.after(lambda: write(tmp_path / "b.md"), "b.md") == {"b.md"}


@on_linux
def test_a_file_is_not_reported_while_it_is_being_written(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    with watching(tmp_path) as heard, (tmp_path / "a.md").open("w") as file:
        file.write("half")
        file.flush()
        assert heard.after(lambda: write(tmp_path / "b.md"), "b.md") == {"b.md"}
        file.write(" and half")
        heard.after(file.close, "a.md")


@on_linux
@pytest.mark.parametrize("late", [False, True])
def test_without_watches_left_files_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    def refuse(self: inotify.Inotify, folder: str) -> int:
        if not late or folder.endswith("new"):
            raise OSError(errno.ENOSPC, "no watches left")
        return add(self, folder)

    add = inotify.Inotify._add
    monkeypatch.setattr(inotify.Inotify, "_add", refuse)
    monkeypatch.setattr(polling, "INTERVAL", 0.02)
    with watching(tmp_path) as heard:
        heard.after(lambda: write(tmp_path / "new" / "a.md"), "new/a.md" if not late else ".")
        heard.after(lambda: write(tmp_path / "new" / "a.md", "longer text"), "new/a.md")


NAMES = st.sampled_from(["a", "b", "a/c", "b/c", "a/c/d", "e.md", "a/e.md", "b/c/e.md"])
DOINGS = st.tuples(st.sampled_from(["write", "folder", "move", "remove", "link"]), NAMES, NAMES)


@on_linux
@settings(max_examples=25)
@given(st.lists(DOINGS, max_size=12))
def test_after_any_doings_each_file_is_watched_by_its_present_name(
    doings: list[tuple[str, str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "docs"
        root.mkdir()
        with watching(root) as heard:
            for kind, one, other in doings:
                with suppress(OSError):  # what cannot be done is no doing
                    do(kind, root / one, root / other)
            for file in [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]:
                name = file.relative_to(root).as_posix()
                heard.after(partial(file.write_text, "longer text"), name)


def do(kind: str, one: Path, other: Path) -> None:
    """Change something in a tree of files."""
    match kind:
        case "write":
            one.write_text("text")
        case "folder":
            one.mkdir(parents=True)
        case "move":
            one.rename(other)
        case "link":
            one.symlink_to(other)
        case "remove" if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one)
        case "remove":
            one.unlink()


@on_linux
def test_after_lost_events_everything_may_have_changed(tmp_path: Path) -> None:
    reported: list[str] = []
    watcher = inotify.Inotify(Scope((str(tmp_path),)), reported.extend, lambda error: None)
    assert list(watcher._handle(-1, inotify._OVERFLOW, "")) == [str(tmp_path)]
    watcher._close()


@pytest.mark.parametrize("follows_links", [False, True])
def test_watchdogs_observer_tells_what_changed_and_nothing_beside_it(
    tmp_path: Path, follows_links: bool
) -> None:
    docs, config, target = tmp_path / "docs", tmp_path / "mkdocs.yml", tmp_path / "elsewhere"
    for folder in (docs, target):
        folder.mkdir()
    (docs / "link").symlink_to(target)
    with observing(tmp_path, docs, config, follows_links=follows_links) as heard:
        heard.after(lambda: write(docs / "new" / "a.md"), "docs/new/a.md")
        write(tmp_path / "other.yml")
        write(target / "a.md")
        awaited = ["mkdocs.yml"] + ["docs/link/a.md"] * follows_links

        def change() -> None:
            write(config)
            write(target / "a.md", "longer text")

        found = heard.after(change, *awaited)
    assert found - {"docs/new", "docs/new/a.md"} == set(awaited)


def test_watchdogs_observer_takes_reading_for_no_change(tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    with observing(tmp_path, tmp_path) as heard:
        (tmp_path / "a.md").read_text()
        assert heard.after(lambda: write(tmp_path / "b.md"), "b.md") == {"b.md"}


MOUNTS = r"""22 1 0:21 / / rw - ext4 /dev/vda rw
23 22 0:22 / /home/me/far\040away rw,relatime shared:7 - nfs4 server:/x rw
24 22 0:23 / /mnt/c rw - 9p drvfs rw
25 23 0:24 / /home/me/far\040away/near rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/home/me/docs", False),
        ("/home/me/far away/docs", True),
        ("/home/me/far away/near/docs", False),
        ("/mnt/c/Users", True),
        ("/mnt/cdrom", False),
    ],
)
def test_file_systems_of_other_machines_are_known(tmp_path: Path, path: str, remote: bool) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTS)
    assert mounts.is_remote(path, tmp_path / "mountinfo") == remote


def test_where_mounts_are_not_listed_none_is_remote(tmp_path: Path) -> None:
    assert not mounts.is_remote("/home", tmp_path / "missing")
