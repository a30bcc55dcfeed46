from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.records import make_record, make_snippet
from techdigest.diagnostics import Diagnostics
from techdigest.snippets import import_records as module
from techdigest.snippets.import_records import Verdict, import_records
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.portable.canonical import digest
from techdigest.snippets.record_model import pretty
from techdigest.snippets.records import read_picture, read_records, write_record

GPU = "nvidia-h100"
PNG = b"\x89PNG picture"
LIBRARY = SnippetLibrary(
    (
        make_snippet("one", needs=("gpu",)),
        make_snippet("two", needs=("gpu",), plot="curve.png", pins=("numpy==2.4.6",)),
    )
)


def packed(record: dict[str, Any], plot: bytes | None = None) -> str:
    return json.dumps({"record": record, "plot": None if plot is None else base64.b64encode(plot).decode()})


def with_picture() -> dict[str, Any]:
    return make_record("two", GPU, result__plot=f"{GPU}.png", result__plot_hash=digest(PNG))


def take(tmp_path: Path, *lines: str | bytes) -> list[Verdict]:
    file = tmp_path / "records.jsonl"
    file.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines))
    return import_records(file, LIBRARY, tmp_path / "records")


def test_good_records_are_split_into_their_places_with_their_pictures(tmp_path: Path) -> None:
    verdicts = take(tmp_path, packed(make_record("one", GPU)), "", packed(with_picture(), PNG), "")
    assert verdicts == [Verdict(1, f"one/{GPU}", "passed"), Verdict(3, f"two/{GPU}", "passed")]
    found = Diagnostics()
    records = read_records(tmp_path / "records", found)
    assert list(found) == []
    assert {id: list(targets) for id, targets in records.items()} == {"one": [GPU], "two": [GPU]}
    assert read_picture(tmp_path / "records", records["two"][GPU]) == PNG
    path = tmp_path / "records" / "one" / f"{GPU}.json"
    assert path.read_bytes() == pretty(make_record("one", GPU))


def test_a_new_measurement_replaces_the_old_one_and_a_failure_is_taken_too(tmp_path: Path) -> None:
    write_record(tmp_path / "records", make_record("one", GPU), None)
    later = make_record("one", GPU, run__date="2026-11-23T00:00:00Z")
    assert take(tmp_path, packed(later)) == [Verdict(1, f"one/{GPU}", "passed")]
    assert (tmp_path / "records" / "one" / f"{GPU}.json").read_bytes() == pretty(later)
    assert take(tmp_path, packed(make_record("one", GPU, result__status="failed")))[0].status == "failed"


REFUSED = [
    (packed(make_record("three", GPU)), "unknown: no page has this snippet"),
    (packed(make_record("one", GPU, snippet__hash=digest(b"old"))), "stale: the code has changed"),
    (
        packed(make_record("two", GPU, environment__packages={"numpy": "2.5.0"})),
        "stale: it ran with other versions than numpy==2.4.6",
    ),
    (packed({**make_record("one", GPU), "dirty": True}), "broken: the record was changed after the run"),
    (packed(make_record("../one", GPU)), "broken: the record's field snippet.id"),
    (packed(make_record("one", "../cpu")), "broken: the record's field target"),
    (packed(make_record("one", GPU, schema=2)), "broken: the record's schema is 2"),
    (packed(with_picture(), b"another"), "broken: the record's picture is not the one it names"),
    (packed(with_picture()), "broken: the record's picture is not the one it names"),
    (packed(make_record("one", GPU), PNG), "broken: the record's picture is not the one it names"),
    (json.dumps({"record": make_record(), "plot": "%%"}), "broken: the picture is not base64"),
    (json.dumps({"record": make_record(), "plot": "é"}), "broken: the picture is not base64"),
    (json.dumps({"record": [], "plot": None}), "broken: the line does not hold a record"),
    (json.dumps(make_record()), "broken: the line does not hold a record"),
    (b"\xff\xfe", "broken: the line is not JSON"),
    (b"[" * 100_000, "broken: the line is not JSON"),
    (packed(make_record("one", GPU)).replace("95.0", "NaN"), "broken: the record is not JSON: NaN"),
]


@pytest.mark.parametrize(("line", "refusal"), REFUSED)
def test_what_is_refused_is_named_and_takes_no_other_with_it(
    tmp_path: Path, line: str | bytes, refusal: str
) -> None:
    bad, good = take(tmp_path, line, packed(make_record("one", "nvidia-a100")))
    assert (bad.line, bad.status) == (1, "")
    assert bad.refusal.startswith(refusal)
    assert good == Verdict(2, "one/nvidia-a100", "passed")
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"records.jsonl", "records/one/nvidia-a100.json"}


def test_of_two_records_of_one_name_the_first_good_one_is_taken(tmp_path: Path) -> None:
    first, later = make_record("one", GPU), make_record("one", GPU, run__date="2026-11-23T00:00:00Z")
    verdicts = take(tmp_path, packed({**first, "dirty": True}), packed(first), packed(later))
    assert [each.refusal.partition(":")[0] for each in verdicts] == ["broken", "", "double"]
    assert (tmp_path / "records" / "one" / f"{GPU}.json").read_bytes() == pretty(first)


def test_lines_and_their_number_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = packed(make_record("one", GPU))
    monkeypatch.setattr(module, "MAX_LINE", len(good) + 1)
    long = good[:-1] + " " * 5_000_000 + "}"
    verdicts = take(tmp_path, long, good, long + "\n")
    assert [each.refusal.partition(":")[0] for each in verdicts] == ["broken", "", "broken"]
    monkeypatch.setattr(module, "MAX_LINES", 2)
    assert [each.refusal.partition(":")[0] for each in take(tmp_path, "{}", "{}", good, good)] == [
        "broken",
        "broken",
        "too many",
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=60) | st.sampled_from([line for line, _ in REFUSED]), max_size=4))
def test_no_bytes_break_the_import(tmp_path: Path, lines: list[bytes | str]) -> None:
    verdicts = take(tmp_path, *lines)
    assert all(each.refusal and not each.status for each in verdicts)
    assert not (tmp_path / "records").exists()
