from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from techdigest import scaffold
from techdigest.cli import main
from techdigest.scaffold import TARGETS, FolderInUse, make_site

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_site(tmp_path / "site", "Site", datetime.date(2026, 1, 31))
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def test_new_makes_a_site_that_has_nothing_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("new", tmp_path / "my-site", "--name", '笔记: "一"')
    assert result.exit_code == 0
    assert "  mkdocs serve" in result.output
    assert all((tmp_path / "my-site" / target).is_file() for target in TARGETS.values())
    monkeypatch.chdir(tmp_path / "my-site")
    checked = run("check", "--strict")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr == "2 notes, 0 pages, 0 errors, 0 warnings\n"
    from mkdocs.config import load_config

    assert load_config("mkdocs.yml").site_name == '笔记: "一"'


def test_new_refuses_a_folder_with_files_and_leaves_it_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = run("new", tmp_path)
    assert result.exit_code == 2
    assert "is not empty: mine.txt. Choose a new or an empty folder." in result.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]
    assert run("new", tmp_path / "mine.txt").exit_code == 2


def test_new_accepts_a_folder_that_is_a_fresh_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert run("new", tmp_path).exit_code == 0
    with pytest.raises(FolderInUse):
        make_site(tmp_path, "Again", datetime.date(2026, 1, 31))


@pytest.mark.parametrize(
    ("direct_url", "line"),
    [
        (None, "techdigest[fast]==1.2"),
        ('{"url": "file:///home/me/techdigest", "dir_info": {}}', "techdigest[fast]==1.2"),
        (
            '{"url": "https://example.com/t.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            "techdigest[fast] @ git+https://example.com/t.git@abc",
        ),
    ],
)
def test_a_new_site_asks_for_the_program_that_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, direct_url: str | None, line: str
) -> None:
    class Installed:
        version = "1.2"

        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return direct_url

    monkeypatch.setattr(scaffold, "distribution", lambda _name: Installed())
    make_site(tmp_path / "site", "Site", datetime.date(2026, 1, 31))
    assert (tmp_path / "site" / "requirements.txt").read_text() == line + "\n"


def test_a_new_site_has_the_markdown_and_the_plugins_of_this_one() -> None:
    class Loose(yaml.SafeLoader):
        """Reads MkDocs' tags as nothing."""

    Loose.add_multi_constructor("", lambda _loader, suffix, _node: suffix)
    ours = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loose)
    theirs = yaml.load(
        (ROOT / "generator/techdigest/scaffold/files/mkdocs.yml").read_text("utf-8").replace("@NAME@", "x"),
        Loose,
    )
    assert theirs["theme"]["name"] == ours["theme"]["name"]  # the rest of it is each site's own words
    for key in ("plugins", "docs_dir", "markdown_extensions"):
        assert theirs[key] == ours[key]


def test_check_prints_each_finding_with_its_line_and_fails_on_errors(site: Path) -> None:
    (site / "content/notes/a.md").write_text("---\ntitle: [broken\n---\n# 标题\n", "utf-8")
    (site / "content/notes/b.md").write_text("---\ntitle: B\nslug: A/B\n---\n", "utf-8")
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout == (
        "notes/a.md:2: error[front-matter-yaml] front matter is not valid YAML: expected ',' or ']', but got "
        "'<stream end>'; the keys that can be read are used\n"
        "    | title: [broken\n"
        "    hint: Write one `key: value` a line; put texts with special characters in quotes.\n"
        "notes/b.md:3: warning[front-matter-slug] slug 'A/B' is no single path segment in lower case; "
        "a-b is used instead\n"
        "    | slug: A/B\n"
        "    hint: Use letters, digits and hyphens.\n"
    )
    assert result.stderr == "4 notes, 0 pages, 1 error, 1 warning\n"


def test_check_lets_warnings_pass_unless_it_is_strict(site: Path) -> None:
    (site / "content/notes/b.md").write_text("---\ntitle: B\nslug: A/B\n---\n", "utf-8")
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1


def test_check_prints_nothing_that_steers_a_terminal(site: Path) -> None:
    (site / "content/notes/\x1b[31mred.md").write_bytes(b"\xff")
    result = run("check")
    assert result.exit_code == 1
    assert "\x1b" not in result.output
    assert "notes/\N{REPLACEMENT CHARACTER}[31mred.md" in result.stdout


