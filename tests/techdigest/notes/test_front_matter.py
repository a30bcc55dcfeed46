from __future__ import annotations

import time
from pathlib import Path

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.three_dots import Case, read_cases
from techdigest.diagnostics import Diagnostics
from techdigest.notes.fields import parse_date
from techdigest.notes.front_matter import NoteFile, NoteHandler, read_front_matter
from techdigest.notes.model import FrontMatter
from techdigest.notes.slugs import slugify

CASES = read_cases(Path(__file__).with_name("front_matter.md"))


def shown(file: NoteFile, found: Diagnostics) -> str:
    """Return what was read the way the cases show it."""
    lines = [] if file.body_line > 1 else ["no front matter"]
    defaults = FrontMatter()
    for key in FrontMatter.model_fields:
        value = getattr(file.front, key)
        if value == getattr(defaults, key):
            continue
        if key == "sources":
            value = ", ".join(source.url + (f" ({source.title})" if source.title else "") for source in value)
        elif key in ("date", "updated"):
            value = value.isoformat()
        else:
            value = repr(value)
        lines.append(f"{key}: {value}")
    if file.extra:
        lines.append(f"extra: {file.extra}")
    if file.is_private:
        lines.append("private")
    lines.append(f"body from line {file.body_line}: {file.body!r}")
    lines += [f"! {line}" for diagnostic in found for line in diagnostic.render().split("\n")]
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.id} {case.title}" for case in CASES])
def test_front_matter(case: Case) -> None:
    found = Diagnostics()
    assert shown(read_front_matter(case.given, "a.md", found), found) == case.expected


def test_every_line_of_the_body_is_where_body_line_says() -> None:
    for case in CASES:
        file = read_front_matter(case.given, "a.md", Diagnostics())
        assert file.body == "\n".join(case.given.split("\n")[file.body_line - 1 :])


def test_python_frontmatter_reads_with_the_same_handler() -> None:
    text = "---\ntitle: A\ntags: [x]\n---\nText.\n"
    assert frontmatter.parse(text, handler=NoteHandler()) == ({"title": "A", "tags": ["x"]}, "Text.")
    assert frontmatter.parse("Text.", handler=NoteHandler()) == ({}, "Text.")


def test_deep_nesting_is_refused_at_once() -> None:
    found = Diagnostics()
    start = time.process_time()
    read_front_matter("---\na: " + "[" * 60_000 + "\n---\n", "a.md", found)
    read_front_matter("---\na:\n" + "- " * 30_000 + "x\n---\n", "b.md", found)
    assert time.process_time() - start < 3
    assert [diagnostic.message.split(";")[0] for diagnostic in found] == [
        "front matter is not valid YAML: more than 12 levels of lists and mappings"
    ] * 2


def test_front_matter_of_megabytes_is_not_read_but_its_privacy_is_kept() -> None:
    found = Diagnostics()
    file = read_front_matter("---\nx: " + "a" * 1_000_000 + "\npassword: x\n---\n# Heading\n", "a.md", found)
    assert file.is_private
    assert file.body == "# Heading\n"
    assert [diagnostic.render() for diagnostic in found] == [
        "a.md:2: error[front-matter-too-long] front matter of 1,000,015 characters is not read; "
        "the note goes without it\n    hint: Keep it below 64,000 characters."
    ]


def test_a_very_long_title_is_cut() -> None:
    found = Diagnostics()
    front = read_front_matter("---\ntitle: " + "长" * 20_000 + "\n---\n", "a.md", found).front
    assert front.title == "长" * 300 + "…"
    assert "a title of 20,000 characters is cut short" in [diagnostic.message for diagnostic in found]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026/1/3", "2026-01-03"),
        ("2026.01.03", "2026-01-03"),
        ("2026年1月3日", "2026-01-03"),
        ("2026-01-31 22:58", "2026-01-31T22:58:00+00:00"),
        ("2026-01-31T22:58:41.123Z", "2026-01-31T22:58:41+00:00"),
        ("2026-01-31 22:58:41 +0530", "2026-01-31T22:58:41+05:30"),
        ("2026-01-31T22:58:41-8", "2026-01-31T22:58:41-08:00"),
        ("2026-02-30", None),
        ("2026-01-31 25:00", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("31 January", None),
        ("2026-01-31T22:58:41+99:99", None),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, iso: str | None) -> None:
    found = parse_date(text)
    assert (found.isoformat() if found else None) == iso


YAML = st.text(st.sampled_from("ab:- \n\t[]{}&*!|>'\"#%@,?0129-\\~<=$中—\u2028\x85"), max_size=200)


@given(YAML)
def test_no_front_matter_raises_and_none_of_it_becomes_text(source: str) -> None:
    file = read_front_matter(f"---\ntitle: x\n{source}\n---\nTHE END", "a.md", Diagnostics())
    assert file.body.endswith("THE END")
    assert file.body_line > 1


@given(st.text(max_size=300))
def test_no_text_raises_and_the_body_is_the_end_of_it(text: str) -> None:
    file = read_front_matter(text, "a.md", Diagnostics())
    assert text.endswith(file.body)
    assert text.count("\n") == file.body.count("\n") + file.body_line - 1 or not file.body


@given(st.text())
def test_a_slug_is_one_safe_path_segment(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug
    assert not set(slug) & set("/\\.%?#<>\"' \0")
    assert len(slug.encode()) <= 180


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "{",
        "- ",
        "? ",
        "a: &a x\n",
        "*a ",
        "!!x ",
        "'",
        '"',
        "|",
        "#",
        "\n",
        " ",
        "\t",
        "%",
        "a:\n",
        "k: v\n",
    ],
)
def test_front_matter_takes_linear_time_whatever_stands_in_it(unit: str) -> None:
    start = time.process_time()
    read_front_matter("---\na: " + unit * (60_000 // len(unit)) + "\n---\n", "a.md", Diagnostics())
    assert time.process_time() - start < 10
