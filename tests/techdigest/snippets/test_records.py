from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from support.records import make_record
from techdigest.diagnostics import Diagnostic, Diagnostics
from techdigest.snippets import records as files
from techdigest.snippets.portable.canonical import canonical, digest, hash_of_record
from techdigest.snippets.record_model import BadRecord, pretty, verify
from techdigest.snippets.records import read_picture, read_records, write_record

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "content" / "records"


def put(folder: Path, data: bytes, name: str = "one/cpu.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def read(folder: Path) -> tuple[files.Records, list[Diagnostic]]:
    found = Diagnostics()
    return read_records(folder, found), list(found)


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def with_picture(target: str = "cpu", suffix: str = ".svg", data: bytes = SVG) -> dict[str, Any]:
    return make_record(target=target, result__plot=target + suffix, result__plot_hash=digest(data))


def test_what_is_written_is_read_again(folder: Path) -> None:
    write_record(folder, make_record("two", "nvidia-h100"), None)
    write_record(folder, with_picture(), SVG)
    write_record(folder, make_record("one", "kube"), None)
    records, found = read(folder)
    assert found == []
    assert {id: list(targets) for id, targets in records.items()} == {
        "one": ["cpu", "kube"],
        "two": ["nvidia-h100"],
    }
    record = records["one"]["cpu"]
    assert (record.snippet.id, record.target, record.result.metrics[0].median) == ("one", "cpu", 95.0)
    assert read_picture(folder, record) == SVG
    assert read_picture(folder, records["one"]["kube"]) is None


def test_a_missing_folder_holds_no_records(folder: Path) -> None:
    assert read(folder) == ({}, [])


def test_equal_records_are_equal_bytes_whatever_the_order_of_their_keys(folder: Path) -> None:
    record = make_record(environment__device="处理器")
    written = write_record(folder, record, None).read_bytes()
    backwards = dict(reversed(record.items()))
    again = write_record(folder, backwards, None, force=True).read_bytes()
    assert again == written == pretty(record)
    assert written.endswith(b"}\n")
    assert "处理器".encode() in written
    assert names_in(folder / "one") == ["cpu.json"]  # nothing temporary is left


def test_a_second_run_with_the_same_result_changes_nothing_unless_forced(folder: Path) -> None:
    first = write_record(folder, make_record(), None).read_bytes()
    later = make_record(run__date="2026-11-23T09:00:00Z", run__seconds=0.5)
    assert write_record(folder, later, None).read_bytes() == first
    assert write_record(folder, later, None, force=True).read_bytes() == pretty(later)


@pytest.mark.parametrize(
    "change",
    [
        {"snippet__hash": digest(b"other code")},
        {"run__size": "full"},
        {"result__status": "failed"},
        {"environment__packages": {"numpy": "2.5.0"}},
        {"environment__python": "3.12.0"},
        {"environment__driver": "580.65"},
    ],
)
def test_a_run_that_says_something_new_replaces_the_record(folder: Path, change: dict[str, Any]) -> None:
    write_record(folder, make_record(), None)
    new = make_record(**change)
    assert write_record(folder, new, None).read_bytes() == pretty(new)
    assert write_record(folder, make_record(), None).read_bytes() == pretty(make_record())


def test_a_failure_is_written_anew_each_time(folder: Path) -> None:
    write_record(folder, make_record(result__status="failed", result__message="one"), None)
    new = make_record(result__status="failed", result__message="another")
    assert write_record(folder, new, None).read_bytes() == pretty(new)


def test_a_record_that_was_tampered_with_is_replaced(folder: Path) -> None:
    path = write_record(folder, make_record(), None)
    path.write_bytes(path.read_bytes().replace(b"95.0", b"99.0"))
    assert write_record(folder, make_record(), None).read_bytes() == pretty(make_record())


def test_pictures_that_no_longer_belong_are_removed_and_others_stay(folder: Path) -> None:
    write_record(folder, with_picture(), SVG)
    write_record(folder, with_picture("kube"), SVG)
    write_record(folder, with_picture(suffix=".png", data=b"png"), b"png", force=True)
    assert names_in(folder / "one") == ["cpu.json", "cpu.png", "kube.json", "kube.svg"]
    write_record(folder, make_record(), None, force=True)
    assert names_in(folder / "one") == ["cpu.json", "kube.json", "kube.svg"]


def test_a_record_is_not_written_with_another_picture_than_it_names(folder: Path) -> None:
    for record, picture in [
        (with_picture(), b"another"),
        (with_picture(), None),
        (make_record(), SVG),
    ]:
        with pytest.raises(BadRecord, match="picture"):
            write_record(folder, record, picture)
    assert not folder.exists()


def test_a_record_is_not_written_through_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    folder.mkdir(parents=True)
    (folder / "one").symlink_to(tmp_path / "outside")
    with pytest.raises(BadRecord, match="symbolic link"):
        write_record(folder, make_record(), None)
    assert names_in(tmp_path / "outside") == []


def changed(**changes: Any) -> bytes:
    return pretty(make_record(**changes))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "record-json"),
        (b"{", "record-json"),
        (b"[]", "record-json"),
        (b"\xff\xfe{}", "record-json"),
        (b"[" * 100_000, "record-json"),
        (b'{"schema": 1, "run": {"seconds": ' + b"9" * 5000 + b"}}", "record-json"),
        (pretty(make_record()).replace(b"95.0", b"NaN"), "record-json"),
        (pretty(make_record()).replace(b"95.0", b"1e999"), "record-json"),
        (pretty(make_record()).replace(b"passed", rb"\ud800"), "record-json"),
        (b" " * 1_000_001, "record-too-large"),
        (changed(schema=2), "record-schema"),
        (b"{}", "record-schema"),
        (changed(snippet__id="../../escape"), "record-fields"),
        (changed(target="CPU"), "record-fields"),
        (changed(extra=1), "record-fields"),
        (changed(result__status="great"), "record-fields"),
        (changed(dirty="no"), "record-fields"),
        (changed(commit="HEAD"), "record-fields"),
        (changed(run__date="yesterday"), "record-fields"),
        (changed(run__date="2026-11-22T08:00:00Z\n"), "record-fields"),
        (pretty(make_record()).replace(b"95.0", b"99.0"), "record-hash"),
        (pretty({**make_record(), "record_hash": digest(b"")}), "record-hash"),
        (changed(snippet__id="two"), "record-place"),
        (changed(target="kube"), "record-place"),
        (changed(result__plot="cpu.svg"), "record-plot"),
        (changed(result__plot="../x.svg", result__plot_hash=digest(b"")), "record-plot"),
        (changed(result__plot="kube.svg", result__plot_hash=digest(b"")), "record-plot"),
        (changed(result__plot="cpu.html", result__plot_hash=digest(b"")), "record-plot"),
        (changed(result__plot="cpu.svg", result__plot_hash=digest(b"")), "record-unreadable"),
    ],
)
def test_a_broken_record_is_one_diagnostic_and_the_good_ones_remain(
    folder: Path, data: bytes, code: str
) -> None:
    put(folder, data)
    write_record(folder, make_record("two"), None)
    records, found = read(folder)
    assert list(records) == ["two"]
    assert [(each.path, each.code) for each in found] == [("records/one/cpu.json", code)]
    assert found[0].hint
    assert len(found[0].render()) < 600


