"""Names that are no files of a site, entries of others in the folder, places that cannot be exchanged."""

import os
from pathlib import Path

import pytest

from support.site_folders import build, identities, put_all, tree
from techdigest.incremental.digests import digest_bytes
from techdigest.incremental.outputs import Changes, Outputs, spare


@pytest.fixture(params=[False, True], ids=["exchange", "in place"])
def in_place(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.mark.parametrize("dest", ["", "/", ".", "..", "../a", "a/../../b", "a/..", "/etc/x", "a\0b", "a/"])
def test_names_that_are_no_files_inside_the_site_are_refused(tmp_path: Path, dest: str) -> None:
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records")
    with pytest.raises(ValueError, match="no file of a site"):
        outputs.put(dest, digest_bytes(b""), lambda: b"")
    with pytest.raises(ValueError, match="no file of a site"):
        outputs.copy(dest, Path(__file__), digest_bytes(b""))
    outputs.abandon()


def test_names_of_all_scripts_and_of_the_greatest_length(tmp_path: Path, in_place: bool) -> None:
    files = {
        "笔记/你好 世界.html": b"1",
        "n" * 255: b"2",
        "é": b"3",
        "e\u0301": b"4",
        "a\nb": b"5",
        "😀/x": b"6",
    }
    for text in (b"", b"!"):
        files = {dest: content + text for dest, content in files.items()}
        build(tmp_path, files, in_place=in_place)
        assert tree(tmp_path / "site") == files
    assert build(tmp_path, files, in_place=in_place) == Changes((), (), len(files))


def test_a_name_that_is_too_long_is_an_error_of_the_system_and_the_site_stays(tmp_path: Path) -> None:
    build(tmp_path, {"a": b"1"})
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records")
    with pytest.raises(OSError, match="too long"):
        put_all(outputs, {"n" * 256: b"2"})
    put_all(outputs, {"n" * 256: b"1"})
    with pytest.raises(OSError, match="too long"):
        outputs.commit()
    outputs.abandon()
    assert tree(tmp_path / "site") == {"a": b"1"}


def test_hidden_entries_of_others_stay_and_those_of_a_build_go_with_their_source(
    tmp_path: Path, in_place: bool
) -> None:
    site = tmp_path / "site"
    (site / ".git" / "refs" / "tags").mkdir(parents=True)
    (site / ".git" / "HEAD").write_bytes(b"ref")
    foreign = {".git/HEAD": b"ref", ".git/refs/tags/": b""}
    for files in (
        {"a": b"1", ".nojekyll": b"", ".well-known/x": b"1"},
        {"a": b"1", ".well-known/y": b"1"},
        {},
    ):
        build(tmp_path, files, in_place=in_place)
        assert tree(site) == files | foreign


def test_hidden_entries_of_others_beside_ours_stay(tmp_path: Path, in_place: bool) -> None:
    build(tmp_path, {".well-known/ours": b"1"}, in_place=in_place)
    (tmp_path / "site" / ".well-known" / "theirs").write_bytes(b"2")
    build(tmp_path, {"a": b"1"}, in_place=in_place)
    assert tree(tmp_path / "site") == {"a": b"1", ".well-known/theirs": b"2"}


def test_hidden_files_below_the_top_are_as_any_other(tmp_path: Path, in_place: bool) -> None:
    build(tmp_path, {"a/.b": b"1", "a/c": b"1"}, in_place=in_place)
    (tmp_path / "site" / "a" / ".d").write_bytes(b"2")
    build(tmp_path, {"a/c": b"1"}, in_place=in_place)
    assert tree(tmp_path / "site") == {"a/c": b"1"}


def test_no_symlink_in_the_site_leads_a_build_outside(tmp_path: Path, in_place: bool) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "page").write_bytes(b"1")
    build(tmp_path, {"a/page": b"1", "b": b"1"}, in_place=in_place)
    site = tmp_path / "site"
    (site / "a" / "page").unlink()
    (site / "a").rmdir()
    (site / "a").symlink_to(outside)
    (site / "b").unlink()
    (site / "b").symlink_to(outside / "page")
    build(tmp_path, {"a/page": b"1", "b": b"2"}, in_place=in_place)
    assert tree(site) == {"a/page": b"1", "b": b"2"}
    assert tree(outside) == {"page": b"1"}


