from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from techdigest.diagnostics import Diagnostics
from techdigest.notes.library import Library, read_library


def library(root: Path, files: dict[str, str | bytes]) -> tuple[Library, list[str]]:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = Diagnostics()
    return read_library(root, found), [diagnostic.render() for diagnostic in found]


def addresses(read: Library) -> list[tuple[str, str, str, str]]:
    return [(note.path, note.key, note.lang, note.slug) for note in read.notes]


def test_translations_share_a_key_and_each_has_its_language(tmp_path: Path) -> None:
    read, found = library(
        tmp_path,
        {
            "notes/cuckoo/index.md": "# 布谷鸟过滤器\n\n这是简体。",
            "notes/cuckoo/index.en.md": "# Cuckoo filter",
            "notes/cuckoo/index.zh-Hant.md": "# 布穀鳥過濾器\n",
            "notes/2026/Bloom Filter.md": "# Bloom filter in English",
            "notes/cuckoo/kick.svg": "<svg/>",
        },
    )
    assert found == []
    assert addresses(read) == [
        ("notes/2026/Bloom Filter.md", "notes/2026/Bloom Filter", "en", "bloom-filter"),
        ("notes/cuckoo/index.en.md", "notes/cuckoo", "en", "cuckoo"),
        ("notes/cuckoo/index.md", "notes/cuckoo", "zh-Hans", "cuckoo"),
        ("notes/cuckoo/index.zh-Hant.md", "notes/cuckoo", "zh-Hant", "cuckoo"),
    ]
    assert read.by_path["notes/cuckoo/index.en.md"].title == "Cuckoo filter"


def test_front_matter_wins_over_the_suffix_and_the_suffix_over_the_text(tmp_path: Path) -> None:
    read, _ = library(
        tmp_path,
        {
            "notes/a.en.md": "---\nlang: zh-Hant\n---\n# English text only",
            "notes/b.zh-TW.md": "# English text only",
            "notes/c.md": "# English text only",
        },
    )
    assert [note.lang for note in read.notes] == ["zh-Hant", "zh-Hant", "en"]


def test_pages_outside_the_notes_folder_keep_their_place(tmp_path: Path) -> None:
    read, found = library(
        tmp_path,
        {
            "index.md": "---\nhide: [toc]\nrender_macros: false\n---\n# 首页\n",
            "guide/setup.en.md": "# Setup",
            "guide/index.md": "没有标题\n",
            "posts/2024.md": "---\ndate: 2024-05-01\n---\n# A dated post",
        },
    )
    assert found == []  # a plain site may have any front matter
    assert [(page.path, page.key, page.slug, page.lang) for page in read.pages] == [
        ("guide/index.md", "guide", "guide", "zh-Hans"),
        ("guide/setup.en.md", "guide/setup", "guide/setup", "en"),
        ("index.md", "index", "", "zh-Hans"),
    ]
    assert not any(page.is_listed for page in read.pages)
    assert addresses(read) == [("posts/2024.md", "posts/2024", "en", "posts/2024")]
    assert read.notes[0].is_listed


def test_private_notes_are_read_marked_and_take_no_address(tmp_path: Path) -> None:
    read, found = library(
        tmp_path,
        {
            "notes/a/index.md": "---\ntitle: A\ndraft: true\nslug: x\n---\n",
            "notes/b.md": "---\ntitle: B\nslug: x\n---\n",
            "about.md": "---\npassword: x\n---\n# About",
        },
    )
    assert found == []
    assert [(note.slug, note.is_private) for note in read.notes] == [("x", True), ("x", False)]
    assert [page.is_private for page in read.pages] == [True]


def test_the_same_slug_twice_names_both_files_and_publishes_both(tmp_path: Path) -> None:
    read, found = library(
        tmp_path,
        {
            "notes/a.en.md": "---\ntitle: A\nslug: same\n---\n",
            "notes/b.en.md": "---\ntitle: B\nslug: same\n---\n",
            "notes/c/same.en.md": "---\ntitle: C\n---\n",
            "notes/d.zh-Hans.md": "---\ntitle: D\nslug: same\n---\n",
        },
    )
    assert [note.slug for note in read.notes] == ["same", "same-2", "same-3", "same"]
    assert len(found) == 2
    assert found[0] == (
        "notes/b.en.md: warning[slug-taken] notes/a.en.md has the address same already; "
        "this note gets same-2\n    hint: Give one of them another `slug`."
    )


def test_a_file_beside_a_folder_of_its_name_is_one_diagnostic(tmp_path: Path) -> None:
    read, found = library(tmp_path, {"notes/a.md": "# 甲", "notes/a/index.md": "# 甲二"})
    assert found == [
        "notes/a/index.md: warning[translation-twice] notes/a.md is the same note in zh-Hans too; "
        "this one gets the address a-2\n"
        "    hint: Merge the two, rename one, or give it the right `lang`."
    ]
    assert [(note.slug, note.key) for note in read.notes] == [("a", "notes/a"), ("a-2", "notes/a-2")]


def test_two_files_in_one_language_of_one_note_are_one_diagnostic(tmp_path: Path) -> None:
    read, found = library(tmp_path, {"notes/a/index.en.md": "# A", "notes/a/index.md": "# A in English"})
    assert len(found) == 1
    assert "notes/a/index.en.md is the same note in en too; this one gets the address a-2" in found[0]
    assert [note.slug for note in read.notes] == ["a", "a-2"]