def test_a_changed_picture_takes_its_record_with_it(folder: Path) -> None:
    write_record(folder, with_picture(), SVG)
    (folder / "one" / "cpu.svg").write_bytes(b"<svg onload='x()'/>")
    records, found = read(folder)
    assert records == {}
    assert [each.code for each in found] == ["record-plot"]


def test_links_pipes_and_strays_are_named_and_never_followed(folder: Path, tmp_path: Path) -> None:
    real = put(tmp_path / "elsewhere", pretty(make_record()))
    (folder / "one").mkdir(parents=True)
    (folder / "one" / "cpu.json").symlink_to(real)
    (folder / "linked").symlink_to(real.parent)
    os.mkfifo(folder / "one" / "kube.json")
    put(folder, SVG, "one/nvidia-h100.svg")
    put(folder, b"", "README.md")
    put(folder, b"", ".hidden")
    records, found = read(folder)
    assert records == {}
    assert [(each.path, each.code) for each in found] == [
        ("records/README.md", "record-stray"),
        ("records/linked", "record-link"),
        ("records/one/cpu.json", "record-link"),
        ("records/one/kube.json", "record-unreadable"),
        ("records/one/nvidia-h100.svg", "record-stray"),
    ]


def test_a_linked_folder_of_records_is_not_read(folder: Path, tmp_path: Path) -> None:
    put(tmp_path / "elsewhere", pretty(make_record()))
    folder.parent.mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    records, found = read(folder)
    assert records == {}
    assert [each.code for each in found] == ["record-link"]


def test_a_flood_of_files_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 5)
    for number in range(9):
        write_record(folder, make_record("one", f"gpu-{number}"), None)
    records, found = read(folder)
    assert len(records["one"]) <= 5
    assert [each.code for each in found] == ["records-too-many"]


def test_a_name_that_is_no_utf8_is_shown_as_text(folder: Path) -> None:
    put(folder, b"{}", "one/" + os.fsdecode(b"\xff.json"))
    _, found = read(folder)
    assert [each.path for each in found] == ["records/one/\\xff.json"]


@given(st.binary(max_size=300))
@example(b'{"schema": 1}')
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with pytest.raises(BadRecord) as caught:
        verify(data)
    assert re.fullmatch("record-[a-z-]+", caught.value.code)
    assert caught.value.hint


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "snippet", "snippet__id", "snippet__hash", "snippet__pages", "target", "run", "run__seconds", "run__size",
    "result__metrics", "result__status", "result__plot", "environment__packages", "commit", "dirty",
]  # fmt: skip


@given(st.sampled_from(FIELDS), JSON)
def test_a_field_with_any_value_is_refused_or_kept_as_it_is(field: str, value: Any) -> None:
    try:
        raw = make_record(**{field: value})
    except ValueError:  # NaN and lone surrogates have no hash
        raw = make_record()
    with suppress(BadRecord):
        record, same = verify(json.dumps(raw).encode())
        assert canonical(same) == canonical(raw)
        assert record.record_hash == hash_of_record(same)
