"""The MkDocs plugin on small sites, built as their owners would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cjksearch.static import client_files
from support.build import mkdocs_build
from support.search_site import build_site, rebuild, write_site

Record = dict[str, Any]


def units_of(folder: Path, path: str = ".cache/cjksearch/units.jsonl") -> dict[str, Record]:
    lines = (folder / path).read_text("utf-8").splitlines()
    return {record["url"]: record for record in map(json.loads, lines)}


def test_two_lines_in_mkdocs_yml_give_an_index_and_the_dialog(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# 集群\n\n联邦\n", "utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: S\nplugins:\n  - cjksearch\n", "utf-8")
    mkdocs_build(config, tmp_path / "site", strict=True)
    manifest = json.loads((tmp_path / "site" / "cjksearch" / "cjksearch.json").read_text("utf-8"))
    assert manifest["units"] == 1
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert home.count('src="assets/cjksearch/dialog.js"') == 1
    assert home.count('href="assets/cjksearch/dialog.css"') == 1


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("material")
    build_site(folder)
    return folder


def test_each_section_is_a_unit_with_its_anchor_and_its_page(material: Path) -> None:
    units = units_of(material)
    beginning, section = units["en/masking/"], units["en/masking/#why-the-gradient-stays-valid"]
    assert beginning["kind"] == "page"
    assert "heading" not in beginning
    assert beginning["text"] == "Set the logits of invalid actions to minus infinity before the softmax."
    assert section["title"] == beginning["title"] == "Invalid action masking"
    assert section["heading"] == "Why the gradient stays valid"
    assert section["facets"] == {"domain": ["rl"]}


def test_front_matter_gives_language_date_and_tags(material: Path) -> None:
    page = units_of(material)["federation/"]
    assert (page["lang"], page["date"], page["tags"]) == ("zh-Hans", "2026-03-01", ["Kubernetes"])


def test_a_page_that_names_no_language_is_guessed(material: Path) -> None:
    assert units_of(material)["./"]["lang"] == "zh-Hans"


def test_an_excluded_page_reaches_neither_the_index_nor_the_local_units(material: Path) -> None:
    assert not any(url.startswith("zh/secret") for url in units_of(material))
    assert "天机" not in (material / ".cache/cjksearch/units.jsonl").read_text("utf-8")


def test_pages_at_any_depth_find_the_dialog_and_404_finds_it_from_everywhere(material: Path) -> None:
    site = material / "site"
    assert 'src="../../assets/cjksearch/dialog.js"' in (site / "en/masking/index.html").read_text("utf-8")
    assert 'src="/docs/site/assets/cjksearch/dialog.js"' in (site / "404.html").read_text("utf-8")


def test_the_client_is_published_in_few_files(material: Path) -> None:
    assets = material / "site" / "assets" / "cjksearch"
    published = {path.name: path.read_text("utf-8") for path in assets.iterdir()}
    assert published == client_files()


def test_pages_as_files_have_their_own_addresses(tmp_path: Path) -> None:
    site = build_site(tmp_path, use_directory_urls=False)
    units = units_of(tmp_path)
    assert {"index.html", "federation.html", "en/cuckoo.html#deletion"} <= units.keys()
    assert 'src="../assets/cjksearch/dialog.js"' in (site / "en/cuckoo.html").read_text("utf-8")


def test_mkdocs_own_theme_is_served_too(tmp_path: Path) -> None:
    site = build_site(tmp_path, theme={"name": "mkdocs"})
    assert 'src="../assets/cjksearch/dialog.js"' in (site / "federation" / "index.html").read_text("utf-8")
    assert "federation/" in units_of(tmp_path)


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    def contents(name: str, hash_seed: str) -> dict[str, bytes]:
        folder = tmp_path / name
        config = write_site(folder)
        mkdocs_build(config, folder / "site", env={"PYTHONHASHSEED": hash_seed})
        index = sorted((folder / "site" / "cjksearch").rglob("*.*"))
        files = [*index, folder / ".cache/cjksearch/units.jsonl"]
        return {str(file.relative_to(folder)): file.read_bytes() for file in files}

    first = contents("one", "1")
    assert len(first) > 5
    assert first == contents("two", "2")


def test_a_second_build_leaves_no_earlier_index_behind(tmp_path: Path) -> None:
    site = build_site(tmp_path)
    earlier = {path.name for path in (site / "cjksearch").iterdir() if path.is_dir()}
    (tmp_path / "docs" / "new.md").write_text("# 新\n\n一页\n", "utf-8")
    rebuild(tmp_path / "mkdocs.yml")
    later = {path.name for path in (site / "cjksearch").iterdir() if path.is_dir()}
    assert len(later) == 1
    assert later.isdisjoint(earlier)


def test_an_incremental_build_keeps_the_pages_it_does_not_render(tmp_path: Path) -> None:
    build_site(tmp_path)
    before = units_of(tmp_path)
    page = tmp_path / "docs" / "federation.md"
    page.write_text(page.read_text("utf-8") + "\n## 新的一节\n\n补充\n", "utf-8")
    (tmp_path / "docs" / "en" / "cuckoo.md").unlink()
    rebuild(tmp_path / "mkdocs.yml", dirty=True)
    after = units_of(tmp_path)
    gone = {url for url in before if url.startswith("en/cuckoo/")}
    assert after.keys() == before.keys() - gone | {"federation/#_5"}


UNUSABLE = {
    "search: no": "search: expected a mapping such as {exclude: true}, found False",
    "search: {boost: 0}": "search.boost: expected a number above 0",
    "search: {exclude: maybe}": "search.exclude: expected true or false, found 'maybe'",
    "search: {date: yesterday}": "search.date: expected a date such as 2026-01-31, found 'yesterday'",
    "search: {facets: [a]}": "search.facets: expected a mapping, found ['a']",
    "search: {kind: A poem}": "search.kind: expected a word in lower case, found 'A poem'",
    "search: {sections: {a: {kind: poem}}}": "search.sections: expected a kind of section, item, page",
}


def test_a_hint_that_cannot_be_used_is_named_and_the_page_is_indexed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pages = {f"p{n}.md": f"---\n{hint}\n---\n# 标题\n\n正文\n" for n, hint in enumerate(UNUSABLE)}
    build_site(tmp_path, pages={"index.md": "# 首页\n", **pages})
    for name, message in zip(pages, UNUSABLE.values(), strict=True):
        assert caplog.text.count(f"{name}: {message}") == 1
    assert [units_of(tmp_path)[f"p{n}/"]["text"] for n in range(len(pages))] == ["正文"] * len(pages)


def test_hints_of_another_plugin_make_items(tmp_path: Path) -> None:
    page = """---
