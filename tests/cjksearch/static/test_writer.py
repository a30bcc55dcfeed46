"""The files of the index."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.index.unit import Unit
from cjksearch.static import write
from cjksearch.static.codec import compress, sort_key, varint
from cjksearch.static.shards import separators
from support.reference_search import ReferenceIndex

UNITS = [
    Unit(
        str(i),
        f"p{i // 4}/#{i}",
        f"页面 {i // 4} page",
        f"第 {i} 节 section{i}",
        f"正文 {i} " + "集群 联邦 word " * (i % 40),
        "en",
    )
    for i in range(700)
]


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_builds_are_the_same_bytes_whatever_the_workers(tmp_path: Path) -> None:
    write(UNITS, tmp_path / "alone")
    with ThreadPoolExecutor(3) as threads:
        write(UNITS, tmp_path / "threads", executor=threads)
    with ProcessPoolExecutor(2) as processes:
        write(UNITS, tmp_path / "processes", executor=processes)
    assert content(tmp_path / "alone") == content(tmp_path / "threads") == content(tmp_path / "processes")


def test_the_hash_seed_and_the_locale_leave_no_trace(tmp_path: Path) -> None:
    units = tmp_path / "units.jsonl"
    lines = [
        {"id": u.id, "url": u.url, "title": u.title, "text": u.text, "tags": ["b", "a"]} for u in UNITS[:80]
    ]
    units.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        command = [sys.executable, "-m", "cjksearch", "build", str(units), str(tmp_path / seed)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale})
    assert content(tmp_path / "1") == content(tmp_path / "2")


def test_the_report_names_every_file_and_their_size(tmp_path: Path) -> None:
    report = write(UNITS, tmp_path)
    found = content(tmp_path)
    assert sorted(report.files) == sorted(found)
    assert report.size == sum(map(len, found.values()))
    assert report.units == len(UNITS)


def test_files_are_gzip_without_time_and_only_the_manifest_keeps_its_name(tmp_path: Path) -> None:
    write(UNITS[:50], tmp_path)
    one = content(tmp_path)
    write(UNITS[:51], tmp_path)
    two = content(tmp_path)
    assert set(one) & set(two) == {"cjksearch.json"}
    for name, data in two.items():
        if name != "cjksearch.json":
            assert data[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
            assert gzip.decompress(data)[0] != 0x1F


def test_an_earlier_index_is_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "0123456789ab").mkdir()
    (tmp_path / "0123456789ab" / "note.txt").write_text("mine", "utf-8")
    (tmp_path / "engine.js").write_text("//", "utf-8")
    write(UNITS[:50], tmp_path)
    write(UNITS[:51], tmp_path)
    folders = [path.name for path in tmp_path.iterdir() if path.is_dir()]
    assert len(folders) == 2
    assert (tmp_path / "0123456789ab" / "note.txt").exists()
    assert (tmp_path / "engine.js").exists()


def test_of_two_units_with_one_id_the_first_is_kept_and_the_id_reported(tmp_path: Path) -> None:
    report = write([Unit("a", "a/", "one"), Unit("a", "b/", "two"), Unit("b", "c/", "three")], tmp_path)
    assert report.duplicates == ("a",)
    assert report.units == 2
    assert [url for url, _ in ReferenceIndex(tmp_path).search("one")] == ["a/"]


def test_no_units_make_an_index_that_is_empty(tmp_path: Path) -> None:
    assert write([], tmp_path).units == 0
    assert json.loads((tmp_path / "cjksearch.json").read_text("utf-8"))["units"] == 0


def test_term_blocks_are_small(tmp_path: Path) -> None:
    write(UNITS, tmp_path)
    sizes = [len(data) for name, data in content(tmp_path).items() if "/t/" in name]
    assert len(sizes) > 1
    assert max(sizes) < 6000


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text(max_size=20).map(lambda t: t.encode("utf-8", "replace").decode()),
)
def test_any_unit_can_be_indexed_and_its_text_read_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, title: str
) -> None:
    out = tmp_path_factory.mktemp("any")
    write([Unit("1", "a/", title, text[:9], text, tags=(text,))], out)
    folder = next(path for path in out.iterdir() if path.is_dir())
    assert json.loads(gzip.decompress((folder / "x" / "0.bin").read_bytes())) == [text]
    ReferenceIndex(out).search(text.replace('"', " "))


@given(st.integers(0, 2**40))
def test_a_varint_reads_back(number: int) -> None:
    assert sum((byte & 0x7F) << 7 * i for i, byte in enumerate(varint(number))) == number


@given(
    st.sets(st.text("ab集群联𠮷\uffee", min_size=1, max_size=5), min_size=2, max_size=40), st.integers(1, 7)
)
def test_a_separator_lies_above_the_block_before_and_not_above_its_own(keys: set[str], size: int) -> None:
    ordered = sorted(keys, key=sort_key)
    blocks = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    found = separators([(block[0], block[-1]) for block in blocks])
    for separator, before, block in zip(found.split("\n") if found else [], blocks, blocks[1:], strict=False):
        assert sort_key(before[-1]) < sort_key(separator) <= sort_key(block[0])
        assert block[0].startswith(separator)


@given(st.binary(max_size=300))
def test_compressed_bytes_inflate_and_are_always_the_same(raw: bytes) -> None:
    assert gzip.decompress(compress(raw)) == raw
    assert compress(raw) == compress(raw)


def test_a_hundred_thousand_characters_of_anything_are_indexed_in_linear_time(tmp_path: Path) -> None:
    hostile = [
        "[" * 100_000,
        "<a " * 33_000,
        "a." * 50_000,
        "汉" * 100_000,
        "aA" * 50_000,
        "\u0301" * 100_000,
    ]
    report = write([Unit(str(i), f"{i}/", text[:50], "", text) for i, text in enumerate(hostile)], tmp_path)
    assert report.units == len(hostile)


def test_a_build_that_fails_half_way_leaves_nothing_behind_and_the_earlier_index_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(UNITS[:20], tmp_path)
    earlier = content(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cjksearch.static.files._write", full)
    with pytest.raises(OSError, match="No space left"):
        write(UNITS, tmp_path)
    assert content(tmp_path) == earlier
    assert not [path for path in tmp_path.rglob("*") if path.is_dir() and not any(path.iterdir())]
