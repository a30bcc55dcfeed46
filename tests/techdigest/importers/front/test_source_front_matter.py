"""Front matter of all kinds, whole and broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies

from support.growth import is_linear
from support.hostile import FRONT
from techdigest.importers.front.syntax import read_parts
from techdigest.importers.model import Finding, Outcome


@pytest.mark.parametrize(
    ("text", "front", "body", "line"),
    [
        ("---\ntitle: A\n---\nText\n", {"title": "A"}, "Text\n", 4),
        ("\n\n---\ntitle: A\n---\n\nText\n", {"title": "A"}, "\nText\n", 6),
        ('+++\ntitle = "A"\ntags = ["b"]\n+++\nText\n', {"title": "A", "tags": ["b"]}, "Text\n", 5),
        ('{\n  "title": "A",\n  "draft": true\n}\n\nText\n', {"title": "A", "draft": True}, "\nText\n", 5),
        ("title: A\ntags: [b]\n---\nText\n", {"title": "A", "tags": ["b"]}, "Text\n", 4),  # Hexo allows it
        ("---\ntitle: A\ntags: b\n\nText\n", {"title": "A", "tags": "b"}, "\nText\n", 4),  # unterminated
        ("---\ntitle:\tA\ntags:\n\t- b\n---\nText\n", {"title": "A", "tags": ["b"]}, "Text\n", 6),
        ("Text\n", {}, "Text\n", 1),
        ("", {}, "", 1),
        ("{% raw %}\n", {}, "{% raw %}\n", 1),
        ('{"a": 1}\n', {}, '{"a": 1}\n', 1),  # a text that starts with an object
    ],
)
def test_front_matter_is_found_whatever_its_syntax(
    text: str, front: dict[str, object], body: str, line: int
) -> None:
    parts = read_parts(text, "a.md", [])
    assert (dict(parts.front), parts.body, parts.line) == (front, body, line)
    if body:
        assert text.split("\n")[parts.line - 1] == body.split("\n", maxsplit=1)[0]


def test_keys_know_their_lines() -> None:
    assert read_parts("---\ntitle: A\n\ndate: 2020-01-01\n---\n", "a.md", []).lines == {"title": 2, "date": 4}
    assert read_parts('+++\ntitle = "A"\ndraft = true\n+++\n', "a.md", []).lines == {"title": 2, "draft": 3}
    assert read_parts('\n{\n"title": "A",\n"draft": true}\n', "a.md", []).lines == {"title": 3, "draft": 4}


def test_tabs_are_taken_for_spaces_and_that_is_told() -> None:
    found: list[Finding] = []
    read_parts("---\ntitle: A\ntags:\n\t- b\n---\n", "a.md", found)
    assert [(each.rule, each.line, each.outcome) for each in found] == [("front-tab", 2, Outcome.CONVERTED)]


def test_what_cannot_be_read_is_kept_under_a_name_of_its_own() -> None:
    found: list[Finding] = []
    parts = read_parts('---\ntitle: A\nmood: "open\ndate: 2020-01-01\nz: [\n---\nText\n', "a.md", found)
    assert parts.front["title"] == "A"
    assert parts.front["unread"] == 'mood: "open\nz: ['
    assert {(each.rule, each.line, each.outcome) for each in found} >= {
        ("front-unread", 3, Outcome.UNKNOWN),
        ("front-unread", 5, Outcome.UNKNOWN),
    }


def test_a_password_that_cannot_be_read_is_not_kept() -> None:
    found: list[Finding] = []
    parts = read_parts('---\ntitle: A\npassword: "sesame\n---\nText\n', "a.md", found)
    assert "sesame" not in str(dict(parts.front))
    assert "sesame" not in str(found)
    assert ("front-unread", Outcome.DROPPED) in {(each.rule, each.outcome) for each in found}


@given(strategies.text(alphabet="-+{}[]\"':\n\t \\=#a1é", max_size=200))
@settings(max_examples=300)
def test_any_text_is_read_and_no_line_of_the_body_is_lost(text: str) -> None:
    parts = read_parts(text, "a.md", [])
    assert text.endswith(parts.body)
    assert parts.line == text.count("\n", 0, len(text) - len(parts.body)) + 1 or not parts.body


@pytest.mark.parametrize("piece", FRONT)
@pytest.mark.parametrize(
    ("begin", "end"), [("---\n", "\n---\n"), ("---\n", ""), ("+++\n", "\n+++\n"), ('{"title": ', "}")]
)
def test_front_matter_that_goes_on_and_on_takes_linear_time(begin: str, end: str, piece: str) -> None:
    def work(size: int) -> None:
        read_parts(f"{begin}{piece * (size // len(piece))}{end}", "a.md", [])

    assert is_linear(work, 1_000, 16_000)