search:
  title: 第 1 期
  lang: zh-Hant
  date: 2026-11-23
  facets: {domain: [cloud, rl]}
  sections:
    item-1: {kind: item, facets: {domain: [rl]}}
---
# Issue

## One {#item-1}

a

### Inside {#inside}

b

## Two {#item-2}

c
"""
    build_site(tmp_path, pages={"index.md": page})
    units = units_of(tmp_path)
    assert {unit["title"] for unit in units.values()} == {"第 1 期"}
    assert {unit["lang"] for unit in units.values()} == {"zh-Hant"}
    assert [units[url]["kind"] for url in ("./", "./#item-1", "./#inside")] == ["page", "item", "section"]
    assert units["./#item-1"]["facets"] == units["./#inside"]["facets"] == {"domain": ["rl"]}
    assert units["./#item-2"]["facets"] == {"domain": ["cloud", "rl"]}
    # Such a page reports on what others tell, and gives way to them.
    assert {unit["boost"] for unit in units.values()} == {0.9}


def test_options_keep_units_elsewhere_or_nowhere(tmp_path: Path) -> None:
    build_site(tmp_path / "a", options={"units": "units.jsonl"})
    assert "federation/" in units_of(tmp_path / "a", "units.jsonl")
    build_site(tmp_path / "b", options={"units": ""})
    assert not list((tmp_path / "b").rglob("*.jsonl"))


def test_disabled_it_leaves_no_trace(tmp_path: Path) -> None:
    site = build_site(tmp_path, options={"enabled": False})
    assert not list(site.rglob("*cjksearch*"))
    assert "cjksearch" not in (site / "index.html").read_text("utf-8")


def test_beside_materials_search_it_says_which_one_readers_see(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    home = build_site(tmp_path, plugins=("search",)) / "index.html"
    assert "The `material/search` plugin is active too. Its box is hidden" in caplog.text
    assert "data-cjksearch-replaces" in home.read_text("utf-8")
    build_site(tmp_path, plugins=("search",), options={"replace_search": False})
    assert "The `material/search` plugin is active too. Both work" in caplog.text
    assert "data-cjksearch-replaces" not in home.read_text("utf-8")


def test_a_title_with_markup_is_plain_text(tmp_path: Path) -> None:
    build_site(tmp_path, pages={"index.md": "# `a < b` & *c* <i>d</i>\n\ntext\n"})
    assert units_of(tmp_path)["./"]["title"] == "a < b & c d"
