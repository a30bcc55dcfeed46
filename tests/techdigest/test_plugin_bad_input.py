"""Bad files: one message each, with file, line and hint; the rest of the site is built."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from support.small_site import SmallSite

GOOD = "---\ntitle: 好笔记\ndate: 2026-01-02\n---\n\n这篇笔记没有问题，其余的都有。\n"
CHINESE = (
    "---\ntitle: 编码\ndate: 2026-01-01\n---\n\n这篇笔记不是用 UTF-8 写的，而是别的编码，读的时候要认出来。\n"
)
TRADITIONAL = "---\ntitle: 編碼\ndate: 2026-01-01\n---\n\n這篇筆記不是用 UTF-8 寫的，讀的時候要認出來。\n"


def note(title: str, text: str = "正文，用简体中文写成。", head: str = "") -> str:
    """A note's file."""
    return f"---\ntitle: {title}\ndate: 2026-01-01\n{head}---\n\n{text}\n"


@dataclass(frozen=True)
class Case:
    """A bad input.

    Attributes:
        make: Writes it.
        messages: What each message about it holds: its place and code, then parts of its text.
        page: The page on which the content is found all the same; empty where it is left out.
    """

    make: Callable[[SmallSite], object]
    messages: tuple[tuple[str, ...], ...]
    page: str = ""


def link(site: SmallSite, path: str, target: str) -> None:
    """Make a symbolic link in the content folder."""
    place = site.root / "docs" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


def two_loops(site: SmallSite) -> None:
    """Two links that lead to their own folder: MkDocs walks them for ever."""
    link(site, "notes/deep/one", ".")
    link(site, "notes/deep/two", ".")


def escape(site: SmallSite) -> None:
    """A link out of the content folder."""
    (site.root / "secret.md").write_text("# zzsecret\n\nzzsecret\n")
    link(site, "notes/secret.md", "../../secret.md")


