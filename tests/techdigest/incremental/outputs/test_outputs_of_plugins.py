"""Plugins write into staging themselves, and read or change what lies there."""

from pathlib import Path

import pytest

from support.site_folders import build, identities, put_all, tree
from techdigest.incremental.outputs import Changes, Outputs


@pytest.fixture(params=[False, True], ids=["exchange", "in place"])
def in_place(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def opened(root: Path, *, in_place: bool, complete: bool = False) -> Outputs:
    return Outputs.open(root / "site", root / "records", in_place=in_place, complete=complete)


def test_what_a_plugin_writes_into_staging_is_an_output_that_equal_content_leaves_alone(
    tmp_path: Path, in_place: bool
) -> None:
    before: dict[str, tuple[int, int]] = {}
    for round_ in range(3):
        outputs = opened(tmp_path, in_place=in_place)
        put_all(outputs, {"page": b"1"})
        (outputs.staging / "feeds").mkdir()
        (outputs.staging / "feeds" / "rss.xml").write_bytes(b"feed")
        (outputs.staging / "empty").mkdir()
        changes = outputs.commit()
        assert tree(tmp_path / "site") == {"page": b"1", "feeds/rss.xml": b"feed"}
        if round_:
            assert changes == Changes((), (), 2)
            assert identities(tmp_path / "site") == before
        before = identities(tmp_path / "site")
    assert build(tmp_path, {"page": b"1"}, in_place=in_place).removed == ("feeds/rss.xml",)


def test_a_plugin_that_changes_a_file_of_the_build_has_the_last_word(tmp_path: Path, in_place: bool) -> None:
    outputs = opened(tmp_path, in_place=in_place)
    put_all(outputs, {"a": b"1234", "b": b"1"})
    (outputs.staging / "a").write_bytes(b"4321")  # the same size, within the same tick of the clock
    (outputs.staging / "b").unlink()
    outputs.commit()
    assert tree(tmp_path / "site") == {"a": b"4321"}


def test_staging_can_be_complete_and_what_is_done_to_it_never_reaches_the_old_site(
    tmp_path: Path, in_place: bool
) -> None:
    build(tmp_path, {"a": b"1111", "b/c": b"2", "old": b"3", "d": b"4"}, in_place=in_place)
    before = identities(tmp_path / "site")
    outputs = opened(tmp_path, in_place=in_place, complete=True)
    put_all(outputs, {"a": b"1111", "b/c": b"2", "new": b"5", "d": b"4"})
    assert tree(outputs.staging) == {"a": b"1111", "b/c": b"2", "new": b"5", "d": b"4"}
    (outputs.staging / "a").write_bytes(b"9999")
    (outputs.staging / "d").unlink()
    assert tree(tmp_path / "site") == {"a": b"1111", "b/c": b"2", "old": b"3", "d": b"4"}
    changes = outputs.commit()
    assert changes == Changes(("a", "new"), ("d", "old"), 1)
    assert tree(tmp_path / "site") == {"a": b"9999", "b/c": b"2", "new": b"5"}
    assert identities(tmp_path / "site")["b/c"] == before["b/c"]


def test_a_complete_build_that_changes_nothing_touches_nothing(tmp_path: Path, in_place: bool) -> None:
    build(tmp_path, {"a": b"1", "b/c": b"2"}, in_place=in_place)
    before, changed = identities(tmp_path / "site"), (tmp_path / "site").stat().st_mtime_ns
    assert build(tmp_path, {"a": b"1", "b/c": b"2"}, in_place=in_place, complete=True) == Changes((), (), 2)
    assert identities(tmp_path / "site") == before
    assert (tmp_path / "site").stat().st_mtime_ns == changed


def test_a_symlink_of_a_plugin_is_published_as_it_is_and_never_written_through(
    tmp_path: Path, in_place: bool
) -> None:
    (tmp_path / "outside").write_bytes(b"precious")
    (tmp_path / "folder").mkdir()
    for round_ in range(2):
        outputs = opened(tmp_path, in_place=in_place)
        (outputs.staging / "latest").symlink_to("page")
        (outputs.staging / "page").symlink_to(tmp_path / "outside")
        (outputs.staging / "way").symlink_to(tmp_path / "folder")
        put_all(outputs, {"page": b"1"})
        with pytest.raises(NotADirectoryError):
            put_all(outputs, {"way/out": b"2"})
        (outputs.staging / "way").unlink()
        assert outputs.commit().unchanged == 2 * round_
        assert tree(tmp_path / "site") == {"latest": b"-> page", "page": b"1"}
    assert (tmp_path / "outside").read_bytes() == b"precious"
    assert not any((tmp_path / "folder").iterdir())


def test_a_plugin_that_takes_away_a_folder_of_staging_does_not_stop_the_build(
    tmp_path: Path, in_place: bool
) -> None:
    outputs = opened(tmp_path, in_place=in_place)
    put_all(outputs, {"a/b": b"1"})
    (outputs.staging / "a" / "b").unlink()
    (outputs.staging / "a").rmdir()
    put_all(outputs, {"a/c": b"2"})
    outputs.commit()
    assert tree(tmp_path / "site") == {"a/c": b"2"}
