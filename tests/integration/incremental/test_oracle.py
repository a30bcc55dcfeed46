"""Whatever was edited, an incremental build is a clean build: the same bytes, warnings and end."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, seed, settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from support.oracle.builds import Order, Outcome, build
from support.oracle.edited import EDITS, EditedSite
from support.oracle.processes import NewProcesses
from support.oracle.site import write_site
from support.oracle.trees import Tree, difference, tree_of, writings_of

SOAK = bool(os.environ.get("TECHDIGEST_SOAK"))
PARTS = 2  # tests that may run side by side
# Of each of them: 200 steps together; `make soak` walks ten times as many, and looks for the shortest way to
# what it finds.
WALKS, STEPS = (40, 26) if SOAK else (4, 26)
SPARE = 4 if SOAK else 1  # walks that hypothesis may cut short; the first goes nowhere
PHASES = (Phase.generate, Phase.shrink) if SOAK else (Phase.generate,)
WITH_STOCK = 10  # each tenth step is built with MkDocs' own driver, too


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

    @rule(
        names=strategies.lists(strategies.sampled_from(["", *sorted(EDITS)]), min_size=1, max_size=2),
        number=strategies.integers(0, 999),
        strict=strategies.sampled_from([False, False, False, True]),
    )
    def edit_and_build(self, names: list[str], number: int, strict: bool) -> None:
        if not self.history:
            if names == [""]:  # hypothesis begins with a walk of the simplest steps: it goes nowhere
                return
            self.history.append("nothing")
            self.compare(strict=True)
        chance = Random(number)
        said = [EDITS[name](self.site, chance) for name in names if name]
        self.history.append("; ".join(said) + " (strict)" * strict)
        type(self).steps += 1
        self.compare(strict=strict)

    def compare(self, *, strict: bool) -> None:
        """Build on, and from nothing, and now and then with MkDocs' own driver."""
        warm, clean = self.folder / "warm", self.folder / "clean"
        former, written = self.last_good, writings_of(warm / "site")
        incremental = self.processes.start(Order(self.site.root, warm, strict))
        expected = build(Order(self.site.root, clean, strict))
        actual = incremental.result()
        self.judge("how it ended and what it said", _unequal(actual, expected))
        self.judge("the cache", "\n".join(actual.said_of_cache))
        if (clean / "site").exists():  # what fails because it is strict is published, as by MkDocs
            self.last_good = tree_of(clean / "site")
            if kept := _kept(clean):  # a build without search leaves what another kept
                self.judge("what the search keeps", difference(_kept(warm), kept))
        self.judge("the site", difference(tree_of(warm / "site"), self.last_good))
        now = writings_of(warm / "site")
        same = [name for name in written if name in former and former[name] == self.last_good.get(name)]
        rewritten = [name for name in same if written[name] != now[name]]
        self.judge("what is written", f"the same again: {rewritten[:9]}" if rewritten else "")
        if len(self.history) % WITH_STOCK == 0:
            self.compare_with_stock(strict, expected)
        shutil.rmtree(clean, ignore_errors=True)

    def compare_with_stock(self, strict: bool, ours: Outcome) -> None:
        stock = self.folder / "stock"
        outcome = build(Order(self.site.root, stock, strict, {"incremental": False}))
        self.judge("what MkDocs' own build said", _unequal(ours, outcome))
        if (self.folder / "clean/site").exists():
            self.judge("MkDocs' own site", difference(self.last_good, tree_of(stock / "site")))
        shutil.rmtree(stock, ignore_errors=True)

    def judge(self, what: str, wrong: str) -> None:
        steps = "\n".join(f"  {number}. {said}" for number, said in enumerate(self.history, 1))
        assert not wrong, f"after\n{steps}\n{what} differs:\n{wrong}"

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _unequal(actual: Outcome, expected: Outcome) -> str:
    return "" if actual == expected else f"{actual}\ninstead of\n{expected}"


def _kept(out: Path) -> Tree:
    units = out / "units.jsonl"
    return {"units.jsonl": units.read_bytes()} if units.exists() else {}


@pytest.mark.timeout(7200 if SOAK else 900)  # what fails is shrunk
@pytest.mark.parametrize("part", range(PARTS))
def test_an_incremental_build_is_a_clean_build(part: int, tmp_path: Path, processes: NewProcesses) -> None:
    numbers = count()

    def machine() -> IncrementalBuilds:
        return IncrementalBuilds(tmp_path / str(next(numbers)), processes)

    IncrementalBuilds.steps = 0
    run_state_machine_as_test(
        seed(part)(machine) if settings().derandomize else machine,  # type: ignore[arg-type]  # takes functions
        settings=settings(
            max_examples=WALKS + SPARE,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert IncrementalBuilds.steps >= WALKS * (STEPS - 1)
