"""The client as it is published."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

from cjksearch.index.unit import Unit
from cjksearch.static import write
from cjksearch.static.client import client_files, without_comments

TESTS = Path(__file__).parent.parent


def modules_of(name: str, files: dict[str, str]) -> set[str]:
    found = {name}
    for other in re.findall(r'^import .*"\./(.+)";$', files[name], re.MULTILINE):
        found |= modules_of(other, files)
    return found


def test_comments_that_begin_a_line_go_and_everything_else_stays() -> None:
    code = 'const a = "/* no */ // no"; // stays\n/** with code */ c();\n'
    goes = "/** What. */\n", "\n  // goes\n", "  /**\n   * goes\n   */\n"
    kept = code.replace("/** with code */ ", "")
    assert without_comments(goes[0] + code + goes[1] + "/*! kept */\n" + goes[2]) == kept + "/*! kept */\n"


def test_all_that_the_engine_needs_is_below_13_kilobytes_compressed() -> None:
    files = client_files()
    assert (
        sum(len(gzip.compress(files[name].encode(), 9)) for name in modules_of("engine.js", files)) < 13_000
    )


def test_the_published_engine_answers_as_the_source_does(node: str, tmp_path: Path) -> None:
    client = tmp_path / "search" / "cjksearch" / "client"
    client.mkdir(parents=True)
    for name, text in client_files().items():
        (client / name).write_text(text, "utf-8")
    harness = tmp_path / "tests" / "cjksearch" / "js" / "harness.mjs"
    harness.parent.mkdir(parents=True)
    shutil.copy(TESTS / "js" / "harness.mjs", harness)
    write(
        [Unit("1", "a/", "集群联邦", "", "kubernetes 的联邦"), Unit("2", "b/", "cuckoo filters")],
        tmp_path / "index",
    )
    queries: list[dict[str, object]] = [
        {"query": query, "options": {}} for query in ("叢集", "cuckooo", '"集群联邦"', "fil")
    ]
    given = json.dumps({"task": "search", "folder": str(tmp_path / "index"), "queries": queries})
    source, published = (ask(node, path, given) for path in (TESTS / "js" / "harness.mjs", harness))
    assert source == published
    assert '"error"' not in source


def ask(node: str, harness: Path, given: str) -> str:
    command = [node, "--no-warnings", str(harness)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
