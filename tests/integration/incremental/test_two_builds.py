"""Two builds at once share a cache, and a site folder if need be, and both are right."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from support.oracle.builds import Order, build
from support.oracle.edited import EDITS, EditedSite
from support.oracle.processes import NewProcesses
from support.oracle.trees import difference, tree_of

pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong

EDITED = ["add_a_formula", "retitle", "change_a_heading", "rename_a_domain", "change_a_paper", "add_a_note"]


@pytest.mark.parametrize("others", ["one", "two"], ids=["into one folder", "into two folders"])
def test_two_builds_at_once_are_both_right(
    others: str, site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    cache = tmp_path / "cache"
    chance, folders, clean = Random(7), (tmp_path / "one", tmp_path / others), tmp_path / "clean"
    orders = [Order(site.root, folder, options={"cache": str(cache)}) for folder in folders]
    for name in EDITED:
        if name == EDITED[3]:
            shutil.rmtree(cache)  # both begin with nothing, as at first
        said = EDITS[name](site, chance)
        expected = build(Order(site.root, clean))
        for build_of in [processes.start(order) for order in orders]:
            assert build_of.result() == expected, said
        for folder in folders:
            wrong = difference(tree_of(folder / "site"), tree_of(clean / "site"))
            assert not wrong, f"{said}\n{wrong}"
            assert not list(folder.glob(".techdigest*")), "staging is left behind"
        shutil.rmtree(clean)


def test_an_edit_during_a_build_is_seen_by_the_next(
    site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    """Whatever the first build has read: half of the site before the edit and half after it, or either."""
    warm, clean, chance = tmp_path / "warm", tmp_path / "clean", Random(3)
    for number in range(6):
        running = processes.start(Order(site.root, warm))
        while not running.is_over(chance.random() / 10):
            EDITS["swap_two_letters_unseen"](site, chance)
        expected = build(Order(site.root, clean))
        assert processes.start(Order(site.root, warm)).result() == expected, f"round {number}"
        wrong = difference(tree_of(warm / "site"), tree_of(clean / "site"))
        assert not wrong, f"round {number}\n{wrong}"
        shutil.rmtree(clean)