def test_check_outside_a_site_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 2
    assert "mkdocs.yml: no such file. Go to a site's folder, or make one: techdigest new" in result.stderr


def test_check_of_a_site_without_the_plugin_says_so(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: []\n")
    result = run("check", "-f", tmp_path / "mkdocs.yml")
    assert result.exit_code == 2
    assert "the plugin techdigest is not among its plugins" in result.stderr


def test_tag_shows_the_domains_and_explains_them(site: Path) -> None:
    note = site / "content/notes/a.md"
    note.write_text("# 用 Git 管理笔记\n\nMarkdown 写好，命令行里提交。\n", "utf-8")
    assert run("tag", note).stdout == "用 Git 管理笔记\n  tools (proposed)\n"
    explained = run("tag", "--explain", note).stdout
    assert "git ×1 (title)" in explained
    assert "  keywords: " in explained


def test_tag_shows_each_item_of_a_digest(site: Path) -> None:
    note = site / "content/notes/a.md"
    note.write_text(
        '---\ntitle: 文摘\n---\n## Git {source="https://a.org"}\n\nGit.\n\n'
        '## B {source="https://b.org" domain=ml}\n',
        "utf-8",
    )
    assert run("tag", note).stdout == (
        "文摘\n  tools, machine-learning (from its items)\n"
        "## Git\n  tools (proposed)\n## B\n  machine-learning (given)\n"
    )


def test_tag_of_a_note_that_cannot_be_read_fails(site: Path) -> None:
    note = site / "content/notes/a.md"
    note.write_bytes(b"\xff")
    result = run("tag", note)
    assert result.exit_code == 1
    assert "encoding-unknown" in result.stderr
    assert run("tag", site / "none.md").exit_code == 2


def test_schema_is_printed_or_written(tmp_path: Path) -> None:
    printed = run("schema")
    assert printed.exit_code == 0
    assert json.loads(printed.stdout)["properties"]["title"]
    assert run("schema", tmp_path / "schema.json").exit_code == 0
    assert (tmp_path / "schema.json").read_text("utf-8") == printed.stdout
    assert run("schema", tmp_path / "none" / "schema.json").exit_code == 2


def write_units(site: Path) -> None:
    cache = site / ".cache" / "cjksearch"
    cache.mkdir(parents=True)
    units = [
        {
            "id": "1",
            "url": "a/",
            "title": "集群联邦",
            "heading": "",
            "text": "多个集群一起工作。",
            "lang": "zh-Hans",
        },
        {"id": "2", "url": "en/b/", "title": "Bloom filter", "heading": "", "text": "Hash it.", "lang": "en"},
    ]
    lines = "".join(json.dumps(unit, ensure_ascii=False) + "\n" for unit in units)
    (cache / "units.jsonl").write_text(lines, "utf-8")


def test_search_finds_across_scripts_and_prints_json(site: Path) -> None:
    write_units(site)
    found = run("search", "叢集聯邦", "--json", "--limit", "1")
    assert found.exit_code == 0
    assert [hit["url"] for hit in json.loads(found.stdout)] == ["a/"]
    assert "Bloom filter" in run("search", "bloom", "--lang", "en").stdout


def test_search_that_finds_nothing_exits_with_1(site: Path) -> None:
    write_units(site)
    result = run("search", "量子")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "Nothing found.\n")
    assert json.loads(run("search", "量子", "--json").stdout) == []


def test_search_before_a_build_says_to_build_first(site: Path) -> None:
    result = run("search", "git")
    assert result.exit_code == 2
    assert "build the site first: mkdocs build" in result.stderr


def test_help_loads_neither_mkdocs_nor_a_dictionary() -> None:
    code = (
        "import sys\nfrom techdigest.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = ('mkdocs', 'jieba', 'rjieba', 'opencc', 'pydantic', 'whoosh', 'rich')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    start = time.process_time()
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert result.stdout.splitlines()[-1] == "[]"
    assert time.process_time() - start < 5


def test_an_ascii_terminal_is_no_reason_to_fail(site: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = subprocess.run(
        [sys.executable, "-m", "techdigest.cli", "tag", site / "content/notes/first-note/index.md"],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert result.returncode == 0
    assert rb"\u7b2c\u4e00\u6761\u7b14\u8bb0" in result.stdout
