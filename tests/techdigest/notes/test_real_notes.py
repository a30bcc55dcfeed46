"""Reads notes as people wrote them, where a checkout has them beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from techdigest.diagnostics import Diagnostics
from techdigest.notes.library import read_library

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the seeds are not beside this checkout")
    (tmp_path / "notes").mkdir()
    for seed in (SHARED / "seeds").glob("*.txt"):
        shutil.copy(seed, tmp_path / "notes" / f"{seed.stem}.md")
    return tmp_path


def test_all_seeds_are_read_and_the_digest_has_its_five_items(seeds: Path) -> None:
    found = Diagnostics()
    notes = read_library(seeds, found).notes
    assert [note.lang for note in notes] == ["zh-Hans", "zh-Hant", "zh-Hans", "zh-Hant", "zh-Hans"]
    assert [len(note.items) for note in notes] == [5, 0, 0, 0, 0]
    assert not any(diagnostic.severity == "error" for diagnostic in found)
    digest = notes[0]
    assert [[source.url.split("/")[2] for source in item.sources] for item in digest.items] == [
        ["yue9944882.github.io"],
        ["draveness.me"],
        ["costa.sh"],
        ["zhuanlan.zhihu.com"],
        ["ichn.xyz"],
    ]
    assert [item.domains for item in digest.items] == [
        ("Cloud",),
        ("Cloud",),
        ("Reinforcement Learning",),
        ("Deep Learning",),
        ("Soft Skill",),
    ]


@pytest.mark.parametrize(
    "name",
    ["hackmd-liparadise", "hexo-stepneverstop", "hugo-shipengqi", "jekyll-mzlogin", "obsidian-oldwinter"],
)
def test_a_blog_is_read_whole(name: str, tmp_path: Path) -> None:
    blog = SHARED / "blogs" / name
    if not blog.is_dir():
        pytest.skip("the blogs are not beside this checkout")
    # Below `notes`, so that each file is a note; a link would leave the folder.
    shutil.copytree(blog, tmp_path / "notes", copy_function=shutil.copyfile)
    found = Diagnostics()
    read = read_library(tmp_path, found)
    files = [path for path in (tmp_path / "notes").rglob("*.md") if "/." not in path.as_posix()]
    assert len(read.notes) == len(files)
    assert all(note.title and note.slug for note in read.notes)
    assert len({(note.lang, note.slug) for note in read.notes if not note.is_private}) == sum(
        not note.is_private for note in read.notes
    )
    assert [diagnostic.code for diagnostic in found if diagnostic.severity == "error"] == (
        ["front-matter-yaml"] if name == "hexo-stepneverstop" else []
    )
