"""The site folder after a build, whichever way the commit goes."""

import os
import stat
from pathlib import Path

import pytest

from support.site_folders import build, identities, put_all, tree
from techdigest.incremental.digests import digest_bytes
from techdigest.incremental.outputs import Changes, Outputs


@pytest.fixture(params=[False, True], ids=["exchange", "in place"])
def in_place(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def unwanted() -> bytes:
    raise AssertionError("the site has this file")


def test_the_first_build_makes_the_site_and_leaves_nothing_beside_it(tmp_path: Path, in_place: bool) -> None:
    files = {"index.html": b"home", "a/index.html": b"a", "a/b/c.txt": b"c"}
    assert build(tmp_path, files, in_place=in_place) == Changes(tuple(sorted(files)), (), 0)
    assert tree(tmp_path / "site") == files
    assert {path.name for path in tmp_path.iterdir()} == {"site", "records"}
    assert not [path for path in (tmp_path / "records").iterdir() if "staging" in path.name]


def test_unchanged_files_keep_inode_and_time_and_the_others_follow_the_build(
    tmp_path: Path, in_place: bool
) -> None:
    site = tmp_path / "site"
    build(tmp_path, {"same/x": b"1", "changed": b"1", "gone/deep/y": b"1"}, in_place=in_place)
    for round_ in range(3):
        before = identities(site)
        files = {"same/x": b"1", "changed": b"2%d" % round_, f"new/{round_}": b"n"}
        changes = build(tmp_path, files, in_place=in_place)
        assert changes.written == ("changed", f"new/{round_}")
        assert changes.unchanged == 1
        assert tree(site) == files
        assert identities(site)["same/x"] == before["same/x"]
        assert identities(site)["changed"] != before["changed"]


def test_nothing_changed_touches_nothing_not_even_the_folder_and_reads_nothing(
    tmp_path: Path, in_place: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"index.html": b"home", "a/b": b"b"}
    site = tmp_path / "site"
    build(tmp_path, files, in_place=in_place)
    for path in site.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    _wait_until_settled(site)
    build(tmp_path, files, in_place=in_place)  # settled files are recorded
    status = [path.lstat() for path in (site, *sorted(site.rglob("*")))]

    def fail(*_: object) -> bytes:
        raise AssertionError("a file was read")

    monkeypatch.setattr("techdigest.incremental.outputs.known.content_digest", fail)
    outputs = Outputs.open(site, tmp_path / "records", in_place=in_place)
    for dest, content in files.items():
        outputs.put(dest, digest_bytes(content), unwanted)
    assert outputs.commit() == Changes((), (), 2)
    after = [path.lstat() for path in (site, *sorted(site.rglob("*")))]
    assert [(s.st_ino, s.st_mtime_ns) for s in after] == [(s.st_ino, s.st_mtime_ns) for s in status]
    files_only = [s.st_ctime_ns for s in after if not stat.S_ISDIR(s.st_mode)]
    assert files_only == [s.st_ctime_ns for s in status if not stat.S_ISDIR(s.st_mode)]


def _wait_until_settled(folder: Path) -> None:
    newest = max(path.lstat().st_ctime_ns for path in folder.rglob("*"))
    probe = folder.parent / "probe"
    while True:
        probe.write_bytes(b"")
        if probe.lstat().st_ctime_ns > newest + 30_000_000:
            probe.unlink()
            return


def test_a_file_changed_by_hand_is_made_again_even_with_size_and_time_kept(
    tmp_path: Path, in_place: bool
) -> None:
    files = {"a": b"right", "b": b"other"}
    for _ in range(2):
        build(tmp_path, files, in_place=in_place)
    path = tmp_path / "site" / "a"
    status = path.stat()
    path.write_bytes(b"wrong")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert build(tmp_path, files, in_place=in_place).written == ("a",)
    assert tree(tmp_path / "site") == files


def test_files_and_folders_that_nobody_made_go(tmp_path: Path, in_place: bool) -> None:
    site = tmp_path / "site"
    (site / "old" / "empty").mkdir(parents=True)
    (site / "old" / "page.html").write_bytes(b"old")
    (site / "link").symlink_to("/")
    changes = build(tmp_path, {"index.html": b"1"}, in_place=in_place)
    assert changes.removed == ("link", "old/page.html")
    assert tree(site) == {"index.html": b"1"}
    (site / "empty").mkdir()
    assert build(tmp_path, {"index.html": b"1"}, in_place=in_place) == Changes((), (), 1)
    assert tree(site) == {"index.html": b"1"}


def test_a_site_that_another_tool_built_is_compared_by_content(tmp_path: Path, in_place: bool) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "same").write_bytes(b"1")
    (site / "differs").write_bytes(b"1")
    before = identities(site)
    assert build(tmp_path, {"same": b"1", "differs": b"2"}, in_place=in_place).written == ("differs",)
    assert identities(site)["same"] == before["same"]


