"""Sources are read safely: nothing outside of them, nothing without bounds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.sources import PNG, imported, plant
from techdigest.importers import tree as trees
from techdigest.importers.importing import Options
from techdigest.importers.model import Finding
from techdigest.importers.tree import Tree


def test_files_are_listed_and_foreign_folders_left_out(tmp_path: Path) -> None:
    files = {"b.md": "", "a/c.md": "", "node_modules/x/README.md": "", ".git/d.md": "", "_site/e.md": ""}
    tree = Tree(plant(tmp_path, files))
    assert tree.files == ("a/c.md", "b.md")


def test_symbolic_links_are_not_followed_and_that_is_told(tmp_path: Path) -> None:
    plant(tmp_path, {"outside/secret.md": "secret", "source/a.md": "a", "source/real.md": "real"})
    source = tmp_path / "source"
    (source / "file.md").symlink_to(tmp_path / "outside" / "secret.md")
    (source / "folder").symlink_to(tmp_path / "outside")
    (source / "inside.md").symlink_to(source / "real.md")
    (source / "loop.md").symlink_to(source / "loop.md")
    tree = Tree(source)
    assert tree.files == ("a.md", "real.md")
    assert {each.path for each in tree.findings} == {"file.md", "folder", "inside.md", "loop.md"}
    assert all(each.rule.startswith(trees.UNREAD) for each in tree.findings)
    assert tree.text("file.md") is None


def test_a_file_that_became_a_link_is_not_read(tmp_path: Path) -> None:
    tree = Tree(plant(tmp_path / "source", {"a.md": "a"}))
    plant(tmp_path, {"secret.md": "secret"})
    (tree.root / "a.md").unlink()
    (tree.root / "a.md").symlink_to(tmp_path / "secret.md")
    assert tree.data("a.md") is None


def test_a_folder_that_became_a_link_is_not_read(tmp_path: Path) -> None:
    tree = Tree(plant(tmp_path, {"source/deep/a.md": "a", "other/a.md": "secret"}) / "source")
    assert tree.data("deep/a.md") == b"a"
    (tree.root / "deep").rename(tree.root / "was")
    (tree.root / "deep").symlink_to(tmp_path / "other")
    assert tree.data("deep/a.md") is None


@pytest.mark.parametrize("path", ["../secret.md", "/etc/hostname", "a/../../secret.md", "", ".", "a.md\0"])
def test_no_path_leaves_the_source(path: str, tmp_path: Path) -> None:
    plant(tmp_path, {"secret.md": "secret", "source/a.md": "a"})
    assert Tree(tmp_path / "source").data(path) is None


def test_pictures_and_inclusions_do_not_leave_the_source(tmp_path: Path) -> None:
    body = "![](../secret.png) ![](/../secret.png) ![](%2e%2e/secret.png)\n\n{{#include ../secret.md}}\n"
    plant(tmp_path, {"secret.md": "TOP SECRET", "secret.png": PNG})
    for dialect in ("hexo", "mdbook", "obsidian"):
        _, notes = imported(tmp_path / "source", {"a.md": body}, Options(dialect=dialect))
        for note in notes.values():
            assert note.pictures == {}
            assert "TOP SECRET" not in note.text


def test_counts_and_sizes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "MAX_FILES", 3)
    monkeypatch.setattr(trees, "MAX_TEXT", 10)
    tree = Tree(plant(tmp_path, {f"{name}.md": "x" * 11 for name in "abcde"}))
    assert tree.files == ("a.md", "b.md", "c.md")
    assert [each.rule for each in tree.findings] == ["unread-too-many-files"]
    found: list[Finding] = []
    assert tree.text("a.md", found) is None
    assert [each.rule for each in found] == ["unread-too-large"]


def test_what_is_no_file_is_left_out(tmp_path: Path) -> None:
    plant(tmp_path, {"a.md": "a"})
    os.mkfifo(tmp_path / "pipe.md")
    tree = Tree(tmp_path)
    assert tree.files == ("a.md",)
    assert [each.rule for each in tree.findings] == ["unread-special-file"]


def test_old_encodings_are_read_and_told(tmp_path: Path) -> None:
    tree = Tree(
        plant(
            tmp_path, {"gbk.md": "中文的笔记，和别的人一样。".encode("gbk"), "bom.md": b"\xef\xbb\xbfa\r\nb"}
        )
    )
    found: list[Finding] = []
    assert tree.text("gbk.md", found) == "中文的笔记，和别的人一样。"
    assert [each.rule for each in found] == ["encoding"]
    assert tree.text("bom.md") == "a\nb"


def test_a_broken_byte_costs_no_more_than_itself_and_is_told(tmp_path: Path) -> None:
    text = "一行正文，足够长的正文。\n" * 20
    data = text.encode()
    tree = Tree(plant(tmp_path, {"a.md": data + b"caf\xe9\n" + data, "b.bin.md": bytes(range(256)) * 4}))
    found: list[Finding] = []
    assert tree.text("a.md", found) == f"{text}caf\N{REPLACEMENT CHARACTER}\n{text}"
    assert [(each.rule, each.line) for each in found] == [("unread-bytes", 21)]
    assert tree.text("b.bin.md", found) is None


def test_a_source_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Tree(tmp_path / "nowhere")
