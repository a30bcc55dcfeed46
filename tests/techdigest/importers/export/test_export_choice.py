"""Exports: what comes along and what stays here, and code that a translation leaves to the other language."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from techdigest.cli import main
from techdigest.diagnostics import Diagnostics
from techdigest.importers.export import TARGETS, export, without_private
from techdigest.importers.export.hexo import SCRIPT
from techdigest.notes.library import read_library
from techdigest.notes.walk import walk

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
FILES = {
    "notes/pot/index.md": "---\ntitle: 茶壶\n---\n\n![a](both.svg) [guide](../../guide/index.md)\n",
    "notes/pot/index.en.md": "---\ntitle: Pot\nhidden: true\n---\n\n![a](both.svg) ![b](secret.svg)\n",
    "notes/lock/index.md": "---\ntitle: 锁\npassword: tea\n---\n\n不给看。\n",
    "notes/pot/both.svg": PICTURE,
    "notes/pot/secret.svg": PICTURE,
    "guide/index.md": "# Guide\n",
}


def exported(folder: Path, files: Mapping[str, str], to: str, *, private: bool) -> dict[str, str]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    notes, paths = read_library(folder, Diagnostics()).notes, sorted(walk(folder, Diagnostics()))
    chosen = (notes, paths) if private else without_private(notes, paths)
    return {file.path: (file.data or b"").decode() for file in export(*chosen, TARGETS[to])}


@pytest.mark.parametrize("to", TARGETS)
def test_private_notes_and_pictures_that_they_alone_show_stay_here(to: str, tmp_path: Path) -> None:
    made = exported(tmp_path, FILES, to, private=False)
    told = " ".join([*made, *made.values()])
    assert "茶壶" in told
    assert "both.svg" in told
    assert not any(secret in told for secret in ("secret.svg", "Pot\n", "/lock", "锁", "tea"))


@pytest.mark.parametrize("to", TARGETS)
def test_private_notes_that_come_along_are_drafts_without_their_password(to: str, tmp_path: Path) -> None:
    made = exported(tmp_path, FILES, to, private=True)
    fronts = [yaml.safe_load(text.split("---\n")[1]) for path, text in made.items() if path.endswith(".md")]
    key, value = ("published", False) if to in ("hexo", "jekyll") else ("draft", True)
    for front in fronts:
        assert (front.get(key) is value) is (front["title"] != "茶壶")
        assert "password" not in front
    assert len(fronts) == 3
    assert any(path.endswith("secret.svg") for path in made)


def test_the_command_says_what_stays_here_and_which_links_lead_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(tmp_path / "content", FILES, "hugo", private=False)
    (tmp_path / "mkdocs.yml").write_text("site_name: S\ndocs_dir: content\nplugins: [techdigest]\n")
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["export", "out", "--to", "hugo"])
    assert told.exit_code == 0, told.output
    assert told.output.startswith("1 notes for hugo: ")
    assert "2 private notes stay here; --with-private takes them along, as drafts" in told.output
    assert "  notes/pot/index.md: ../../guide/index.md\n" in told.output
    all_told = CliRunner().invoke(main, ["export", "all", "--to", "hugo", "--with-private"])
    assert all_told.output.startswith("3 notes for hugo: ")
    assert "stay here" not in all_told.output


CODE = """---
title: 码
---

```python {.run id=boil claim="开"}
if True:
    print(1)
```

```python
```
"""
EMPTY = """---
title: Code
---

> - a
>
>     ```python {.run id=boil}
>     ```

```python {.run id=other}
```
"""


@pytest.mark.parametrize("is_private", [False, True])
def test_a_translation_shows_the_code_that_it_leaves_to_the_other_language(
    tmp_path: Path, *, is_private: bool
) -> None:
    code = CODE.replace("title: 码", "title: 码\ndraft: true") if is_private else CODE
    made = exported(
        tmp_path, {"notes/c/index.md": code, "notes/c/index.en.md": EMPTY}, "obsidian", private=True
    )
    english = made["c/c.en.md"].partition("---\n\n")[2]
    shown = "" if is_private else ">     if True:\n>         print(1)\n"
    assert english == EMPTY.partition("---\n\n")[2].replace("id=boil}\n", f"id=boil}}\n{shown}")
    assert "print(1)\n```\n\n```python\n```\n" in made["c/c.md"]


HARNESS = """
const filters = {};
globalThis.hexo = { extend: { filter: { register: (name, filter) => { filters[name] = filter; } } } };
SCRIPT
const found = [];
filters['marked:extensions'](found);
const [display, inline] = found;
const read = ({ tokenizer, renderer }, text) => {
  const token = tokenizer(text);
  return token ? [token.raw, renderer(token)] : null;
};
const texts = JSON.parse(process.argv[1]);
const without = (content) => filters.before_post_render({ content }).content;
console.log(JSON.stringify(texts.map((text) => [read(display, text), read(inline, text), without(text)])));
"""


def in_hexo(texts: list[str]) -> list[list[Any]]:
    """What the script makes of each text: raw text and HTML of a display, of a formula; the text itself."""
    node = shutil.which("node")
    assert node, "node is needed: Hexo's script is run by it"
    harness = HARNESS.replace("SCRIPT", SCRIPT)
    done = subprocess.run(
        [node, "-e", harness, json.dumps(texts)], capture_output=True, check=True, text=True
    )
    told: list[list[Any]] = json.loads(done.stdout)
    return told


def test_hexo_leaves_formulas_alone() -> None:
    cases: dict[str, list[list[str] | None]] = {
        "$a_1<b$ c": [None, ["$a_1<b$", "\\(a_1&lt;b\\)"]],
        r"\\(a_1\\) b": [None, [r"\\(a_1\\)", r"\(a_1\)"]],
        "\\[\na\\\\\nb\n\\]\n": [["\\[\na\\\\\nb\n\\]\n", "<p>\\[\na\\\\\nb\n\\]</p>\n"], None],
        "$$\nx\\\\y\n$$\n\nz": [["$$\nx\\\\y\n$$\n", "<p>\\[\nx\\\\y\n\\]</p>\n"], None],
        "$$x$$ y": [None, ["$$x$$", "\\(x\\)"]],
        "$5 and $10": [None, None],
        "$ x $": [None, None],
        "$$\n\n$$": [None, None],
    }
    assert in_hexo(list(cases)) == [[*read, text] for text, read in cases.items()]


def test_hexo_makes_no_caption_of_the_attributes_of_code() -> None:
    texts = ['> ```python {.run id=a claim="{x}"}\n> a\n> ```\n', "```js a.js\n{a}\n```", "a {b}"]
    assert [left for _, _, left in in_hexo(texts)] == ["> ```python\n> a\n> ```\n", *texts[1:]]