@pytest.mark.parametrize("damage", [b"", b"{}\n{}", b"no json\n[", b"\xff\xfe\n", b"[]\n[]"])
def test_a_damaged_manifest_is_told_and_harmless(tmp_path: Path, damage: bytes) -> None:
    files = {"a": b"1", "b/c": b"2"}
    build(tmp_path, files)
    (manifest,) = (tmp_path / "records").glob("outputs-*.json")
    manifest.write_bytes(damage)
    before = identities(tmp_path / "site")
    notices: list[str] = []
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records", notice=notices.append)
    put_all(outputs, files)
    assert outputs.commit() == Changes((), (), 2)
    assert identities(tmp_path / "site") == before
    assert len(notices) == 1
    assert "damaged" in notices[0]


def test_records_that_lie_are_found_out_by_the_checksum(tmp_path: Path) -> None:
    build(tmp_path, {"a": b"1"})
    (manifest,) = (tmp_path / "records").glob("outputs-*.json")
    wrong = manifest.read_bytes().replace(
        digest_bytes(b"1").hex().encode(), digest_bytes(b"2").hex().encode()
    )
    manifest.write_bytes(wrong)
    notices: list[str] = []
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records", notice=notices.append)
    put_all(outputs, {"a": b"2"})
    assert outputs.commit().written == ("a",)
    assert notices


def test_a_folder_becomes_a_file_and_a_file_a_folder(tmp_path: Path, in_place: bool) -> None:
    one = {"a/b/c": b"1", "d": b"2", "same": b"3"}
    other = {"a": b"4", "d/e/f": b"5", "same": b"3"}
    for files in (one, other, one, {"a/b": b"6"}, one):
        build(tmp_path, files, in_place=in_place)
        assert tree(tmp_path / "site") == files


def test_a_file_and_a_folder_of_one_name_are_refused_and_the_site_stays(
    tmp_path: Path, in_place: bool
) -> None:
    build(tmp_path, {"a": b"1"}, in_place=in_place)
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records", in_place=in_place)
    put_all(outputs, {"a": b"1", "a/b": b"2"})
    with pytest.raises(FileExistsError, match="a: this build made a file and a folder"):
        outputs.commit()
    outputs.abandon()
    assert tree(tmp_path / "site") == {"a": b"1"}


def test_the_last_of_several_puts_counts(tmp_path: Path, in_place: bool) -> None:
    build(tmp_path, {"a": b"old", "b": b"old", "c": b"old"}, in_place=in_place)
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records", in_place=in_place)
    put_all(outputs, {"a": b"new", "b": b"old", "c": b"new"})
    put_all(outputs, {"a": b"old", "b": b"new", "c": b"newer"})
    assert outputs.commit().written == ("b", "c")
    assert tree(tmp_path / "site") == {"a": b"old", "b": b"new", "c": b"newer"}


def test_copies_take_content_but_not_the_mode_of_their_source(tmp_path: Path, in_place: bool) -> None:
    source = tmp_path / "picture.png"
    source.write_bytes(b"png")
    source.chmod(0o600)
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records", in_place=in_place)
    outputs.copy("img/picture.png", source, digest_bytes(b"png"))
    put_all(outputs, {"page": b"1"})
    outputs.commit()
    copy, page = tmp_path / "site" / "img" / "picture.png", tmp_path / "site" / "page"
    assert copy.read_bytes() == b"png"
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    assert copy.stat().st_mode == page.stat().st_mode == plain.stat().st_mode


