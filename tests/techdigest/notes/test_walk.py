from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from techdigest.diagnostics import Diagnostics
from techdigest.notes.walk import read_file, walk


def walked(root: Path) -> tuple[list[str], list[str]]:
    found = Diagnostics()
    return list(walk(root, found)), [diagnostic.render() for diagnostic in found]


def test_files_come_sorted_with_forward_slashes_and_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.md", "a.md", ".git/config", "a/.hidden.md", "名字 有空格.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert walked(tmp_path) == (["a.md", "a/z.md", "b.md", "名字 有空格.md"], [])


def test_a_named_pipe_is_reported_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert walked(tmp_path) == (
        [],
        [
            "pipe.md: error[special-file] this is a named pipe; it is left out\n"
            "    hint: Move it out of the content folder."
        ],
    )


def test_a_socket_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may be 100 bytes long only
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.md")
        assert walked(tmp_path)[1] == [
            "s.md: error[special-file] this is a socket; it is left out\n"
            "    hint: Move it out of the content folder."
        ]


def test_two_folders_that_link_to_each_other_end_with_one_diagnostic_each(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "note.md").write_text("x")
        (tmp_path / name / "link").symlink_to(f"../{other}")
    paths, found = walked(tmp_path)
    assert paths == ["a/note.md", "b/note.md"]
    assert found[0] == (
        "a/link: error[symlink-folder] the symbolic link leads to the folder b, which is read there already; "
        "it is left out\n    hint: Refer to the files as b/…."
    )
    assert len(found) == 2


def test_a_link_to_its_own_folder_is_a_loop(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "again").symlink_to("..")
    assert walked(tmp_path)[1] == [
        "a/again: error[symlink-loop] the symbolic link leads to a folder that contains it; it is left out\n"
        "    hint: Remove the link."
    ]


def test_links_that_lead_to_each_other_are_a_loop(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    paths, found = walked(tmp_path)
    assert paths == []
    assert [text.split(" the ")[0] for text in found] == [
        "a.md: error[symlink-loop]",
        "b.md: error[symlink-loop]",
    ]


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").symlink_to("../secret.md")
    (tmp_path / "content" / "dir").symlink_to("/")
    paths, found = walked(tmp_path / "content")
    assert paths == []
    assert found == [
        f"{name}: error[symlink-escape] the symbolic link leaves the content folder; it is left out\n"
        "    hint: Copy what it points at into the content folder."
        for name in ("a.md", "dir")
    ]


def test_a_link_to_a_file_inside_is_followed_and_a_dangling_one_reported(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "b.md").symlink_to("a.md")
    (tmp_path / "c.md").symlink_to("gone.md")
    paths, found = walked(tmp_path)
    assert paths == ["a.md", "b.md"]
    assert found == [
        "c.md: error[symlink-dangling] the symbolic link leads nowhere; it is left out\n"
        "    hint: Mend its target, or remove it."
    ]


def test_a_name_that_is_not_utf8_is_reported_readably(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xca.md")).write_text("x")
    assert walked(tmp_path) == (
        [],
        [
            r"\xb1\xca.md: error[name-not-utf8] the file's name is not UTF-8; it is left out"
            "\n    hint: Rename it (convmv converts old names)."
        ],
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    assert walked(tmp_path) == (
        [],
        [
            f"{name}: error[unreadable] cannot be read: Permission denied; it is left out\n"
            "    hint: Check its permissions."
            for name in ("a.md", "closed")
        ],
    )


def test_denied_access_is_reported_for_root_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("x")
    monkeypatch.setattr(os, "access", lambda *_: False)
    paths, found = walked(tmp_path)
    assert paths == []
    assert found == [
        "a.md: error[unreadable] cannot be read: Permission denied; it is left out\n"
        "    hint: Check its permissions."
    ]


def test_a_missing_folder_is_one_diagnostic(tmp_path: Path) -> None:
    assert walked(tmp_path / "none") == (
        [],
        [
            ".: error[unreadable] cannot be read: No such file or directory; it is left out\n"
            "    hint: Check its permissions."
        ],
    )


def test_deeply_nested_folders_need_no_recursion(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(300):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("x")
    assert walked(tmp_path)[0] == ["d/" * 300 + "a.md"]


def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    found = Diagnostics()
    assert read_file(tmp_path, "a.md", found) is None
    assert [diagnostic.code for diagnostic in found] == ["special-file"]


def test_a_sparse_file_of_terabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(1 << 40)
    found = Diagnostics()
    assert read_file(tmp_path, "a.md", found) is None
    assert [diagnostic.render() for diagnostic in found] == [
        "a.md: error[too-large] a text of 1,099,512 MB; it is left out\n"
        "    hint: Keep data out of the content folder."
    ]
