"""``python -m cjksearch build --html``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cjksearch.__main__ import main
from support.html_site import write_site
from support.reference_search import ReferenceIndex


def found(index: Path, query: str) -> str:
    return ReferenceIndex(index).search(query)[0][0]


def test_a_site_gets_index_and_dialog_and_the_lines_to_paste(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_site(tmp_path)
    assert main(["build", "--html", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("4 pages, 8 sections, ")
    assert '<script type="module" src="/assets/cjksearch/search.js"></script>' in said.out
    assert said.err == ""
    assert found(tmp_path / "cjksearch", "联邦调度") == "posts/federation/#scheduling"
    names = {path.name for path in (tmp_path / "assets" / "cjksearch").iterdir()}
    assert {"search.js", "dialog.js", "dialog.css", "panel.js", "worker.js", "engine.js"} <= names


def test_building_twice_or_in_two_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    write_site(tmp_path / "site")
    for name, options in (("a", []), ("b", []), ("c", ["--jobs", "2"])):
        main(["build", "--html", str(tmp_path / "site"), "--out", str(tmp_path / name), *options])
    built = [
        {str(path.relative_to(tmp_path / name)): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in "abc"
    ]
    assert built[0] == built[1] == built[2]
    assert len(built[0]) > 10


def test_an_index_within_the_site_leads_up_to_it_and_one_elsewhere_to_the_address_given(
    tmp_path: Path,
) -> None:
    site = write_site(tmp_path / "site")
    main(["build", "--html", str(site), "--out", str(site / "static" / "find")])
    assert found(site / "static" / "find" / "cjksearch", "deletion") == "../../guide/filters.html#deletion"
    main(["build", "--html", str(site), "--out", str(tmp_path / "x"), "--base-url", "https://example.org/d"])
    url = "https://example.org/d/guide/filters.html#deletion"
    assert found(tmp_path / "x" / "cjksearch", "deletion") == url


def test_a_damaged_page_is_said_and_exits_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(tmp_path, {"good.html": "<p>text", "bad.html": "<p>text<p"})
    assert main(["build", "--html", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("2 pages, 2 sections, ")
    assert said.err.count("hint:") == 1
    assert said.err.startswith("bad.html: ends inside a tag")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--html", "{}/none"], "none: no such folder"),
        (["--html", "{}"], "no page with text, nothing written"),
        (["--html", "{}", "units.jsonl"], "give either UNITS.jsonl and OUT, or --html SITE"),
        ([], "give either UNITS.jsonl and OUT, or --html SITE"),
        (["units.jsonl"], "give the folder of the index"),
        (["--html", "{}", "--base-url", "javascript:x"], "write https://"),
    ],
)
def test_what_writes_nothing_says_why_and_exits_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["build", *(argument.format(tmp_path) for argument in arguments)]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_units_may_be_analysed_in_processes(tmp_path: Path) -> None:
    units = tmp_path / "units.jsonl"
    units.write_text(
        "".join(json.dumps({"id": str(i), "url": f"{i}/", "text": f"词{i}"}) + "\n" for i in range(600))
    )
    assert main(["build", str(units), str(tmp_path / "one"), "--jobs", "1"]) == 0
    assert main(["build", str(units), str(tmp_path / "two"), "--jobs", "2"]) == 0
    assert (tmp_path / "one" / "cjksearch.json").read_bytes() == (
        tmp_path / "two" / "cjksearch.json"
    ).read_bytes()
