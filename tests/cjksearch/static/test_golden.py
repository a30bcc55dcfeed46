"""Golden indexes: today's writer writes the current one, today's client reads it and refuses all others."""

from __future__ import annotations

import base64
import gzip
import importlib.util
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cjksearch.static.codec import FORMAT_VERSION

GOLDEN = Path(__file__).parent.parent / "golden"
CURRENT = GOLDEN / f"format-{FORMAT_VERSION}"
WHAT_TO_DO = "if that is meant: raise FORMAT_VERSION if the form changed, and run golden/regenerate.py"

Client = Callable[..., Any]


def write_golden(out: Path) -> None:
    spec = importlib.util.spec_from_file_location("regenerate_golden", GOLDEN / "regenerate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.write_golden(out)


def inflated(index: Path) -> dict[str, bytes]:
    """Return the files of an index; how a zlib packs them, and so their hash, is not part of the format."""
    manifest = json.loads((index / "cjksearch.json").read_text("utf-8"))
    folder = index / manifest.pop("folder")
    directory = gzip.decompress(base64.b64decode(manifest.pop("directory")))
    files = {
        path.relative_to(folder).as_posix(): gzip.decompress(path.read_bytes())
        for path in folder.rglob("*.bin")
    }
    return {"cjksearch.json": json.dumps(manifest).encode(), "directory": directory, **files}


def test_todays_writer_writes_the_golden_index_of_its_format(tmp_path: Path) -> None:
    write_golden(tmp_path)
    written, golden = inflated(tmp_path), inflated(CURRENT)
    assert sorted(written) == sorted(golden), WHAT_TO_DO
    for name, content in golden.items():
        assert written[name] == content, f"{name}: {WHAT_TO_DO}"


def test_todays_client_reads_the_golden_index_of_its_format(client: Client) -> None:
    firsts = {
        "叢集聯邦": "notes/federation/",
        "联邦调度": "notes/federation/#scheduling",
        "动作 遮罩": "hant/masking/",
        "𠮷野": "hant/masking/",
        "bloom deletion": "en/cuckoo/#deletion",
        "user name": "en/cuckoo/#deletion",
        "cukoo": "en/cuckoo/",
    }
    said = client("search", folder=str(CURRENT), queries=[{"query": query} for query in firsts])
    assert {
        query: answer["hits"][0]["url"] for query, answer in zip(firsts, said["answers"], strict=True)
    } == firsts
    assert said["answers"][0]["hits"][0]["excerpt"].startswith("把多个集群当作一个来用")
    assert said["languages"] == ["en", "zh-Hans", "zh-Hant"]
    filtered = client(
        "search",
        folder=str(CURRENT),
        queries=[{"query": "集群 filter", "options": {"filters": {"lang": ["en"]}}}],
    )
    assert {hit["lang"] for hit in filtered["answers"][0]["hits"]} == {"en"}


def test_golden_indexes_of_other_formats_are_refused(client: Client, tmp_path: Path) -> None:
    others = [folder for folder in GOLDEN.glob("format-*") if folder != CURRENT]
    later = tmp_path / "format-later"
    shutil.copytree(CURRENT, later)
    manifest = json.loads((later / "cjksearch.json").read_text("utf-8"))
    manifest["version"] = FORMAT_VERSION + 1
    (later / "cjksearch.json").write_text(json.dumps(manifest), "utf-8")
    for folder in (*others, later):
        version = json.loads((folder / "cjksearch.json").read_text("utf-8"))["version"]
        said = client("search", folder=str(folder), queries=[])
        assert said["kind"] == "IndexError"
        assert f"has version {version}, this client reads version {FORMAT_VERSION}" in said["error"]
        assert "one release of cjksearch" in said["error"]


HTML = b"<!doctype html><title>Not found</title>"


def damaged(tmp_path: Path, name: str, change: Callable[[Path], bytes | None]) -> Path:
    """Return a copy of the golden index in which all files called so have another content, or none."""
    shutil.copytree(CURRENT, tmp_path / "index")
    folder = next(path for path in (tmp_path / "index").iterdir() if path.is_dir())
    for path in folder.glob(name):
        content = change(path)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
    return tmp_path / "index"


def shorter(path: Path) -> bytes:
    return path.read_bytes()[: path.stat().st_size // 2]


def shorter_inflated(path: Path) -> bytes:
    raw = gzip.decompress(path.read_bytes())
    return raw[: len(raw) * 2 // 3]


def another(path: Path) -> bytes:
    other = "*/t/0.bin" if path.name == "f.bin" else "*/f.bin"
    return next(CURRENT.glob(other)).read_bytes()


@pytest.mark.parametrize("name", ["f.bin", "t/*.bin", "u/*.bin", "w/*.bin", "x/*.bin"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda _: HTML, "the host answered with a page of HTML"),
        (lambda _: b"", "cannot be read"),
        (shorter, "cannot be read"),
        (shorter_inflated, "cannot be read"),
        (another, "cannot be read"),
        (lambda _: bytes(range(256)), "cannot be read"),
    ],
    ids=["html", "empty", "truncated", "truncated-inflated", "another-file", "noise"],
)
def test_a_damaged_file_is_refused_by_its_name(
    client: Client, tmp_path: Path, name: str, change: Callable[[Path], bytes], reason: str
) -> None:
    index = damaged(tmp_path, name, change)
    queries = [{"query": "集群 cukoo", "options": {"filters": {"lang": ["en", "zh-Hans"]}}}]
    said = client("search", folder=str(index), queries=queries)
    assert said["kind"] == "IndexError", said
    assert said["error"].startswith(name.partition("*")[0])
    assert ".bin of the search index cannot be read" in said["error"]
    assert reason in said["error"]
    assert said["error"].endswith("Publish all files of the index anew.")


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (HTML, "is not JSON: this is no search index"),
        (b"[]", "is no search index"),
        (json.dumps({"format": "cjksearch", "version": FORMAT_VERSION}).encode(), "has analysis undefined"),
        (
            (CURRENT / "cjksearch.json").read_bytes().replace(b'"folder":"', b'"folder":"../'),
            "names no folder",
        ),
    ],
)
def test_a_manifest_of_something_else_is_refused(
    client: Client, tmp_path: Path, manifest: bytes, reason: str
) -> None:
    (tmp_path / "cjksearch.json").write_bytes(manifest)
    said = client("search", folder=str(tmp_path), queries=[])
    assert said["kind"] == "IndexError"
    assert reason in said["error"]


def directory_of(value: object) -> str:
    return base64.b64encode(gzip.compress(json.dumps(value).encode())).decode("ascii")


@pytest.mark.parametrize(
    "directory",
    [None, "", "&", "AAAA", directory_of({}), directory_of([]), directory_of({"slots": "", "terms": {}})],
    ids=["none", "empty", "no-base64", "noise", "without-keys", "list", "half"],
)
def test_a_damaged_directory_is_refused(client: Client, tmp_path: Path, directory: str | None) -> None:
    manifest = json.loads((CURRENT / "cjksearch.json").read_text("utf-8"))
    (tmp_path / "cjksearch.json").write_text(json.dumps(manifest | {"directory": directory}), "utf-8")
    said = client("search", folder=str(tmp_path), queries=[])
    assert said["kind"] == "IndexError", said
    assert said["error"].startswith("cjksearch.json of the search index cannot be read: ")
