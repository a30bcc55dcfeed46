"""`techdigest import` a second time: it converts what changed, and nothing of what it tells is missing."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.sources import PNG, plant, post
from techdigest.cli import main
from techdigest.importers import importing
from techdigest.importers.body import Body
from techdigest.importers.constructs import Context, Rule, apply
from techdigest.scaffold import make_site

BLOG: dict[str, str | bytes] = {
    "_config.yml": "new_post_name: :title.md\npermalink: :year/:title.html\n",
    "source/_posts/one.md": post(
        "title: One\ndate: 2020-01-02 03:04:05\ntags: [Cooking]",
        "The words of a post.\n\n![](kick.png) {% unheard of %}\n\nSee [two](/2021/two.html).\n",
    ),
    "source/_posts/two.md": post("title: Two\ndate: 2021-02-03", "More words, of another post.\n"),
    "source/_posts/kick.png": PNG,
}
ONE, REPORT = "content/notes/one/index.en.md", "content/imports/blog.json"


class Again:
    """A site into which a blog was brought once.

    Attributes:
        converted: The posts that the last import converted.
    """

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site, self.blog = root / "site", plant(root / "blog", BLOG)
        make_site(self.site, "Site", datetime.date(2026, 1, 31))
        monkeypatch.chdir(self.site)
        self.converted: list[str] = []

        def counted(rules: Iterable[Rule], body: Body, context: Context) -> None:
            self.converted.append(Path(context.post.path).stem)
            apply(rules, body, context)

        monkeypatch.setattr(importing, "apply", counted)

    def bring(self, *options: str) -> Result:
        """Import the blog; nothing may be wrong with it."""
        self.converted = []
        return CliRunner().invoke(main, ["import", "../blog", *options], catch_exceptions=False)

    def edit(self, file: str, old: str, new: str) -> None:
        """Change a file, named from the site."""
        text = Path(file).read_text(encoding="utf-8")
        assert old in text
        Path(file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.fixture
def again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Again:
    made = Again(tmp_path, monkeypatch)
    assert made.bring().exit_code == 0
    assert sorted(made.converted) == ["one", "two"]
    return made


def test_nothing_is_converted_where_nothing_changed_and_all_is_told_as_before(again: Again) -> None:
    report = Path(REPORT).read_bytes()
    told = again.bring()
    assert again.converted == []
    assert "  3 files unchanged" in told.output.splitlines()
    assert Path(REPORT).read_bytes() == report
    found = {(each["rule"], each["path"], each["line"]) for each in json.loads(report)["findings"]}
    assert ("front-date-zone", "source/_posts/one.md", 3) in found
    assert any("front-date-zone" in line and "one.md:3" in line for line in told.output.splitlines())
    shutil.rmtree(".cache")
    assert again.bring().output == told.output
    assert sorted(again.converted) == ["one", "two"]
    assert Path(REPORT).read_bytes() == report


def test_one_character_of_a_source_updates_its_note_alone(again: Again) -> None:
    again.edit("../blog/source/_posts/one.md", "words", "swords")
    assert "  1 file updated" in again.bring().output.splitlines()
    assert again.converted == ["one"]
    assert "The swords of" in Path(ONE).read_text(encoding="utf-8")


def test_the_map_of_domains_is_obeyed(again: Again) -> None:
    again.edit("content/imports/blog.domains.yml", '"Cooking": []', '"Cooking": [tools]')
    again.bring()
    assert again.converted == ["one"]
    assert "domains: [tools]\n" in Path(ONE).read_text(encoding="utf-8")


def test_the_address_of_a_linked_post_is_followed(again: Again) -> None:
    assert "(../two/index.en.md)" in Path(ONE).read_text(encoding="utf-8")
    again.edit("../blog/source/_posts/two.md", "2021", "2022")
    again.bring()
    assert sorted(again.converted) == ["one", "two"]
    assert "(/2021/two.html)" in Path(ONE).read_text(encoding="utf-8")


def test_a_picture_that_changed_is_copied_without_converting_its_post(again: Again) -> None:
    picture = Path("content/notes/one/kick.png")
    (again.blog / "source/_posts/kick.png").write_bytes(PNG + b"x")
    assert "  1 file updated" in again.bring().output.splitlines()
    assert again.converted == []
    assert picture.read_bytes() == PNG + b"x"


def test_what_people_did_to_notes_stays(again: Again) -> None:
    again.edit(ONE, "words", "swords")
    mine = Path(ONE).read_bytes()
    Path("content/notes/two/index.en.md").unlink()
    lines = again.bring().output.splitlines()
    assert "  1 file edited by hand, left alone" in lines
    assert "  1 file deleted by hand, left so" in lines
    assert (again.converted, Path(ONE).read_bytes()) == ([], mine)
    again.edit("../blog/source/_posts/one.md", "The words", "These words")
    told = again.bring()
    assert (told.exit_code, again.converted, Path(ONE).read_bytes()) == (1, ["one"], mine)
    assert "    +These words of a post." in told.output.splitlines()


def test_a_source_that_is_gone_leaves_its_note_and_says_so(again: Again) -> None:
    (again.blog / "source/_posts/two.md").unlink()
    assert "  1 file not brought in any more, left alone" in again.bring().output.splitlines()
    assert again.converted == ["one"]  # whose link leads nowhere now
    assert Path("content/notes/two/index.en.md").is_file()


def test_a_cache_that_cannot_be_used_is_no_hindrance(again: Again) -> None:
    shutil.rmtree(".cache")
    Path(".cache").write_bytes(b"in the way")
    told = again.bring()
    assert told.exit_code == 0
    assert sorted(again.converted) == ["one", "two"]
    assert "so that nothing is kept" in " ".join(told.output.split())


def test_a_dry_run_leaves_no_cache_behind(again: Again) -> None:
    shutil.rmtree(".cache")
    assert again.bring("--dry-run").exit_code == 0
    assert not Path(".cache").exists()
