"""Whatever was edited, an incremental build is a clean build: the same bytes, warnings and end."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from support.oracle.builds import HAS_INCREMENTAL_BUILD, NewProcesses, Order, build
from support.oracle.edited import EDITS, EditedSite
from support.oracle.site import write_site
from support.oracle.trees import Tree, difference, tree_of

SOAK = bool(os.environ.get("TECHDIGEST_SOAK"))
EXAMPLES, STEPS = (80 if SOAK else 8), 26
WITH_STOCK = 10  # each tenth step is built with MkDocs' own driver, too
PHASES = (Phase.generate, Phase.shrink)


class IncrementalBuilds(RuleBasedStateMachine):
    """A site that is edited and built again and again with one cache into one folder."""

    steps = 0

    def __init__(self, folder: Path, processes: NewProcesses) -> None:
        super().__init__()
        self.folder = folder
        self.site = EditedSite(folder / "in")
        self.processes = processes
        self.history: list[str] = []
        self.last_good: Tree = {}
        write_site(self.site.root)
        self.compare(strict=True)

    @rule(
        names=strategies.lists(strategies.sampled_from(sorted(EDITS)), min_size=1, max_size=2),
        seed=strategies.integers(0, 999),
        strict=strategies.sampled_from([False, False, False, True]),
    )
    def edit_and_build(self, names: list[str], seed: int, strict: bool) -> None:
        chance = Random(seed)
        said = [EDITS[name](self.site, chance) for name in names]
        self.history.append("; ".join(said) + " (strict)" * strict)
        type(self).steps += 1
        self.compare(strict=strict)

    def compare(self, *, strict: bool) -> None:
        """Build on, and from nothing, and now and then with MkDocs' own driver."""
        root, warm, clean = self.site.root, self.folder / "warm", self.folder / "clean"
        incremental = self.processes.start(Order(root, warm, strict))
        expected = build(Order(root, clean, strict))
        actual = incremental.result()
        self.judge(
            "how it ended and what it said", "" if actual == expected else f"{actual}\ninstead of\n{expected}"
        )
        if not actual.failure:
            self.last_good = tree_of(clean / "site")
            self.judge("what the search keeps", difference(*map(_kept, (warm, clean))))
        if HAS_INCREMENTAL_BUILD or not actual.failure:
            self.judge("the site", difference(tree_of(warm / "site"), self.last_good))
        if len(self.history) % WITH_STOCK == 0:
            self.compare_with_stock(strict)
        shutil.rmtree(clean, ignore_errors=True)

    def compare_with_stock(self, strict: bool) -> None:
        stock = self.folder / "stock"
        outcome = build(Order(self.site.root, stock, strict, {"incremental": False}))
        clean = build(Order(self.site.root, self.folder / "clean", strict))
        self.judge("MkDocs' own driver", "" if outcome == clean else f"{clean}\ninstead of\n{outcome}")
        if not outcome.failure:
            self.judge("MkDocs' own driver", difference(self.last_good, tree_of(stock / "site")))
        shutil.rmtree(stock, ignore_errors=True)

    def judge(self, what: str, wrong: str) -> None:
        steps = "\n".join(f"  {number}. {said}" for number, said in enumerate(self.history, 1))
        assert not wrong, f"after\n{steps}\n{what} differs:\n{wrong}"

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _kept(out: Path) -> Tree:
    units = out / "units.jsonl"
    return {"units.jsonl": units.read_bytes()} if units.exists() else {}


@pytest.mark.timeout(7200 if SOAK else 900)  # what fails is shrunk
def test_an_incremental_build_is_a_clean_build(tmp_path: Path, processes: NewProcesses) -> None:
    numbers = count()
    IncrementalBuilds.steps = 0
    run_state_machine_as_test(
        lambda: IncrementalBuilds(tmp_path / str(next(numbers)), processes),  # type: ignore[arg-type]  # takes any factory
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert IncrementalBuilds.steps >= 200
