"""Fences of all pages become snippets: one for all languages of a note, each id once."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.snippet_pages import gathered
from techdigest.snippets.model import Fence, Place
from techdigest.snippets.portable.jobs import Part

ZH, EN, HANT = "notes/a/index.md", "notes/a/index.en.md", "notes/a/index.zh-Hant.md"


def fence(attributes: str, code: str = "", language: str = "python") -> str:
    return f"```{language} {{.run {attributes}}}\n{code}```\n\n"


def test_translations_show_the_code_of_the_default_language(tmp_path: Path) -> None:
    library, found = gathered(
        tmp_path,
        {
            ZH: "# 甲\n\n" + fence('id=x needs=gpu timeout=9 claim="成立"', "print(1)\n"),
            EN: "---\ntitle: A\n---\n\n" + fence('id=x claim="It holds"'),
            HANT: "# 甲\n\n" + fence("id=x", "print(1)\n"),
        },
    )
    assert found == []
    (snippet,) = library.snippets
    assert snippet.code == "print(1)\n"
    assert snippet.place == Place(ZH, 3, "zh-Hans")
    assert snippet.places == (snippet.place, Place(HANT, 3, "zh-Hant"), Place(EN, 5, "en"))
    assert snippet.claims == {"zh-Hans": "成立", "en": "It holds"}
    assert (snippet.needs, snippet.timeout) == (("gpu",), 9.0)
    assert library.declared == 1
    assert library.on_page(EN) == (snippet,)
    empty = Fence(EN, 5, "python", "x", {}, "")
    assert library.of(empty) is snippet
    assert library.code_of(empty) == "print(1)"


def test_a_change_in_the_default_language_changes_all_and_prose_none(tmp_path: Path) -> None:
    def of(code: str, before: str, indent: str = "") -> str:
        block = "".join(f"{indent}{line}\n" for line in f"```python {{.run id=x}}\n{code}\n```".split("\n"))
        library, _ = gathered(tmp_path, {ZH: f"{before}\n\n{block}", EN: "# A\n\n" + fence("id=x")})
        (snippet,) = library.snippets
        assert len(snippet.places) == 2
        return snippet.fingerprint

    first = of("print(1)", "# 甲")
    assert of("print(1)", "# 乙\n\n更多文字\n\n1. 一", "   ") == first
    assert of("print(2)", "# 甲") != first


def test_plain_pages_have_snippets_too(tmp_path: Path) -> None:
    library, found = gathered(
        tmp_path,
        {
            "guide/index.md": "# 指南\n\n" + fence("id=x", "1\n"),
            "guide/index.en.md": "# Guide\n\n" + fence("id=x"),
        },
    )
    assert (found, [len(snippet.places) for snippet in library.snippets]) == ([], [2])


def test_code_that_differs_is_an_error_that_names_both_places(tmp_path: Path) -> None:
    library, (found,) = gathered(
        tmp_path, {ZH: "# 甲\n\n" + fence("id=x", "a = 1\n"), EN: "# A\n\n\n" + fence("id=x", "a = 2\n")}
    )
    assert found.startswith(f"{EN}:4: error[snippet-differs] the code of x differs from that at {ZH}:3")
    assert "hint: leave the code out here" in found
    assert [snippet.place.path for snippet in library.snippets] == [ZH]
    assert library.of(Fence(EN, 4, "python", "x", {}, "a = 2")) is None


def test_attributes_that_differ_are_an_error(tmp_path: Path) -> None:
    _, (found,) = gathered(
        tmp_path,
        {ZH: "# 甲\n\n" + fence("id=x timeout=9", "1\n"), EN: "# A\n\n" + fence("id=x timeout=8 needs=''")},
    )
    assert found.startswith(f"{EN}:3: error[snippet-differs] the attribute timeout of x differs")
    _, (found,) = gathered(
        tmp_path, {ZH: "# 甲\n\n" + fence("id=x", "1\n"), EN: "# A\n\n" + fence("id=x", language="bash")}
    )
    assert found.startswith(f"{EN}:3: error[snippet-differs] x is bash here, but python at {ZH}:3")


def test_an_id_is_used_once(tmp_path: Path) -> None:
    library, found = gathered(
        tmp_path,
        {
            "notes/a.md": "# 甲\n\n" + fence("id=x", "1\n") + fence("id=x", "2\n"),
            "notes/b.md": "# 乙\n\n" + fence("id=x", "3\n"),
        },
    )
    assert [text.split(" [")[0].split("\n")[0] for text in found] == [
        "notes/a.md:7: error[snippet-id-twice] the snippet at notes/a.md:3 has the id x already",
        "notes/b.md:3: error[snippet-id-twice] the snippet at notes/a.md:3 has the id x already",
    ]
    assert [snippet.code for snippet in library.snippets] == ["1\n"]
    assert library.declared == 3


def test_a_translation_that_lacks_a_snippet_is_a_warning(tmp_path: Path) -> None:
    library, (found,) = gathered(tmp_path, {ZH: "# 甲\n\n" + fence("id=x", "1\n"), EN: "# A\n"})
    assert found.startswith(
        f"{EN}: warning[snippet-missing] this translation does not show the snippet x of {ZH}:3"
    )
    assert "add ```python {.run id=x}" in found
    assert len(library.snippets) == 1


def test_an_empty_fence_needs_code_to_refer_to(tmp_path: Path) -> None:
    library, (found,) = gathered(tmp_path, {EN: "# A\n\n" + fence("id=x") + fence("id=y", "1\n")})
    assert found.startswith(
        f"{EN}:3: error[snippet-empty] the snippet x is empty, and no page has code for it"
    )
    assert [snippet.id for snippet in library.snippets] == ["y"]
    assert library.declared == 2


def test_what_is_refused_is_shown_and_declared_but_not_run(tmp_path: Path) -> None:
    library, found = gathered(
        tmp_path,
        {
            ZH: "# 甲\n\n"
            + fence("id=x sped=3", "1\n")
            + fence("id=y", "1\n", "rust")
            + fence("needs=gpu", "1\n"),
            EN: "# A\n\n" + fence("id=x") + fence("id=y", "", "rust"),
        },
    )
    assert len(found) == 4
    assert library.snippets == ()
    assert library.declared == 3
    assert library.code_of(Fence(EN, 3, "python", "x", {}, "")) == "1"


def test_private_notes_are_run_but_their_code_reaches_no_published_page(tmp_path: Path) -> None:
    library, found = gathered(
        tmp_path,
        {
            ZH: "---\ndraft: true\n---\n# 甲\n\n" + fence("id=x", "secret = 1\n") + fence("id=y", "2\n"),
            EN: "# A\n\n" + fence("id=x"),
            "notes/b.md": "# 乙\n\n" + fence("id=z setup=y", "3\n"),
        },
    )
    assert [text.split("\n")[0] for text in found] == [
        f"{EN}:3: error[snippet-empty] the snippet x is empty, and the page that has its code, "
        f"{ZH}:6, is private",
        "notes/b.md:3: error[snippet-setup] its setup, y, stands in a private note",
    ]
    assert library.private == {"x", "y"}
    assert {place.path for snippet in library.snippets for place in snippet.places} == {ZH}
    assert library.code_of(Fence(EN, 3, "python", "x", {}, "")) == ""


def test_setups_run_first_each_once_in_order_with_their_places(tmp_path: Path) -> None:
    library, found = gathered(
        tmp_path,
        {
            "notes/a.md": "# 甲\n\n" + fence("id=base", "a = 1\n") + fence("id=left setup=base", "b = a\n"),
            "notes/b.md": "# 乙\n\n" + fence('id=top setup="left right"', "d = b + c\n"),
            "notes/c.md": "# 丙\n\n" + fence("id=right setup=base", "c = a\n"),
        },
    )
    assert found == []
    assert library.parts_of(library.by_id["top"]) == (
        Part("notes/a.md", 4, "a = 1\n"),
        Part("notes/a.md", 8, "b = a\n"),
        Part("notes/c.md", 4, "c = a\n"),
        Part("notes/b.md", 4, "d = b + c\n"),
    )
    before = {snippet.id: snippet.fingerprint for snippet in library.snippets}
    changed, _ = gathered(
        tmp_path,
        {"notes/a.md": "# 甲\n\n" + fence("id=base", "a = 2\n") + fence("id=left setup=base", "b = a\n")},
    )
    assert all(snippet.fingerprint != before[snippet.id] for snippet in changed.snippets)


@pytest.mark.parametrize(
    ("attributes", "message", "hint"),
    [
        ("id=x setup=bass", "its setup names bass, but no snippet has that id", "did you mean base?"),
        ("id=x setup=shell", "its setup, shell, is bash, but it is python itself", "same language"),
        ("id=x setup=x", "its setup goes round in a circle: x → x", "on none that builds on it"),
        ("id=x setup=odd", "its setup, odd, has an error of its own", "mend odd first"),
        ("id=x files=none.csv", "there is no file none.csv beside this note", "into the note's folder"),
        ("id=x files=out.csv", "the file out.csv is a link that leaves the note's folder", "note's folder"),
        ("id=x files=pipe", "pipe is not a regular file", "note's folder"),
        ("id=x files=loop", "there is no file loop beside this note", "note's folder"),
    ],
)
def test_setups_and_files_that_cannot_be_had_are_errors(
    tmp_path: Path, attributes: str, message: str, hint: str
) -> None:
    (tmp_path / "notes/a").mkdir(parents=True)
    (tmp_path / "notes/out.csv").write_text("1")
    (tmp_path / "notes/a/out.csv").symlink_to("../out.csv")
    (tmp_path / "notes/a/loop").symlink_to("loop")
    os.mkfifo(tmp_path / "notes/a/pipe")
    library, found = gathered(
        tmp_path,
        {
            "notes/b.md": "# 乙\n\n"
            + fence("id=base", "1\n")
            + fence("id=shell", "ls\n", "bash")
            + fence("id=odd size=odd", "1\n"),
            ZH: "# 甲\n\n" + fence(attributes, "1\n"),
        },
    )
    (of_x,) = [text for text in found if text.startswith(f"{ZH}:3: error[snippet-")]
    assert message in of_x
    assert hint in of_x
    assert [snippet.id for snippet in library.snippets] == ["base", "shell"]


def test_setups_that_build_on_each_other_are_all_refused(tmp_path: Path) -> None:
    library, found = gathered(
        tmp_path,
        {
            ZH: "# 甲\n\n"
            + fence("id=a setup=b", "1\n")
            + fence("id=b setup=a", "1\n")
            + fence("id=c setup=a", "1\n")
        },
    )
    assert library.snippets == ()
    assert [text.split("\n")[0].split("] ")[1] for text in found] == [
        "its setup goes round in a circle: a → b → a",
        "its setup goes round in a circle: b → a → b",
        "its setup goes round in a circle: a → b → a",
    ]


def test_a_file_beside_the_note_counts_by_its_bytes(tmp_path: Path) -> None:
    pages = {ZH: "# 甲\n\n" + fence("id=x files=data.csv", "1\n")}
    (tmp_path / "notes/a").mkdir(parents=True)
    (tmp_path / "notes/a/data.csv").write_bytes(b"1,2\n")
    first, found = gathered(tmp_path, pages)
    assert found == []
    assert list(first.snippets[0].files) == ["data.csv"]
    (tmp_path / "notes/a/data.csv").write_bytes(b"1,3\n")
    second, _ = gathered(tmp_path, pages)
    assert first.snippets[0].fingerprint != second.snippets[0].fingerprint


def test_a_long_chain_of_setups_is_refused_in_linear_time(tmp_path: Path) -> None:
    text = "".join(fence(f"id=s-{n} setup=s-{n - 1}" if n else "id=s-0", f"x = {n}\n") for n in range(1500))
    start = time.process_time()
    library, found = gathered(tmp_path, {ZH: "# 甲\n\n" + text})
    assert time.process_time() - start < 30
    assert library.declared == 1500
    assert len(library.snippets) == 21
    assert "its setup has more than 20 snippets" in "".join(found)


IDS = st.sampled_from(["a", "b", "c"])
ATTRIBUTES = st.sampled_from(
    ["", " setup=a", " setup='b c'", " timeout=5", " needs=gpu", " odd=1", " size=small"]
)
FENCES = st.builds(
    lambda name, more, code: fence(f"id={name}{more}", code),
    IDS,
    ATTRIBUTES,
    st.sampled_from(["", "1\n", "2\n"]),
)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from([ZH, EN, "notes/b.md"]), st.lists(FENCES, max_size=4).map("".join)))
def test_whatever_stands_on_pages_is_run_or_reported(
    tmp_path_factory: pytest.TempPathFactory, pages: dict[str, str]
) -> None:
    content = tmp_path_factory.mktemp("content")
    library, found = gathered(content, pages)
    errors = [text for text in found if "error[" in text]
    assert len(library.snippets) <= library.declared
    assert (len(library.snippets) == library.declared) or errors
    assert [snippet.id for snippet in library.snippets] == sorted(library.by_id)
    for snippet in library.snippets:
        assert library.parts_of(snippet)[-1].code == snippet.code
        assert snippet.fingerprint.startswith("sha256:")
    again, found_again = gathered(content, dict(reversed(pages.items())))
    assert (again, found_again) == (library, found)
