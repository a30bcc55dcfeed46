"""The front matter of notes: what the source said, mended, and nothing lost."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import HealthCheck, given, settings, strategies

from support.sources import imported, post
from techdigest.diagnostics import Diagnostics
from techdigest.importers.front.written import front_text
from techdigest.importers.importing import Options
from techdigest.importers.model import Finding, Outcome
from techdigest.notes.read import read_note


def note(
    root: Path, front: str, body: str = "English text.\n", **options: object
) -> tuple[str, list[Finding]]:
    """Return front matter and findings of the note that a Hugo page becomes."""
    given_options = Options(dialect="hugo", default_lang="en", **options)  # type: ignore[arg-type]  # tests name fields
    _, notes = imported(root, {"content/a.md": f"---\n{front}\n---\n{body}"}, given_options)
    (made,) = notes.values()
    return made.text.split("---\n")[1], list(made.findings)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: 2020-01-02", "title: '2020-01-02'"),
        ("title: 42", "title: '42'"),
        ("title: yes", "title: 'yes'"),
        ("title: [One]", "title: One"),
        ("title: a\ndate: 2020-01-02", "date: 2020-01-02"),
        ("title: a\ndate: 2020-01-02 03:04", "date: 2020-01-02T03:04:00Z"),
        ("title: a\nlastmod: 2020-01-02T03:04:05+08:00", "updated: 2020-01-02T03:04:05+08:00"),
        ('title: a\ntags: "b, c"', "tags: [b, c]"),
        ("title: a\ncategories: [[B, C], D]", "tags: [B, C, D]"),
        ("title: a\ntags: [docker, b]\ncategories: [Docker, c]", "tags: [docker, b, c]"),
        ("title: a\nkeywords: b, c", "tags: [b, c]"),
        ("title: a\nsummary: |\n  one\n  two", "description: one two"),
        ("title: a\nseries: [s]", "series: s"),
        (
            "title: a\ncover: {image: x.png, deep: [1, {b: null}]}",
            "cover:\n  image: x.png\n  deep:\n  - 1\n  - b: null",
        ),
        ("title: a\nweight: 007", "weight: 7"),
        ("title: a\nhidden: true", "draft: true"),
        ("title: a\npublished: false", "draft: true"),
        ("title: a\ndraft: perhaps", "draft: true"),
    ],
)
def test_values_are_mended(front: str, expected: str, tmp_path: Path) -> None:
    assert f"\n{expected}\n" in "\n" + note(tmp_path, front)[0]


def test_a_naive_time_is_in_the_zone_that_was_asked_for_and_otherwise_a_guess(tmp_path: Path) -> None:
    front = "title: a\ndate: 2020-01-02 03:04:05"
    text, found = note(tmp_path, front)
    assert "date: 2020-01-02T03:04:05Z" in text
    assert [(each.line, each.outcome) for each in found if each.rule == "front-date-zone"] == [
        (3, Outcome.GUESSED)
    ]
    text, found = note(tmp_path, front, zone=ZoneInfo("Asia/Shanghai"))
    assert "date: 2020-01-02T03:04:05+08:00" in text
    assert not [each for each in found if each.rule == "front-date-zone"]


def test_what_is_no_date_is_kept_and_told(tmp_path: Path) -> None:
    text, found = note(tmp_path, "title: a\ndate: one day")
    assert "\ndate: one day\n" in text
    assert ("front-date", 3, Outcome.UNKNOWN) in {(each.rule, each.line, each.outcome) for each in found}


def test_a_password_is_never_copied(tmp_path: Path) -> None:
    text, found = note(tmp_path, "title: a\npassword: sesame")
    assert "draft: true" in text
    assert "sesame" not in text + str(found)
    assert "password" not in text


def test_unknown_keys_are_kept_and_empty_ones_told(tmp_path: Path) -> None:
    text, found = note(tmp_path, "title: a\nmathjax: true\nkeywords:\nlayout: ''\ntoc: false")
    assert text.endswith("mathjax: true\ntoc: false\n")
    assert sorted((each.rule, each.text) for each in found if each.rule in ("front-kept", "front-empty")) == [
        ("front-empty", "keywords"),
        ("front-empty", "layout"),
        ("front-kept", "mathjax"),
        ("front-kept", "toc"),
    ]


def test_the_first_heading_is_the_title_of_a_post_without_one(tmp_path: Path) -> None:
    text, _ = note(tmp_path, "date: 2020-01-02", "# A *heading*\n\nText.\n")
    assert text.startswith("title: A heading\n")


def test_a_language_that_the_site_would_not_find_is_named(tmp_path: Path) -> None:
    chinese = {f"content/{name}.md": post(f"title: {name}", "中文的正文在这里，足够长。\n") for name in "ab"}
    tree = post("title: Skill tree", "```mindmap\n# 技能树\n```\n")
    _, notes = imported(tmp_path, {**chinese, "content/tree.md": tree}, Options(dialect="hugo"))
    assert "\nlang: zh-Hans\n" in notes["tree/index.md"].text
    assert "lang:" not in notes["a/index.md"].text


def test_a_name_with_a_date_gives_the_date(tmp_path: Path) -> None:
    options = Options(dialect="jekyll", default_lang="en")
    _, notes = imported(tmp_path, {"_posts/2020-01-02-a.md": post("layout: post")}, options)
    assert "date: 2020-01-02\n" in notes["a/index.md"].text


_VALUES = strategies.recursive(
    strategies.none()
    | strategies.booleans()
    | strategies.integers()
    | strategies.floats()
    | strategies.text(max_size=20),
    lambda inner: (
        strategies.lists(inner, max_size=3)
        | strategies.dictionaries(strategies.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(strategies.dictionaries(strategies.text(min_size=1, max_size=10), _VALUES, max_size=5))
def test_any_front_matter_is_written_so_that_yaml_reads_the_same(front: dict[str, object]) -> None:
    text = front_text(front)
    assert text.startswith("---\n")
    assert text.endswith("---\n")
    assert repr(yaml.safe_load(text[4:-4]) or {}) == repr(front)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(front=strategies.text(alphabet=strategies.characters(codec="utf-8"), max_size=120))
def test_a_note_is_read_without_a_complaint_about_its_front_matter(front: str, tmp_path: Path) -> None:
    _, notes = imported(tmp_path, {"a.md": f"---\ntitle: x\n{front}\n---\nText\n"}, Options(dialect="hackmd"))
    for made in notes.values():
        diagnostics = Diagnostics()
        read_note(
            made.text.encode(), f"notes/{made.path}", diagnostics, notes_dir="notes", default_lang="zh-Hans"
        )
        assert not [
            each for each in diagnostics if each.code in ("front-matter-yaml", "front-matter-unterminated")
        ]