def test_a_named_pipe_in_the_site_does_not_stop_a_build(tmp_path: Path, in_place: bool) -> None:
    (tmp_path / "site").mkdir()
    os.mkfifo(tmp_path / "site" / "a")
    os.mkfifo(tmp_path / "site" / "b")
    build(tmp_path, {"a": b"1"}, in_place=in_place)
    assert tree(tmp_path / "site") == {"a": b"1"}


def test_a_site_that_is_a_symlink_stays_one(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "site").symlink_to("target")
    for files in ({"a": b"1", "b": b"1"}, {"a": b"1", "c/d": b"2"}):
        build(tmp_path, files)
        assert tree(tmp_path / "target") == files
    assert (tmp_path / "site").is_symlink()


def test_a_site_in_place_keeps_its_folder_and_an_exchanged_one_does_not(tmp_path: Path) -> None:
    build(tmp_path, {"a": b"1"})
    inode = (tmp_path / "site").stat().st_ino
    build(tmp_path, {"a": b"2"}, in_place=True)
    assert (tmp_path / "site").stat().st_ino == inode
    build(tmp_path, {"a": b"3"})
    assert (tmp_path / "site").stat().st_ino != inode


@pytest.mark.parametrize("what", ["os.link", "techdigest.incremental.outputs.spare.exchange"])
def test_without_links_or_exchange_the_site_is_changed_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(22, "not on this file system")

    build(tmp_path, {"a": b"1", "b/c": b"1", "d": b"1"})
    before = identities(tmp_path / "site")
    monkeypatch.setattr(what, refuse)
    for text in (b"2", b"3"):
        changes = build(tmp_path, {"a": b"1", "b/c": text, "e/f": text})
        assert "b/c" in changes.written
        assert tree(tmp_path / "site") == {"a": b"1", "b/c": text, "e/f": text}
        assert identities(tmp_path / "site")["a"] == before["a"]
    monkeypatch.undo()
    build(tmp_path, {"a": b"1", "d": b"4"})
    assert tree(tmp_path / "site") == {"a": b"1", "d": b"4"}


def test_a_folder_of_the_site_on_another_file_system_is_filled_by_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def across(self: Path, target: Path) -> Path:
        if self.parent != target.parent:
            raise OSError(18, "Invalid cross-device link")
        return replace(self, target)

    build(tmp_path, {"a/b": b"1", "c": b"1"}, in_place=True)
    monkeypatch.setattr(Path, "replace", across)
    for text in (b"2", b"3"):
        files = {"a/b": text, "new/deep/x": text, "new/deep/y": b"1"}
        build(tmp_path, files, in_place=True)
        assert tree(tmp_path / "site") == files


def test_records_that_cannot_be_made_cost_a_notice_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "records").write_bytes(b"a file is in the way")
    notices: list[str] = []
    for text in (b"1", b"2", b"2"):
        outputs = Outputs.open(tmp_path / "site", tmp_path / "records", notice=notices.append)
        put_all(outputs, {"a": text, "b/c": b"1"})
        outputs.commit()
        assert tree(tmp_path / "site") == {"a": text, "b/c": b"1"}
        assert {path.name for path in tmp_path.iterdir()} == {"site", "records"}
    assert notices


def test_the_spare_tree_is_believed_in_nothing(tmp_path: Path) -> None:
    build(tmp_path, {"a/b": b"1", "c": b"1", "x": b"0"})
    build(tmp_path, {"a/b": b"1", "c": b"1", "x": b"1"})
    (tree_,) = (tmp_path / "records").glob(".techdigest-spare-*")
    (tree_ / "a" / "b").unlink()
    (tree_ / "a" / "b").write_bytes(b"forged")
    (tree_ / "c").unlink()
    (tree_ / "c").mkdir()
    (tree_ / "d").mkdir()
    (tree_ / "d" / "extra").write_bytes(b"extra")
    files = {"a/b": b"1", "c": b"1", "x": b"2"}
    build(tmp_path, files)
    assert tree(tmp_path / "site") == files


def test_a_commit_that_fails_at_the_exchange_leaves_staging_for_the_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, {"a": b"1"})

    def refuse(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(spare, "exchange", refuse)
    build(tmp_path, {"a": b"2", "new/x": b"2", "new/y/z": b"2"})
    assert tree(tmp_path / "site") == {"a": b"2", "new/x": b"2", "new/y/z": b"2"}
