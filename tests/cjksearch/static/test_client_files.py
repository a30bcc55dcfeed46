"""The client as it is published."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path

import cjksearch
from cjksearch.index.unit import Unit
from cjksearch.static import write
from cjksearch.static.client import client_files

CLIENT = Path(cjksearch.__file__).parent / "client"


def test_published_scripts_hold_no_comments_and_no_spaces_but_those_of_strings() -> None:
    for name, text in client_files().items():
        assert "\n  " not in text, name
        assert "/**" not in text, name
        assert not re.search(r"^\s*//", text, re.MULTILINE), name


def test_a_reader_fetches_three_scripts_of_known_size() -> None:
    files = client_files()
    assert set(files) == {"dialog.css", "dialog.js", "engine.js", "marks.js", "panel.js", "worker.js"}
    sizes = {name: len(gzip.compress(text.encode(), 9)) for name, text in files.items()}
    assert sizes["dialog.js"] < 2_600
    assert sizes["marks.js"] < 2_000
    assert sizes["panel.js"] < 11_000
    assert sizes["worker.js"] < 12_300


def test_published_scripts_load_nothing_but_each_other() -> None:
    files = client_files()
    loaded = {name: set(re.findall(r'"\./([^"]+)"', text)) for name, text in files.items()}
    assert loaded.pop("dialog.js") == {"panel.js", "worker.js", "marks.js"}
    assert loaded.pop("panel.js") == {"engine.js"}
    assert set().union(*loaded.values()) == set()


def test_the_published_engine_answers_as_the_source_does(node: str, tmp_path: Path) -> None:
    units = [Unit("1", "a/", "集群联邦", "", "kubernetes 的联邦"), Unit("2", "b/", "cuckoo filters")]
    write(units, tmp_path / "index")
    published = tmp_path / "engine.mjs"
    published.write_text(client_files()["engine.js"], "utf-8")
    answers = [ask(node, engine, tmp_path / "index") for engine in (CLIENT / "engine.js", published)]
    assert answers[0] == answers[1]
    assert [result["total"] for result in json.loads(answers[0])] == [1, 1, 1, 1]


ASK = """
import {{ readFile }} from "node:fs/promises";
import {{ open, IndexError }} from {engine};
const fetch = async (address) => new Response(await readFile(new URL(address)));
const index = await open({index}, {{ fetch }});
const results = [];
for (const query of ["叢集", "cuckooo", '"集群联邦"', "fil"]) results.push(await index.search(query));
if (typeof IndexError !== "function") throw new Error("no IndexError");
console.log(JSON.stringify(results));
"""


def ask(node: str, engine: Path, index: Path) -> str:
    script = ASK.format(engine=json.dumps(engine.as_uri()), index=json.dumps(f"{index.as_uri()}/"))
    command = [node, "--no-warnings", "--input-type=module", "-e", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