def test_the_sites_own_addresses_and_those_of_pages_are_taken(tmp_path: Path) -> None:
    _, found = library(
        tmp_path, {"notes/tags.md": "# 标签", "notes/about.md": "# 关于", "about.md": "# 关于本站"}
    )
    assert [text.split("\n")[0] for text in found] == [
        "notes/about.md: warning[slug-taken] about.md has the address about already; this note gets about-2",
        "notes/tags.md: warning[slug-taken] the address tags belongs to the site itself; "
        "this note gets tags-2",
    ]


def test_an_unknown_key_is_reported_once_with_the_nearest_known_one(tmp_path: Path) -> None:
    note = "---\ntitle: A\ndescripton: x\ncategories: [y]\nquux: z\nlastmod: 2026-01-01\n---\n"
    _, found = library(tmp_path, {"notes/a.md": note, "notes/b.md": note, "notes/c.md": note})
    assert found == [
        "notes/a.md:3: warning[front-matter-unknown-key] nothing reads the front matter key 'descripton' "
        "(and in 2 other files); it is kept\n    hint: Did you mean `description`?",
        "notes/a.md:4: warning[front-matter-unknown-key] nothing reads the front matter key 'categories' "
        "(and in 2 other files); it is kept\n    hint: Use `domains` (see domains.yml) or `tags`.",
        "notes/a.md:5: warning[front-matter-unknown-key] nothing reads the front matter key 'quux' "
        "(and in 2 other files); it is kept\n    hint: Remove it if it is of no use to you.",
        "notes/a.md:6: warning[front-matter-unknown-key] nothing reads the front matter key 'lastmod' "
        "(and in 2 other files); it is kept\n    hint: Use `updated`.",
    ]


def test_the_title_comes_from_front_matter_then_a_heading_then_the_name(tmp_path: Path) -> None:
    read, found = library(
        tmp_path,
        {
            "notes/a.md": "---\ntitle: Given\n---\n# Heading",
            "notes/b.md": "Text.\n\n```\n# comment\n```\n\n## `Second` *level* {#x}\n",
            "notes/2026-01-31-my_note.md": "Text only.",
        },
    )
    assert {note.path: note.title for note in read.notes} == {
        "notes/a.md": "Given",
        "notes/b.md": "Second level",
        "notes/2026-01-31-my_note.md": "2026-01-31 my note",
    }
    assert found == [
        "notes/2026-01-31-my_note.md:1: warning[title-missing] neither front matter nor a heading "
        "gives a title; '2026-01-31 my note' is used, from the file's name\n"
        "    hint: Add `title:` to the front matter."
    ]


def test_broken_front_matter_is_one_diagnostic_and_the_note_keeps_its_text(tmp_path: Path) -> None:
    read, found = library(tmp_path, {"notes/a.md": "---\ntitle: [broken\n---\n# Heading\n\nText.\n"})
    (note,) = read.notes
    assert (note.title, note.body, note.body_line) == ("Heading", "# Heading\n\nText.\n", 4)
    assert len(found) == 1
    assert found[0].startswith("notes/a.md:2: error[front-matter-yaml] front matter is not valid YAML: ")


def test_a_line_of_five_megabytes_is_one_diagnostic_and_is_read_in_linear_time(tmp_path: Path) -> None:
    start = time.process_time()
    read, found = library(tmp_path, {"notes/a.md": "# 标题\n\n" + "字" * 5_000_000})
    assert time.process_time() - start < 20
    assert len(read.notes[0].body) == 5_000_006
    assert found == [
        "notes/a.md: warning[large-file] a file of 15 MB; pages of that size load slowly\n"
        "    hint: Is this data? Keep data in a file of its own beside the note and link to it."
    ]


def test_a_long_line_in_a_smaller_file_is_named(tmp_path: Path) -> None:
    _, found = library(tmp_path, {"notes/a.md": "# T\n\n" + "a " * 1_000_000})
    assert found == [
        "notes/a.md:3: warning[long-line] a line of 2,000,000 characters\n"
        "    hint: Is this data? Keep data in a file of its own beside the note and link to it."
    ]


def test_what_cannot_be_read_leaves_the_rest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "loop").symlink_to(".")
    read, found = library(
        tmp_path,
        {
            "notes/a.md": "# 标题\n",
            "notes/b.md": "好\n".encode() + b"\xff",
            "notes/c.md": "---\ntitle: 旧文\n---\n这是用旧编码写的笔记。\n".encode("gbk"),
            "notes/d.md": "",
        },
    )
    assert [(note.path, note.title) for note in read.notes] == [
        ("notes/a.md", "标题"),
        ("notes/c.md", "旧文"),
        ("notes/d.md", "d"),
    ]
    assert [text.split("]")[0] for text in found] == [
        "loop: error[symlink-loop",
        "notes/b.md:2: error[encoding-unknown",
        "notes/c.md: warning[encoding",
        "notes/d.md:1: warning[title-missing",
        "pipe.md: error[special-file",
    ]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"notes/{n}.md": f"---\nslug: s{n % 3}\nx{n}: 1\n---\n# 标题" for n in range(9)
    }
    assert library(tmp_path, files) == library(tmp_path, files)


@pytest.mark.parametrize("name", ["notes/a.en.md/x.md", "notes/名 字.md", "notes/..md", "notes/a..en.md"])
def test_odd_names_have_an_address(tmp_path: Path, name: str) -> None:
    read, _ = library(tmp_path, {name: "# 标题\n"})
    for note in read.notes:
        assert note.slug
        assert "/" not in note.slug
