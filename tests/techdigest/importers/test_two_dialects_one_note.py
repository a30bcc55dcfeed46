"""One article as a Hugo page bundle and as a Hexo post: two dialects, one note."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.sources import PNG, imported, post
from support.three_dots import read_cases
from techdigest.importers.dialects import recognise
from techdigest.importers.importing import Options
from techdigest.importers.model import Imported
from techdigest.importers.tree import Tree
from techdigest.notes.split import split

CASES = {
    case.title.partition(":")[0]: case for case in read_cases(Path(__file__).with_name("two_dialects.md"))
}
FRONT = """
title: 第三期：动作掩码与采样
date: 2022-07-15 22:58:41
categories:
  - 周刊
tags:
  - Cloud
  - 强化学习
"""
SECOND = post("title: 第二期\ndate: 2022-01-01", "上一期的正文在这里。\n")
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
BESIDE = re.compile(r"\./([\w.-]+\.png)")


def as_hugo(root: Path, text: str) -> Imported:
    files: dict[str, str | bytes] = {
        "content/posts/third/index.md": text,
        "content/posts/second/index.md": SECOND,
        **{f"content/posts/third/{name}": PNG for name in BESIDE.findall(text)},
    }
    made, notes = imported(root, files, Options())
    assert made.recognition.dialect.name == "hugo"
    return notes["third/index.md"]


def as_hexo(root: Path, text: str) -> Imported:
    files: dict[str, str | bytes] = {
        "_config.yml": "new_post_name: :title.md\npermalink: :year/:title/\n",
        "source/_posts/third.md": text,
        "source/_posts/second.md": SECOND,
        **{f"source/asset/third/{name}": PNG for name in re.findall(r"/asset/third/([\w.-]+\.png)", text)},
    }
    made, notes = imported(root, files, Options())
    assert made.recognition.dialect.name == "hexo"
    return notes["third/index.md"]


def assert_one_note(hugo: Imported, hexo: Imported) -> None:
    """Both are the same to the letter, and so are their pictures, but for the address of old."""
    assert "\naliases: [/posts/third/]\n" in hugo.text
    assert hugo.text.replace("[/posts/third/]", "[/2022/third/]") == hexo.text
    assert sorted(hugo.pictures) == sorted(hexo.pictures)
    assert BESIDE.search(hugo.text) is None


def test_both_forms_are_the_same_note_but_for_the_old_address(tmp_path: Path) -> None:
    hugo = as_hugo(tmp_path / "hugo", post(FRONT, CASES["hugo"].given + "\n"))
    hexo = as_hexo(tmp_path / "hexo", post(FRONT, CASES["hexo"].given + "\n"))
    assert hugo.text.partition("---\n\n")[2] == CASES["hugo"].expected + "\n"
    assert hexo.text.partition("---\n\n")[2] == CASES["hexo"].expected + "\n"
    assert_one_note(hugo, hexo)
    assert sorted(hugo.pictures) == ["third/curve.png", "third/sampling.png"]


def test_the_seed_is_one_note_in_both_forms(tmp_path: Path) -> None:
    seed = next(SEEDS.glob("000_*.txt"), None)
    if seed is None:
        pytest.skip("the seeds are not beside this checkout")
    source = seed.read_text(encoding="utf-8")
    body = split(source).body
    assert recognise(Tree(seed)).dialect.name == "hugo"
    rewritten = re.sub(r"\\\\\(\s*(.+?)\s*\\\\\)", r"$\1$", BESIDE.sub(r"/asset/third/\1", body))
    assert rewritten.count("$") > body.count("$")
    hugo = as_hugo(tmp_path / "hugo", source)
    assert_one_note(hugo, as_hexo(tmp_path / "hexo", source.replace(body, rewritten)))
    assert len(hugo.pictures) == len(set(BESIDE.findall(body)))


@pytest.mark.parametrize(
    "front", ["---\ntitle: T\ndate: 2022-07-15\n---\n", '+++\ntitle = "T"\ndate = 2022-07-15\n+++\n']
)
def test_a_bundle_by_itself_is_recognised_and_says_why(tmp_path: Path, front: str) -> None:
    files: dict[str, str | bytes] = {"index.md": front + "\nText.\n\n![](./a.png)\n", "a.png": PNG}
    made, notes = imported(tmp_path / "the-bundle", files)
    assert made.recognition.dialect.name == "hugo"
    reason = "index.md has front matter, and its pictures beside it, as page bundles do"
    assert reason in made.recognition.reasons
    (note,) = notes.values()
    assert (note.path, list(note.pictures)) == ("the-bundle/index.md", ["the-bundle/a.png"])
    assert "aliases" not in note.text


def test_a_bundle_in_one_file_has_no_address_of_old(tmp_path: Path) -> None:
    text = post("title: T\ndate: 2022-07-15", "Text.\n\n![](./lost.png)\n")
    made, notes = imported(tmp_path, {"000_ab.txt": text})
    assert made.recognition.dialect.name == "hugo"
    assert made.recognition.reasons == (
        "000_ab.txt has front matter, and names its pictures as beside it (./), as in page bundles,"
        " though without them",
    )
    assert "aliases" not in notes["000_ab/index.md"].text


def test_a_text_without_front_matter_or_with_other_pictures_is_no_bundle(tmp_path: Path) -> None:
    for number, text in enumerate(["![](./a.png)\n", post("title: T\ndate: 2022-07-15", "![](a/b.png)\n")]):
        _, notes = imported(tmp_path / str(number), {"a.md": text})
        assert recognise(Tree(tmp_path / str(number))).dialect.name == "hackmd"
        assert notes
