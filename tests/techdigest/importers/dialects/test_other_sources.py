"""mdBook, Obsidian, HackMD: how they are told, and their posts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from support.sources import imported, plant, post
from techdigest.importers.dialects import DIALECTS, recognise
from techdigest.importers.importing import Options, import_tree
from techdigest.importers.tree import Tree


def test_the_chapters_of_a_book_are_those_of_its_summary(tmp_path: Path) -> None:
    files = {
        "book.toml": '[book]\nsrc = "src"\n',
        "src/SUMMARY.md": "# Summary\n\n- [One & only](one.md)\n  - [Part](deep/part.md)\n- [Draft]()\n",
        "src/one.md": "# 1\n",
        "src/deep/part.md": "Text",
        "src/orphan.md": "Text",
    }
    made, notes = imported(tmp_path, files)
    assert made.recognition.dialect.name == "mdbook"
    assert sorted(notes) == ["deep-part/index.md", "one/index.md", "orphan/index.md"]
    assert "\naliases: [/deep/part.html]\n" in notes["deep-part/index.md"].text
    assert "title: Part\n" in notes["deep-part/index.md"].text
    assert "draft: true" in notes["orphan/index.md"].text
    assert [each.rule for each in notes["orphan/index.md"].findings] == ["front-draft", "no-chapter"]
    assert [(each.path, each.rule) for each in made.findings] == [("src/SUMMARY.md", "list-page")]


def test_a_vault_is_told_by_its_links(tmp_path: Path) -> None:
    files = {"A note.md": "[[Deep/B]] and [[c|see]]", "Deep/B.md": "> [!note] x\n", "c.md": "[[A note#Part]]"}
    made, notes = imported(tmp_path, files)
    assert made.recognition.dialect.name == "obsidian"
    assert made.recognition.reasons[0] == "2 of 3 texts have [[wikilinks]]"
    assert "](../b/index.md)" in notes["a-note/index.md"].text
    assert "[see](../c/index.md)" in notes["a-note/index.md"].text
    assert "](../a-note/index.md#part)" in notes["c/index.md"].text
    assert "aliases" not in notes["b/index.md"].text


def test_names_that_a_vault_gives_a_note_are_kept(tmp_path: Path) -> None:
    front = "aliases: [Other name, 別名]\ndate created: 2022-06-09\ndate modified: 2023-03-14"
    _, notes = imported(tmp_path, {"a.md": post(front), "b.md": "[[a]]", "c.md": post("aliases: One, two")})
    text = notes["a/index.md"].text
    assert "\naliases: [Other name, 別名]\n" in text
    assert "\naliases: [One, two]\n" in notes["c/index.md"].text
    assert "\ndate: 2022-06-09\nupdated: 2023-03-14\n" in text


def test_tags_in_the_text_of_hackmd_are_front_matter(tmp_path: Path) -> None:
    files = {"a.md": "# A title\n\n###### tags: `x y` `z`\n\n:::info\nHello\n:::\n", "b.md": "Plain.\n"}
    made, notes = imported(tmp_path, files)
    assert made.recognition.dialect.name == "hackmd"
    assert notes["a/index.md"].text.startswith("---\ntitle: A title\ntags: [x y, z]\n---\n")


@pytest.mark.parametrize("name", sorted(DIALECTS))
def test_every_dialect_finds_nothing_in_nothing(name: str, tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    assert list(DIALECTS[name].posts(tree, [])) == []
    assert list(import_tree(tree, Options(dialect=name)).notes) == []
    assert recognise(tree).dialect.name == "text"


@pytest.mark.parametrize("name", sorted(DIALECTS))
def test_a_file_that_somebody_chose_is_a_post_in_every_dialect(name: str, tmp_path: Path) -> None:
    plant(tmp_path, {"seed.txt": post("title: A"), "other.md": "x"})
    made = import_tree(Tree(tmp_path / "seed.txt"), Options(dialect=name))
    assert [note.post.path for note in made.notes] == ["seed.txt"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=strategies.binary(max_size=400),
    path=strategies.sampled_from(
        [
            "source/_posts/a.md",
            "_posts/2020-01-02-a.md",
            "content/a/index.md",
            "src/SUMMARY.md",
            "a.md",
            "_config.yml",
        ]
    ),
    name=strategies.sampled_from(["auto", *sorted(DIALECTS)]),
)
def test_any_bytes_come_in_without_an_exception(data: bytes, path: str, name: str, tmp_path: Path) -> None:
    for old in sorted(tmp_path.rglob("*"), reverse=True):
        old.unlink() if old.is_file() else old.rmdir()
    made = import_tree(Tree(plant(tmp_path, {path: data, "b.md": "[x](a.md)"})), Options(dialect=name))
    for note in made.notes:
        assert note.text.startswith("---\n")
        note.text.encode()


@pytest.mark.parametrize(
    ("settings", "text"), [('{"strictLineBreaks": true}', "One\ntwo"), ("{}", "One  \ntwo")]
)
def test_a_vault_that_joins_lines_says_so(tmp_path: Path, settings: str, text: str) -> None:
    files = {".obsidian/app.json": settings, "a.md": "One\ntwo\n", "b.md": "Other text.\n"}
    made, notes = imported(tmp_path, files)
    assert made.recognition.dialect.name == "obsidian"
    assert next(note.text for path, note in notes.items() if path.startswith("a/")).endswith(f"\n{text}\n")


@pytest.mark.parametrize(
    ("path", "front"),
    [
        ("source/_posts/a.md", "disableNunjucks: true"),
        ("_posts/2020-01-01-a.md", "render_with_liquid: false"),
    ],
)
def test_a_post_that_is_no_template_keeps_its_tags(tmp_path: Path, path: str, front: str) -> None:
    text = "{% post_url 2020-01-01-a %} {% asset_img a.png %} {% if a %} {% raw %}x{% endraw %}\n"
    for name, added in (("text", front), ("template", "layout: post")):
        made, notes = imported(tmp_path / name, {path: post(f"title: A\ndate: 2020-01-01\n{added}", text)})
        assert made.recognition.dialect.name in ("hexo", "jekyll")
        (note,) = notes.values()
        assert note.text.endswith(text) == (name == "text")
        assert front not in note.text
