"""A build that is killed leaves a whole site, and the next one is right."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path
from random import Random

import pytest

from support.oracle.builds import NewProcesses, Order, build
from support.oracle.edited import EDITS, EditedSite
from support.oracle.trees import difference, tree_of

KILLS = 100 if os.environ.get("TECHDIGEST_SOAK") else 3  # by each of two tests, which may run side by side


@pytest.mark.timeout(60 * KILLS + 60)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_is_right(
    seed: int, site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    chance, history, kills = Random(seed), [], 0
    warm, clean = tmp_path / "warm", tmp_path / "clean"
    start = time.monotonic()
    assert processes.start(Order(site.root, warm)).result().failure == ""
    usual = cold = time.monotonic() - start
    before = tree_of(warm / "site")
    while kills < KILLS:
        is_cold = chance.random() < 0.2
        if is_cold:
            shutil.rmtree(warm / "cache")
        said = [EDITS[name](site, chance) for name in chance.sample(sorted(EDITS), 2)]
        delay = chance.random() * (cold if is_cold else usual)
        history.append(f"{said}, killed after {delay:.2f} s" + ", without a cache" * is_cold)
        process = processes.start_alone(Order(site.root, warm, options={"jobs": chance.choice([1, 2])}))
        process.join(delay)
        process.kill()
        process.join()
        kills += process.exitcode == -signal.SIGKILL
        left = tree_of(warm / "site")

        expected = build(Order(site.root, clean))
        wanted = tree_of(clean / "site")
        steps = "\n".join(history)
        assert left in (before, wanted), f"{steps}\nbroken site:\n{difference(left, before)}"
        start = time.monotonic()
        actual = processes.start(Order(site.root, warm)).result()
        usual = time.monotonic() - start
        assert actual == expected, steps
        if not expected.failure:
            before = wanted
        wrong = difference(tree_of(warm / "site"), before)
        assert not wrong, f"{steps}\nthe next build is wrong:\n{wrong}"
        litter = {path.name for path in warm.iterdir()} - {"site", "cache", "units.jsonl"}
        assert not litter, f"{steps}\nleft behind: {litter}"
        shutil.rmtree(clean)