def test_the_site_keeps_its_mode_and_new_folders_have_that_of_the_umask(
    tmp_path: Path, in_place: bool
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    site.chmod(0o750)
    build(tmp_path, {"a/b": b"1"}, in_place=in_place)
    build(tmp_path, {"a/b": b"2"}, in_place=in_place)
    plain = tmp_path / "plain"
    plain.mkdir()
    assert stat.S_IMODE(site.stat().st_mode) == 0o750
    assert (site / "a").stat().st_mode == plain.stat().st_mode


def test_an_abandoned_build_changes_nothing(tmp_path: Path, in_place: bool) -> None:
    build(tmp_path, {"a": b"1"}, in_place=in_place)
    before = (tmp_path / "site").stat().st_mtime_ns
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records", in_place=in_place)
    put_all(outputs, {"a": b"2", "b": b"3"})
    outputs.abandon()
    assert tree(tmp_path / "site") == {"a": b"1"}
    assert (tmp_path / "site").stat().st_mtime_ns == before


def test_what_is_kept_of_a_site_goes_with_it(tmp_path: Path) -> None:
    for text in (b"1", b"2"):
        outputs = Outputs.open(tmp_path / "served", tmp_path / "records")
        put_all(outputs, {"a": text})
        outputs.commit()
    served = set((tmp_path / "records").iterdir())
    assert len(served) == 3, "manifest, lock and spare tree"
    (tmp_path / "served").rename(tmp_path / "elsewhere")
    build(tmp_path, {"a": b"1"})
    assert served.isdisjoint((tmp_path / "records").iterdir())


def test_a_site_removed_by_hand_comes_back_whole(tmp_path: Path, in_place: bool) -> None:
    files = {"a": b"1", "b/c": b"2"}
    for text in (b"1", b"2"):
        build(tmp_path, files | {"x": text}, in_place=in_place)
    (tmp_path / "site").rename(tmp_path / "away")
    build(tmp_path, files, in_place=in_place)
    assert tree(tmp_path / "site") == files


def test_what_the_site_no_longer_has_is_kept_nowhere_else(tmp_path: Path) -> None:
    build(tmp_path, {"a": b"1", "private": b"secret"})
    build(tmp_path, {"a": b"secret"})
    build(tmp_path, {"a": b"1"})
    spare = [path for path in (tmp_path / "records").rglob("*") if path.is_file()]
    assert not [path for path in spare if b"secret" in path.read_bytes()]


def test_files_that_moved_keep_inode_and_time(tmp_path: Path, in_place: bool) -> None:
    site = tmp_path / "site"
    files = {f"{number % 3}.bin": b"%d" % number for number in range(3)}
    build(
        tmp_path, {"index.html": b"home"} | {f"old/{name}": files[name] for name in files}, in_place=in_place
    )
    for name, then in (("new", "old"), ("newer", "new"), ("old", "newer")):
        before = identities(site)
        files["0.bin"] = name.encode()
        changes = build(
            tmp_path,
            {"index.html": b"home"} | {f"{name}/{file}": files[file] for file in files},
            in_place=in_place,
        )
        assert changes.written == tuple(f"{name}/{file}" for file in files)
        assert tree(site) == {"index.html": b"home"} | {f"{name}/{file}": files[file] for file in files}
        for file in ("1.bin", "2.bin"):
            assert identities(site)[f"{name}/{file}"] == before[f"{then}/{file}"]


def test_what_moved_is_written_if_the_site_loses_it_meanwhile(tmp_path: Path, in_place: bool) -> None:
    build(tmp_path, {"old": b"1"}, in_place=in_place)
    outputs = Outputs.open(tmp_path / "site", tmp_path / "records", in_place=in_place)
    put_all(outputs, {"new": b"1"})
    (tmp_path / "site/old").unlink()
    outputs.commit()
    assert tree(tmp_path / "site") == {"new": b"1"}


def test_a_moved_folder_is_renamed_in_the_spare_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{number}.bin": b"%d" % number for number in range(9)}
    for name in ("first", "second"):
        build(tmp_path, {f"{name}/{file}": files[file] for file in files})

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a file was linked")

    monkeypatch.setattr(os, "link", fail)
    build(tmp_path, {f"third/{file}": files[file] for file in files})
    assert tree(tmp_path / "site") == {f"third/{file}": files[file] for file in files}
