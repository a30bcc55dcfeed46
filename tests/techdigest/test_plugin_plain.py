"""A plain MkDocs site with plain pages works unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import Files, get_files

from support.small_site import SmallSite
from techdigest.diagnostics import Diagnostics
from techdigest.mkdocs_plugin.walk import gather_files

PAGES: dict[str, str | bytes] = {
    "index.md": "# Welcome\n\nText with `code`, a [link](guide/setup.md) and *emphasis*.\n",
    "guide/index.md": "---\ntitle: Guide\ndescription: All\ntags: [a]\nicon: material/book\n---\n\nText.\n",
    "guide/setup.md": "Title: Set up\nAuthor: Somebody\n\nMultiMarkdown above.\n\n## Step\n\n- one\n- two\n",
    "guide/README.md": "Loses to index.md.\n",
    "guide/v1.2.md": "# Version 1.2\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "about.md": '# About\n\n<div onclick="go()"><script>let x = 1;</script></div> [file](a.png)\n',
    "cmd.md": "```sh\nmkdocs build\n```\n",
    "a.png": b"\x89PNG\r\n\x1a\n",
    "domains.yml": "mine: true\n",
    "records/data.json": "{}\n",
    ".well-known/security.txt": "Contact: x\n",
    "templates/skip.md": "Skipped by MkDocs.\n",
    "css/extra.css": "a{}\n",
}


def fill(site: SmallSite) -> None:
    """Write the plain site."""
    for path, text in PAGES.items():
        site.write(path, text)


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"nav": [{"Home": "index.md"}, {"Guide": ["guide/index.md", "guide/setup.md"]}, "about.md"]},
        {"use_directory_urls": False, "exclude_docs": "!.well-known\n"},
    ],
    ids=["default", "nav", "html"],
)
def test_the_site_is_the_same_with_and_without_the_plugin(
    site: SmallSite, theme: str, more: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    fill(site)
    site.build("without", theme={"name": theme}, plugins=["search"], **more)
    without = site.messages.copy()
    site.build("with", theme={"name": theme}, plugins=["search", "techdigest"], **more)
    assert site.files("with") == site.files("without")
    assert [message.removeprefix("techdigest: ") for message in site.messages] == without


@pytest.mark.parametrize("exclude", ["", "!.well-known\n", "guide/index.md\n", "*.md\n!README.md\n"])
def test_files_are_gathered_as_mkdocs_gathers_them(site: SmallSite, exclude: str) -> None:
    fill(site)
    (site.root / "mkdocs.yml").write_text(
        f"site_name: x\nexclude_docs: |\n  {exclude.replace(chr(10), chr(10) + '  ')}"
    )

    def listed(files: Files) -> list[tuple[str, str]]:
        return [(file.src_uri, file.dest_uri) for file in files if file.inclusion.is_included()]  # type: ignore[no-untyped-call]  # MkDocs

    config = load_config(config_file=str(site.root / "mkdocs.yml"))
    assert listed(gather_files(config, Diagnostics())) == listed(get_files(config))


def test_a_site_without_the_plugin_keeps_mkdocs_own_way_in_the_same_process(site: SmallSite) -> None:
    site.write("notes/a.md", "---\ntitle: A\n---\n\nText in English.\n")
    site.build()
    outside = site.root / "outside"
    outside.mkdir()
    (outside / "linked.md").write_text("Linked.\n")
    (site.root / "docs" / "folder").symlink_to(outside)
    site.build(theme={"name": "mkdocs"}, plugins=[])
    assert site.has("folder/linked/index.html")
    site.build()
    assert not site.has("folder/linked/index.html")


def test_a_page_that_is_not_dated_is_no_note_and_a_site_without_notes_has_no_listings(
    site: SmallSite,
) -> None:
    site.write("index.md", "# Welcome\n\nText.\n")
    site.build()
    assert sorted(name for name in site.files() if name.endswith(".html")) == ["404.html", "index.html"]
    assert not Path(site.root / "site" / "feed.xml").exists()
    assert not site.has("llms.txt")
