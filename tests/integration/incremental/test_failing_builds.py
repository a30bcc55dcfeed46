"""A build that fails says what MkDocs' own says until then, in its order, and leaves the site as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.oracle.builds import Order, Outcome
from support.oracle.edited import EditedSite, set_field, write
from support.oracle.plain import reconfigured, write_plain_site
from support.oracle.processes import NewProcesses
from support.oracle.trees import difference, tree_of

pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong


def assert_fails_as_mkdocs(
    root: Path, folder: Path, processes: NewProcesses, fail: Callable[[], object], *, saying: str = ""
) -> Outcome:
    """Fail as MkDocs' own build does; `saying` is the beginning of what is to be said at any level, too."""
    warm = Order(root, folder / "warm")
    assert processes.start(warm).result().failure == ""
    before = tree_of(folder / "warm/site")
    fail()
    again = processes.start(warm).result()
    anew = processes.start(Order(root, folder / "clean")).result()
    expected = processes.start(Order(root, folder / "stock", options={"incremental": False})).result()
    assert expected.failure
    assert again == expected
    assert anew == expected
    for outcome in (again, anew) if saying else ():
        assert any(text.startswith(saying) for text in expected.said)
        assert [text for text in outcome.said if text.startswith(saying)] == [
            text for text in expected.said if text.startswith(saying)
        ]
    assert difference(tree_of(folder / "warm/site"), before) == ""
    return expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("docs/guide/usage.md", b"# not UTF-8: \xff\xfe"),
        ("docs/guide/usage.md", b"---\ntemplate: none.html\n---\n\n# Usage\n"),
        ("overrides/partials/copyright.html", b"{{ config.nothing.of_nothing }}"),
    ],
    ids=["a page cannot be read", "a template is missing", "a template fails"],
)
def test_what_was_said_of_pages_before_is_said(
    name: str, content: bytes, tmp_path: Path, processes: NewProcesses
) -> None:
    root = tmp_path / "in"
    write_plain_site(root, plugins=["search", {"incremental": {"jobs": 1}}])
    reconfigured(root, hooks=None, validation={"links": {"anchors": "warn"}})
    for page, link in ("index.md", "guide/usage.md#none"), ("guide/setup.md", "none.md"):
        with (root / "docs" / page).open("a", encoding="utf-8") as file:
            file.write(f"\n[one]({link}) [other](nowhere.md)\n")
    outcome = assert_fails_as_mkdocs(root, tmp_path, processes, lambda: (root / name).write_bytes(content))
    assert sum(text.startswith("WARNING: Doc file") for text in outcome.warnings) == 3


def test_plugins_tell_what_is_wrong_with_pages(
    site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    write(site.docs / "about.md", "# About\n\n![none](none.png) [nowhere](nowhere.md)\n")
    outcome = assert_fails_as_mkdocs(
        site.root,
        tmp_path,
        processes,
        lambda: set_field(site.docs / "notes/gang.md", "template", "none.html"),
    )
    assert any("image-missing" in text for text in outcome.warnings)


def test_the_first_of_the_pages_that_fail_is_told_behind_what_templates_said_before(
    site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    def fail() -> None:
        write(site.root / "overrides" / "empty.html", "")
        set_field(site.docs / "about.md", "template", "empty.html")
        for name in ("notes/digest.md", "notes/gang.md"):
            set_field(site.docs / name, "template", "none.html")

    outcome = assert_fails_as_mkdocs(site.root, tmp_path, processes, fail, saying="INFO: Page skipped")
    assert "notes/digest.md" in outcome.warnings[-1]
