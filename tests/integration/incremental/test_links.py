"""Symlinks among the sources: what they lead to is part of a site, and so is that they lead nowhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from support.oracle.builds import Order
from support.oracle.edited import EditedSite, write
from support.oracle.plain import write_plain_site
from support.oracle.processes import NewProcesses
from support.oracle.trees import difference, tree_of

pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong


def warnings_as_from_nothing(
    root: Path, folder: Path, processes: NewProcesses, change: Callable[[], object]
) -> tuple[set[str], set[str]]:
    """Build, change something, and build again: as from nothing. Returns the warnings of before and after."""
    warm = Order(root, folder / "warm")
    first = processes.start(warm).result()
    change()
    again = processes.start(warm).result()
    anew = processes.start(Order(root, folder / "clean")).result()
    assert again == anew
    assert difference(tree_of(folder / "warm/site"), tree_of(folder / "clean/site")) == ""
    return set(first.warnings), set(again.warnings)


def test_what_is_left_out_is_told_as_long_as_it_is_there(
    site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    notes = site.docs / "notes"
    odd = [notes / name for name in ("nowhere.md", "outside.md", "folder.md", "pipe.md")]
    for path, target in zip(odd, ("none.md", "../../mkdocs.yml", "cuckoo"), strict=False):
        path.symlink_to(target)
    os.mkfifo(odd[-1])

    def remove() -> None:
        for path in odd:
            path.unlink()

    before, after = warnings_as_from_nothing(site.root, tmp_path, processes, remove)
    assert len(before - after) == len(odd)
    for path in odd:
        assert any(f"notes/{path.name}" in text for text in before - after)


def test_a_link_that_becomes_a_file_with_the_same_text_is_told_no_more(
    site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    outside = tmp_path / "outside.md"
    write(outside, "# Outside\n")
    link = site.docs / "notes" / "linked.md"
    link.symlink_to(outside)

    def replace() -> None:
        link.unlink()
        write(link, "# Outside\n")

    before, after = warnings_as_from_nothing(site.root, tmp_path, processes, replace)
    (told,) = before - after
    assert "symlink-escape" in told


def test_what_lies_in_a_linked_folder_is_followed_on_a_site_that_shows_it(
    tmp_path: Path, processes: NewProcesses
) -> None:
    root, other = tmp_path / "in", tmp_path / "other"
    write_plain_site(root, plugins=["search", {"incremental": {"jobs": 1}}])
    write(other / "page.md", "# A page\n\nThe first text.\n")
    (root / "docs" / "linked").symlink_to(other)
    warnings_as_from_nothing(
        root, tmp_path, processes, lambda: write(other / "page.md", "# A page\n\nAnother.\n")
    )
    assert "Another." in (tmp_path / "warm/site/linked/page/index.html").read_text("utf-8")