CASES = {
    "GBK": Case(
        lambda site: site.write("notes/bad.md", CHINESE.encode("gbk")),
        (("notes/bad.md: warning[encoding] ", "GBK", "iconv -f GBK"),),
        "bad",
    ),
    "Big5": Case(
        lambda site: site.write("notes/bad.md", TRADITIONAL.encode("big5")),
        (("notes/bad.md: warning[encoding] ", "BIG5", "iconv -f BIG5"),),
        "zh-Hant/bad",
    ),
    "UTF-16": Case(
        lambda site: site.write("notes/bad.md", CHINESE.encode("utf-16")),
        (("notes/bad.md: warning[encoding] ", "UTF-16", "iconv"),),
        "bad",
    ),
    "a plain page in GBK": Case(
        lambda site: site.write(
            "bad.md", "# 编码\n\n这一页不是用 UTF-8 写的，读的时候要认出来。\n".encode("gbk")
        ),
        (("bad.md: warning[encoding] ", "GBK"),),
        "bad",
    ),
    "no text at all": Case(
        lambda site: site.write("notes/bad.md", b"# x\n\n\xff\xfe\x00\xd8\x81\x30" + bytes(range(256))),
        (("notes/bad.md:3: error[encoding-unknown] ", "0xFF", "Save the file as UTF-8"),),
    ),
    "broken YAML": Case(
        lambda site: site.write("notes/bad.md", note("坏", head="tags: [a, b\n")),
        (("notes/bad.md:", "front-matter"),),
        "bad",
    ),
    "broken YAML of a plain page": Case(
        lambda site: site.write("bad.md", "---\ntitle: 坏\ntags: [a, b\n---\n\n正文。\n"),
        (("bad.md:", "front-matter"),),
        "bad",
    ),
    "a billion laughs": Case(
        lambda site: site.write(
            "notes/bad.md",
            note(
                "坏",
                head="tags: &a [x,x,x,x,x,x,x,x,x]\n"
                + "".join(
                    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
                ),
            ),
        ),
        (("notes/bad.md:", "front-matter"),),
        "bad",
    ),
    "a date that is no date": Case(
        lambda site: site.write("notes/bad.md", note("坏").replace("2026-01-01", "2026-13-45")),
        (("notes/bad.md:3: ", "2026-13-45", "hint: "),),
        "bad",
    ),
    "two notes of one slug": Case(
        lambda site: (
            site.write("notes/bad.md", note("甲", head="slug: same\n")),
            site.write("notes/worse.md", note("乙", head="slug: same\n")),
        ),
        (("notes/worse.md: warning[slug-taken] ", "notes/bad.md", "same-2"),),
        "same-2",
    ),
    "a file beside a folder of its name": Case(
        lambda site: (site.write("notes/bad.md", note("甲")), site.write("notes/bad/index.md", note("乙"))),
        (("notes/bad/index.md: warning[translation-twice] ", "notes/bad.md"),),
        "bad-2",
    ),
    "a page beside a folder of its name": Case(
        lambda site: (site.write("bad.md", "# 甲\n"), site.write("bad/index.md", "# 乙\n")),
        (("bad/index.md: error[address-taken] ", "bad.md", "/bad/"),),
        "bad",
    ),
    "a note at the site's own address": Case(
        lambda site: site.write("notes/archive.md", note("归档")),
        (("notes/archive.md: warning[slug-taken] ", "archive-2"),),
        "archive-2",
    ),
    "a named pipe": Case(
        lambda site: os.mkfifo(site.root / "docs" / "notes" / "pipe.md"),
        (("notes/pipe.md: error[special-file] ", "a named pipe"),),
    ),
    "a named pipe among images": Case(
        lambda site: os.mkfifo(site.root / "docs" / "pipe.png"),
        (("pipe.png: error[special-file] ", "a named pipe"),),
    ),
    "symbolic links that loop": Case(
        two_loops,
        (("notes/deep/one: error[symlink-loop] ",), ("notes/deep/two: error[symlink-loop] ",)),
    ),
    "a symbolic link out of the folder": Case(escape, (("notes/secret.md: error[symlink-escape] ",),)),
    "a slug out of the folder": Case(
        lambda site: site.write("notes/bad.md", note("坏", head="slug: ../../../escaped\n")),
        (("notes/bad.md:4: warning[front-matter-slug] ", "../../../escaped"),),
    ),
    "an image out of the folder": Case(
        lambda site: site.write("notes/bad.md", note("坏", "文字。\n\n![图](../../../../etc/passwd)")),
        (("notes/bad.md:8: ", "image"),),
        "bad",
    ),
    "an image that is not there": Case(
        lambda site: site.write("notes/bad.md", note("坏", "文字。\n\n![图](missing.png)")),
        (("notes/bad.md:8: ", "missing.png"),),
        "bad",
    ),
    "broken TeX": Case(
        lambda site: site.write("notes/bad.md", note("坏", "公式 $\\frac{1}{$ 不完整。")),
        (("notes/bad.md:6: ",),),
        "bad",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_gives_one_message_and_the_rest_is_built(site: SmallSite, name: str) -> None:
    case = CASES[name]
    site.write("notes/good.md", GOOD)
    case.make(site)
    started = time.monotonic()
    site.build(plugins=["techdigest", "cjksearch"])
    assert time.monotonic() - started < 30
    assert "好笔记" in site.read("good/index.html")
    assert "好笔记" in site.read("index.html")
    assert "zzsecret" not in "".join(site.places_of("zzsecret"))
    assert len(site.messages) == len(case.messages), site.messages
    for message, parts in zip(sorted(site.messages), case.messages, strict=True):
        assert message.startswith(f"techdigest: {parts[0]}")
        assert "\n    hint: " in message
        for part in parts:
            assert part in message
    if case.page:
        assert site.has(f"{case.page}/index.html")


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "<a " * 17_000, "字" * 1_700_000], ids=["brackets", "tags", "line"]
)
def test_hostile_text_takes_bounded_time(site: SmallSite, text: str) -> None:
    site.write("notes/good.md", GOOD)
    site.write("notes/bad.md", note("坏", text))
    started = time.monotonic()
    site.build(plugins=["techdigest", "cjksearch"])
    assert time.monotonic() - started < 60
    assert "好笔记" in site.read("index.html")
    assert site.has("bad/index.html")


def test_messages_are_sorted_and_show_the_line(site: SmallSite) -> None:
    site.write("notes/b.md", note("乙").replace("2026-01-01", "gestern"))
    site.write("notes/a.md", note("甲", "文字 $\\frac{1}{$。"))
    site.build()
    assert [message.split(":")[1].strip() for message in site.messages] == ["notes/a.md", "notes/b.md"]
    assert "\n    | date: gestern\n" in site.messages[1]
