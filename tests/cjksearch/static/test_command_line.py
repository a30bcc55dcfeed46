"""``python -m cjksearch build``."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cjksearch.__main__ import main
from support.reference_search import ReferenceIndex

GOOD = {"id": "1", "url": "a/#b", "title": "集群", "heading": "联邦", "text": "正文", "lang": "zh-Hans"}


def build(tmp_path: Path, *lines: str | bytes | Mapping[str, object], options: tuple[str, ...] = ()) -> int:
    encoded = [
        line
        if isinstance(line, bytes)
        else line.encode()
        if isinstance(line, str)
        else json.dumps(line).encode()
        for line in lines
    ]
    (tmp_path / "units.jsonl").write_bytes(b"\n".join(encoded) + b"\n")
    return main(["build", str(tmp_path / "units.jsonl"), str(tmp_path / "out"), *options])


def test_good_lines_make_an_index_and_exit_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        build(
            tmp_path,
            GOOD,
            "",
            {**GOOD, "id": "2", "tags": ["k8s"], "facets": {"domain": ["cloud"]}, "boost": 2},
        )
        == 0
    )
    said = capsys.readouterr()
    assert said.out.startswith("2 units, ")
    assert said.err == ""
    assert ReferenceIndex(tmp_path / "out").search("联邦")[0][0] == "a/#b"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("{", "no JSON at column 2", "write {"),
        ("[1]", "the line is a list, not an object", "write {"),
        ("null", "the line is null, not an object", "write {"),
        ('{"id": 1}', '"id" is a number, not a string', "put it in quotes"),
        ('{"url": "a", "title": "t"}', '"id" is missing or empty', 'give each unit its own "id"'),
        ('{"id": "a"}', '"url" is missing or empty', 'give each unit its own "url"'),
        ({**GOOD, "kind": "A book"}, "\"kind\" is 'A book'", "use one of section, item, page, or a word"),
        ({**GOOD, "tags": [1]}, '"tags" is a list, not a list of strings', 'write ["one", "two"]'),
        ({**GOOD, "facets": ["x"]}, '"facets" is a list', 'write {"domain": ["cloud"]}'),
        ({**GOOD, "boost": -1}, '"boost" is -1', "give a number above 0"),
        ({**GOOD, "boost": True}, '"boost" is True', "give a number above 0"),
        (b'{"id": "\xff"}', "byte 9 is not UTF-8", "save the file as UTF-8"),
        ("[" * 200_000, "", "write {"),
    ],
)  # fmt: skip
def test_a_bad_line_is_said_once_with_its_number_and_a_hint_and_skipped(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    line: str | bytes | Mapping[str, object],
    message: str,
    hint: str,
) -> None:
    assert build(tmp_path, GOOD, line, {**GOOD, "id": "2"}) == 1
    said = capsys.readouterr()
    assert f"units.jsonl:2: {message}" in said.err
    assert f"\n    hint: {hint}" in said.err
    assert said.err.count("hint:") == 1
    assert said.out.startswith("2 units, ")


def test_an_id_that_comes_twice_is_said_and_exits_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(tmp_path, GOOD, GOOD) == 1
    assert "id '1' came more than once" in capsys.readouterr().err


def test_nothing_to_index_writes_nothing_and_exits_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(tmp_path, "", "nonsense") == 2
    assert "no units, nothing written" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_missing_file_is_said_and_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(tmp_path / "none.jsonl"), str(tmp_path / "out")]) == 2
    assert "none.jsonl" in capsys.readouterr().err


def test_labels_name_the_values_of_facets(tmp_path: Path) -> None:
    labels = tmp_path / "labels.json"
    labels.write_text('{"domain": {"cloud": {"en": "Cloud"}}}', "utf-8")
    assert build(tmp_path, {**GOOD, "facets": {"domain": ["cloud"]}}, options=("--labels", str(labels))) == 0


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    assert build(tmp_path, b"\xef\xbb\xbf" + json.dumps(GOOD).encode()) == 0


def test_units_can_come_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(GOOD).encode())))
    assert main(["build", "-", str(tmp_path / "out")]) == 0


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(tmp_path, *[{**GOOD, "id": str(i)} for i in range(300)]) == 0
    assert "lines read" not in capsys.readouterr().err
