"""A build that is killed leaves a whole site, and the next one is right."""

from __future__ import annotations

import math
import os
import shutil
from pathlib import Path
from random import Random

import pytest

from support.oracle.builds import Order, build
from support.oracle.edited import EDITS, EditedSite
from support.oracle.processes import NewProcesses
from support.oracle.progress import Progress
from support.oracle.trees import difference, tree_of

KILLS = 100 if os.environ.get("TECHDIGEST_SOAK") else 10  # by each of two tests, which may run side by side
IN_A_ROW = 3  # at most, of builds of the same


@pytest.mark.timeout(60 * KILLS + 60)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_is_right(
    seed: int, site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    chance, history, kills = Random(seed), [], 0
    warm, clean = tmp_path / "warm", tmp_path / "clean"
    running = processes.start(Order(site.root, warm))
    assert running.result().failure == ""
    usual = cold = running.progress
    before = tree_of(warm / "site")
    while kills < KILLS:
        is_cold = chance.random() < 0.2
        if is_cold:
            shutil.rmtree(warm / "cache")
        said = [EDITS[name](site, chance) for name in chance.sample(sorted(EDITS), 2)]
        history.append(f"{said}" + ", without a cache" * is_cold)
        expected = build(Order(site.root, clean))
        wanted = tree_of(clean / "site")
        for _ in range(chance.randint(1, IN_A_ROW)):
            until = some_way(chance, cold if is_cold else usual)
            history.append(f"  killed at {until}")
            outcome = processes.start(
                Order(site.root, warm, options={"jobs": chance.choice([1, 2])}), until
            ).outcome()
            left = tree_of(warm / "site")
            steps = "\n".join(history)
            assert left in (before, wanted), f"{steps}\nbroken site:\n{difference(left, before)}"
            if outcome is not None:
                break
            kills += 1

        running = processes.start(Order(site.root, warm))
        actual = running.result()
        assert actual == expected, steps
        assert not actual.said_of_cache, f"{steps}\n{actual.said_of_cache}"
        usual = running.progress
        if not expected.failure:
            before = wanted
        wrong = difference(tree_of(warm / "site"), before)
        assert not wrong, f"{steps}\nthe next build is wrong:\n{wrong}"
        # Half a file of units may be one that another build is writing: it goes an hour later.
        litter = {path.name for path in warm.iterdir() if path.suffix != ".part"}
        litter -= {"site", "cache", "units.jsonl"}
        assert not litter, f"{steps}\nleft behind: {litter}"
        shutil.rmtree(clean)


def some_way(chance: Random, whole: Progress) -> Progress:
    """A moment on the way of a build: at one of its changes, or at any time."""
    if chance.random() < 0.5:
        return Progress(chance.randint(1, int(whole.changes)), math.inf)
    return Progress(math.inf, chance.uniform(0, whole.seconds))
