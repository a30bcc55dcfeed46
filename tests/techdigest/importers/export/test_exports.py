"""Exports: what each generator gets, and that an import of it gives the same notes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from techdigest.diagnostics import Diagnostics
from techdigest.importers.export import TARGETS, export
from techdigest.importers.export.shared_code import SharedCode
from techdigest.importers.importing import Options, import_tree
from techdigest.importers.tree import Tree
from techdigest.notes.library import read_library
from techdigest.notes.model import Note
from techdigest.notes.read import read_note
from techdigest.notes.walk import walk

CONTENT = Path(__file__).parents[4] / "content"

POT = """---
title: "茶壶: 一个开始"
date: 2026-03-04
updated: 2026-04-05
tags: [茶, 壶]
domains: [storage]
series: 茶
papers: ["doi:10.1145/362686.362692"]
sources:
  - url: https://example.org/pot
    title: A pot
aliases: [/2019/pot/, 壶]
mood: calm
---

水有 $T_{100}$ 度[@boil2020]，见 [杯子](../cup/index.md#大小) 和 [cup](../cup/index.en.md)。

![壶的样子](pot.svg "一把壶") <img src="pot.svg" alt="又一把">

```python {.run id=boil claim="Water {boils}"}
print("{{ not a template }}")
```

用 `{{ name }}` 就好，{{ name }} 不行。

## 第一节 {#first}

$$
Q = m c \\Delta T
$$

| 甲 | 乙 |
| --- | --- |
| 1 | 2 |
"""
CUP = "---\ntitle: 杯子\ndate: 2026-03-05\n---\n\n## 大小\n\n见 [茶壶](../pot/index.md)。\n"
CUP_EN = """---
title: The cup
date: 2026-03-05T10:00:00+08:00
---

It holds tea, see [the pot](../pot/index.md).
"""
LOOSE = "---\ntitle: A loose leaf\ndraft: true\n---\n\nNo date, and ![a leaf](leaf.svg) beside it.\n"
FILES = {
    "notes/pot/index.md": POT,
    "notes/pot/pot.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>',
    "notes/cup/index.md": CUP,
    "notes/cup/index.en.md": CUP_EN,
    "notes/leaf.en.md": LOOSE,
    "notes/leaf.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"></svg>',
}


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def exported(content: Path, out: Path, to: str) -> Path:
    notes = read_library(content, Diagnostics()).notes
    for file in export(notes, sorted(walk(content, Diagnostics())), TARGETS[to]):
        place = out / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.data if file.data is not None else (content / file.source).read_bytes())
    return out


def imported(out: Path, to: str) -> Iterator[Note]:
    brought = import_tree(Tree(out), Options(snippets=True))
    assert brought.recognition.dialect.name == to
    for made in brought.notes:
        path = f"notes/{made.path}"
        note = read_note(made.text.encode(), path, Diagnostics(), notes_dir="notes", default_lang="zh-Hans")
        assert note is not None
        yield note


def essence(note: Note, body: str) -> dict[str, object]:
    """What a note says, wherever its file lies."""
    front = note.front.model_dump(exclude={"title", "lang", "slug", "draft"})
    front["aliases"] = sorted(front["aliases"])
    return {
        "slug": note.slug,
        "lang": note.lang,
        "title": note.title,
        "private": note.is_private,
        "front": front,
        "extra": note.extra,
        "body": unquote(body.strip()),
    }


def essences(notes: Iterable[Note]) -> dict[tuple[str, str], dict[str, object]]:
    """What notes say, with the code that translations leave to each other."""
    together = tuple(notes)
    code = SharedCode(together)
    return {(note.slug, note.lang): essence(note, code.filled(note, note.body)) for note in together}


@pytest.mark.parametrize("to", TARGETS)
def test_an_import_of_an_export_gives_the_same_notes(to: str, tmp_path: Path) -> None:
    content = written(tmp_path / "content", FILES)
    out = exported(content, tmp_path / "out", to)
    assert essences(imported(out, to)) == essences(read_library(content, Diagnostics()).notes)


@pytest.mark.parametrize("to", TARGETS)
def test_our_own_notes_come_back_as_they_were(to: str, tmp_path: Path) -> None:
    out = exported(CONTENT, tmp_path / "out", to)
    ours = essences(read_library(CONTENT, Diagnostics()).notes)
    back = essences(imported(out, to))
    assert back.keys() == ours.keys()
    for which, said in ours.items():
        assert back[which] == said


@pytest.mark.parametrize(
    ("to", "places"),
    [
        ("hexo", "source/_posts/pot.md source/images/pot/pot.svg source/_posts/cup.en.md _config.yml"),
        ("hugo", "content/posts/pot/index.md content/posts/pot/pot.svg content/posts/cup/index.en.md"),
        (
            "jekyll",
            "_posts/2026-03-04-pot.md assets/pot/pot.svg _posts/2026-03-05-cup.en.md _notes/leaf.en.md",
        ),
        ("obsidian", "pot/pot.md pot/pot.svg cup/cup.en.md leaf/leaf.en.md leaf/leaf.svg"),
    ],
)
def test_files_lie_where_each_generator_looks_for_them(to: str, places: str, tmp_path: Path) -> None:
    out = exported(written(tmp_path / "content", FILES), tmp_path / "out", to)
    assert set(places.split()) <= {
        path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()
    }


def test_links_and_pictures_are_in_the_words_of_each_generator(tmp_path: Path) -> None:
    content = written(tmp_path / "content", FILES)
    texts = {
        to: (exported(content, tmp_path / to, to) / place).read_text(encoding="utf-8")
        for to, place in {
            "hexo": "source/_posts/pot.md",
            "hugo": "content/posts/pot/index.md",
            "jekyll": "_posts/2026-03-04-pot.md",
            "obsidian": "pot/pot.md",
        }.items()
    }
    for to in ("hexo", "hugo", "jekyll"):
        assert "[杯子](/cup/#大小)" in texts[to]
        assert "[cup](/en/cup/)" in texts[to]
    assert "[杯子](../cup/cup.md#大小)" in texts["obsidian"]
    assert '![壶的样子](/images/pot/pot.svg "一把壶") <img src="/images/pot/pot.svg"' in texts["hexo"]
    assert "![壶的样子](/assets/pot/pot.svg" in texts["jekyll"]
    assert "![壶的样子](pot.svg" in texts["hugo"]
    assert "disableNunjucks: true" in texts["hexo"]
    assert "lastmod: 2026-04-05" in texts["hugo"]
    assert "also_known_as: [壶]" in texts["hugo"]
    assert "redirect_from: [/2019/pot/]" in texts["jekyll"]


def test_shortcodes_are_shown_by_hugo_and_not_run(tmp_path: Path) -> None:
    note = "---\ntitle: 短代码\n---\n\n写 `{{< figure src=x >}}` 就行。\n"
    content = written(tmp_path / "content", {"notes/code/index.md": note})
    out = exported(content, tmp_path / "out", "hugo")
    assert "`{{</* figure src=x */>}}`" in (out / "content/posts/code/index.md").read_text(encoding="utf-8")
    assert essences(imported(out, "hugo")) == essences(read_library(content, Diagnostics()).notes)


WORDS = st.text(alphabet="茶壶水aBc 1.,:-_()'\"&", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
TITLES = WORDS.filter(lambda text: any(map(str.isalpha, text)))
TAGS = st.lists(st.text(alphabet="茶壶abc", min_size=1, max_size=5), max_size=3, unique=True)
PARAGRAPHS = st.sampled_from(
    [
        "一段话，**重点**在这里。",
        "A paragraph with `code` and $x_1$.",
        "- 一\n- 二\n    - 三",
        "1. one\n2. two",
        "> 引用的话",
        "```python {.run id=a claim=\"b\"}\nprint(1)\n```",
        "![图](p.svg)",
        "[另一篇](../other/index.md)",
        "$$\nx^2\n$$",
        "## 小节",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        "脚注[^1]。\n\n[^1]: 在这里。",
        "引文[@key2020, p. 3]。",
        "{{ value }}",
        '!!! note "注意"\n\n    说明。',
    ]
)  # fmt: skip


@given(
    title=TITLES,
    day=st.none() | st.dates(date(1999, 1, 1), date(2030, 1, 1)),
    tags=TAGS,
    paragraphs=st.lists(PARAGRAPHS, max_size=6),
    is_draft=st.booleans(),
    to=st.sampled_from(sorted(TARGETS)),
)
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_export_and_import_change_nothing(
    title: str, day: date | None, tags: list[str], paragraphs: list[str], to: str, *, is_draft: bool
) -> None:
    front = {"title": f'"{_escaped(title)}"', "tags": str(tags).replace("'", '"')}
    front |= {"date": day.isoformat()} if day else {}
    front |= {"draft": "true"} if is_draft else {}
    head = "".join(f"{key}: {value}\n" for key, value in front.items())
    body = "\n\n".join(["这是一篇笔记，用来试一试。", *paragraphs])
    files = {
        "notes/this/index.md": f"---\n{head}---\n\n{body}\n",
        "notes/this/p.svg": FILES["notes/pot/pot.svg"],
        "notes/other/index.md": CUP.replace("../pot/index.md", "../this/index.md").replace(
            "date:", "draft: true\ndate:" if is_draft else "date:"
        ),  # a published note does not link to a draft
    }
    folder = Path(tempfile.mkdtemp())
    try:
        content = written(folder / "content", files)
        out = exported(content, folder / "out", to)
        assert essences(imported(out, to)) == essences(read_library(content, Diagnostics()).notes)
    finally:
        shutil.rmtree(folder)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
