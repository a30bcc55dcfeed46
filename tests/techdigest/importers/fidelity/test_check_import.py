"""`techdigest import --check`: sources against pages that are really built."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from techdigest.cli import main
from techdigest.importers import importing
from techdigest.importers.body import Body
from techdigest.importers.constructs import RULES, Context, Rule

POST = """---
title: 茶
date: 2024-03-02 10:00:00
tags: [茶]
categories: 饮品
---

水在 $T_b$ 度沸腾，见[茶经](https://example.org/tea)。

{% asset_img pot.svg 一把壶 %}

```js
pour(2)
```

| 茶 | 水 |
| --- | --- |
| 一 | 二 |
"""
DRAFT = "---\ntitle: 草稿\npublished: false\n---\n\n还没有写完，见[茶](/2024/03/02/tea/)。\n"
POT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: Tea\ntheme: {name: techdigest}\nplugins: [techdigest]\n"
        "markdown_extensions: [tables, footnotes, attr_list, pymdownx.superfences]\n"
    )
    (tmp_path / "docs").mkdir()
    blog = tmp_path / "blog"
    for path, text in {
        "_config.yml": "timezone: Asia/Shanghai\nsource_dir: source\nnew_post_name: :title.md\n",
        "source/_posts/tea.md": POST,
        "source/_posts/tea/pot.svg": POT,
        "source/_posts/later.md": DRAFT,
    }.items():
        (blog / path).parent.mkdir(parents=True, exist_ok=True)
        (blog / path).write_text(text, encoding="utf-8")
    return tmp_path


def check(site: Path, source: Path, *options: str) -> Result:
    arguments = ["import", "-f", str(site / "mkdocs.yml"), str(source), "--check", *options]
    return CliRunner().invoke(main, arguments)


def test_all_of_a_blog_arrives_drafts_too_and_nothing_is_written(site: Path) -> None:
    report = site / "check.json"
    result = check(site, site / "blog", "--report", str(report))
    assert result.exit_code == 0, result.output
    assert "2 notes; visible text kept: 100.000%" in result.output
    assert "built with 0 errors" in result.output
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    things = sorted((thing["what"], thing["state"]) for file in files for thing in file["things"])
    assert things == [
        ("code", "kept"),
        ("formula", "kept"),
        ("image", "converted"),
        ("link", "converted"),
        ("link", "kept"),
        ("table", "kept"),
    ]
    assert not list((site / "docs").iterdir())


def test_text_copied_from_a_page_arrives(site: Path) -> None:
    source = site / "page.txt"
    lines = ["一壶茶", "", "先烧水。", "", "  • 甲", "    • 乙", "", "1", "2"]
    lines += ["sudo apt install teapot", "teapot --boil", "", "阅读全文", ""]
    source.write_text("\n".join(lines), encoding="utf-8")
    result = check(site, source, "--from", "text")
    assert result.exit_code == 0, result.output
    assert "1 notes; visible text kept: 100.000%" in result.output
    assert "4 dropped by rules" in result.output


def test_a_rule_that_takes_a_letter_a_formula_and_a_link_is_found_out(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take(body: Body, _context: Context) -> None:
        text = body.text.replace("沸", "", 1).replace("$T_b$", "", 1).replace("(https://example.org/tea)", "")
        body.rewrite(text, range(1, text.count("\n") + 2))

    monkeypatch.setattr(importing, "RULES", (Rule("thief", "Takes.", take), *RULES))
    result = check(site, site / "blog")
    assert result.exit_code == 1
    for told in (
        "source/_posts/tea.md:8: formula lost: T_b",
        "source/_posts/tea.md:8: link lost: https://example.org/tea",
        "1 letters lost",
        "  formula        1: 0 kept, 0 converted, 0 dropped, 1 lost",
    ):
        assert told in result.output


def test_a_source_that_is_not_there_is_refused(site: Path) -> None:
    assert check(site, site / "nothing").exit_code == 2
