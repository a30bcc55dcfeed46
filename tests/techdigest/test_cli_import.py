"""`techdigest import`: what it prints, writes, refuses and takes back."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from click import Choice
from click.testing import CliRunner, Result

from support.sources import PNG, plant, post
from techdigest.cli import main
from techdigest.cli_import import export_command, import_command
from techdigest.importers.dialects import DIALECTS
from techdigest.importers.export import TARGETS
from techdigest.scaffold import make_site

BLOG: dict[str, str | bytes] = {
    "_config.yml": "new_post_name: :title.md\npermalink: :year/:title.html\n",
    "source/_posts/one.md": post(
        "title: 一\ndate: 2020-01-02 03:04:05\ncategories: Docker\ntags: [Cooking]",
        "中文的正文在这里，足够长。\n\n![](kick.png)\n\n见 [二](/2021/two.html)。\n",
    ),
    "source/_posts/two.md": post("title: 二\ndate: 2021-02-03\npassword: sesame", "中文的正文在这里。\n"),
    "source/_posts/kick.png": PNG,
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_site(tmp_path / "site", "Site", datetime.date(2026, 1, 31))
    plant(tmp_path / "blog", BLOG)
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def state(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, but for the cache, which may come and go."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    return {
        name: path.read_bytes()
        for name, path in files.items()
        if path.is_file() and not name.startswith(".cache/")
    }


def test_a_blog_comes_in_and_what_became_of_it_is_told(site: Path) -> None:
    result = run("import", "../blog")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == "blog: hexo (posts lie in source/_posts/; _config.yml has new_post_name)"
    assert lines[1] == f"2 notes, 1 drafts, 1 pictures; into {site / 'content/notes'}"
    assert lines[2] == "  3 files new"
    assert any("guessed" in line and "front-date-zone" in line and "one.md:3" in line for line in lines)
    assert (site / "content/notes/one/index.md").read_text(encoding="utf-8") == (
        "---\ntitle: 一\ndate: 2020-01-02T03:04:05Z\ndomains: [cloud]\ntags: [Cooking]\n"
        "aliases: [/2020/one.html]\n---\n\n"
        "中文的正文在这里，足够长。\n\n![](kick.png)\n\n见 二。\n"
    )
    assert "draft: true" in (site / "content/notes/two/index.md").read_text(encoding="utf-8")
    assert all(b"sesame" not in data for data in state(site / "content").values())
    report = json.loads((site / "content/imports/blog.json").read_bytes())
    assert report["summary"]["guessed"] == {"front-date-zone": 1}
    assert {each["source"] for each in report["files"].values()} == {
        "source/_posts/one.md", "source/_posts/two.md", "source/_posts/kick.png"
    }  # fmt: skip


def test_a_second_import_changes_nothing_at_all(site: Path) -> None:
    more = {
        "source/_posts/deep/one.md": post("title: Another\nmood: x"),
        "source/_drafts/one.md": "No front.",
    }
    plant(site.parent / "blog", more)
    run("import", "../blog")
    before = state(site)
    result = run("import", "../blog")
    assert "  5 files unchanged" in result.output.splitlines()
    assert state(site) == before


def test_undo_leaves_the_site_as_it_was(site: Path) -> None:
    before = state(site)
    run("import", "../blog")
    result = run("import", "--undo", "content/imports/blog.json")
    assert (result.exit_code, result.output) == (0, "3 files removed\n")
    assert state(site) == before
    assert run("import", "--undo", "content/imports/blog.json").exit_code == 2


def test_a_dry_run_writes_nothing(site: Path) -> None:
    before = state(site)
    result = run("import", "../blog", "--dry-run")
    assert result.exit_code == 0
    assert "nothing is written" in result.output
    assert state(site) == before


def test_an_edited_note_is_left_alone_and_both_versions_are_shown(site: Path) -> None:
    run("import", "../blog")
    note = site / "content/notes/one/index.md"
    mine = note.read_text(encoding="utf-8").replace("足够长", "足够長")
    note.write_text(mine, encoding="utf-8", newline="\n")
    result = run("import", "../blog")
    assert result.exit_code == 0
    assert "  1 file edited by hand, left alone" in result.output.splitlines()
    source = site.parent / "blog/source/_posts/one.md"
    source.write_text(
        source.read_text(encoding="utf-8").replace("足够长", "足够长了"), encoding="utf-8", newline="\n"
    )
    result = run("import", "../blog")
    assert result.exit_code == 1
    assert note.read_text(encoding="utf-8") == mine
    assert "    -中文的正文在这里，足够長。" in result.output.splitlines()
    assert "    +中文的正文在这里，足够长了。" in result.output.splitlines()
    offer = site / "content/imports/blog/one/index.md.txt"
    assert "足够长了" in offer.read_text(encoding="utf-8")
    undone = run("import", "--undo", "content/imports/blog.json")
    assert (undone.exit_code, undone.output.splitlines()[1:]) == (
        1,
        ["  one/index.md: edited by hand, left alone"],
    )
    assert note.read_text(encoding="utf-8") == mine


def test_the_map_of_domains_is_proposed_once_and_then_obeyed(site: Path) -> None:
    run("import", "../blog")
    domains = site / "content/imports/blog.domains.yml"
    text = domains.read_text(encoding="utf-8")
    assert '  "Docker": [cloud]  # 1\n' in text
    assert '  "Cooking": []  # 1\n' in text
    domains.write_text(text.replace('"Cooking": []', '"Cooking": [tools]'), encoding="utf-8")
    run("import", "../blog")
    assert "domains: [cloud, tools]" in (site / "content/notes/one/index.md").read_text(encoding="utf-8")
    domains.write_text("tags: {Cooking: [nonsense]}\n", encoding="utf-8")
    result = run("import", "../blog")
    assert result.exit_code == 2
    assert "no domain is called 'nonsense'" in result.output
    run("import", "--undo", "content/imports/blog.json")
    assert domains.exists()  # it was edited


def test_options_reach_the_import(site: Path, tmp_path: Path) -> None:
    report, domains = tmp_path / "reports/r.json", tmp_path / "map.yml"
    result = run(
        "import", "../blog", "--from", "hexo", "--zone", "Asia/Shanghai", "--into", "content/notes/old",
        "--report", report, "--domains-map", domains,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    text = (site / "content/notes/old/one/index.md").read_text(encoding="utf-8")
    assert "date: 2020-01-02T03:04:05+08:00\n" in text
    assert domains.is_file()
    assert not (site / "content/imports").exists()
    assert run("import", "--undo", report).exit_code == 0
    assert not (site / "content/notes/old/one").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Say what to bring in"),
        (("nowhere",), "does not exist"),
        (("../blog", "--from", "wordpress"), "'wordpress' is not one of"),
        (("../blog", "--zone", "Mars/Olympus"), "no such zone"),
        (("../blog", "--zone", "../../etc/passwd"), "no such zone"),
        (("content/notes",), "lie within each other"),
        (("..",), "lie within each other"),
        (("--undo", "mkdocs.yml"), "no record of an import"),
        (("--undo", "x.json", "../blog"), "takes a report, and no SOURCE"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(
    site: Path, arguments: tuple[str, ...], message: str
) -> None:
    before = state(site)
    result = run("import", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())
    assert state(site) == before


def test_the_record_of_another_source_is_not_taken_for_this_one(site: Path) -> None:
    run("import", "../blog")
    plant(site.parent / "other/blog", {"a.md": "x"})
    result = run("import", "../other/blog")
    assert result.exit_code == 2
    assert "record of another source" in " ".join(result.output.split())


def test_a_file_that_cannot_be_read_is_told_by_the_exit_status(site: Path) -> None:
    plant(site.parent / "blog", {"source/_posts/broken.md": b"caf\xff\xfe\xfd \x80\x81"})
    result = run("import", "../blog")
    assert result.exit_code == 1
    assert "unread-encoding-unknown" in result.output
    assert (site / "content/notes/one/index.md").is_file()


def test_what_is_printed_cannot_steer_a_terminal(site: Path) -> None:
    plant(
        site.parent / "blog", {"source/_posts/\x1b[2Jx.md": post('title: "\\e[31mred"', "[[x]] \x1b[31m\n")}
    )
    result = run("import", "../blog")
    assert "\x1b" not in result.output


def test_notes_that_came_in_have_nothing_wrong_with_them(site: Path) -> None:
    run("import", "../blog")
    result = run("check")
    assert result.exit_code == 0, result.output
    assert " 0 errors, 0 warnings" in result.output.replace("\n", " ") or "0 error" in result.output


def test_the_command_line_names_all_dialects_and_all_targets() -> None:
    """They are written there by hand, so that `techdigest --help` need not import them."""
    choices = {
        parameter.name: parameter.type.choices
        for command in (import_command, export_command)
        for parameter in command.params
        if isinstance(parameter.type, Choice)
    }
    assert set(choices["dialect"]) == {"auto", *DIALECTS}
    assert set(choices["to"]) == set(TARGETS)


def test_code_that_asks_to_be_run_asks_no_more_unless_it_is_allowed(site: Path) -> None:
    text = "```python {.run id=a}\nprint(1)\n```\n"
    plant(site.parent / "blog", {"source/_posts/one.md": post("title: 一", text)})
    note = site / "content/notes/one/index.md"
    result = run("import", "../blog")
    assert any(
        "dropped" in line and "run" in line and "one.md:5" in line for line in result.output.splitlines()
    )
    assert "```python {id=a}\n" in note.read_text(encoding="utf-8")
    assert run("import", "../blog", "--allow-snippets").exit_code == 0
    assert "```python {.run id=a}\n" in note.read_text(encoding="utf-8")
