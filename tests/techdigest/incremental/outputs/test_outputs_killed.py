"""Builds killed at any moment: the site is one whole build, and the next one is right."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support import site_kills
from support.site_folders import build, tree

TESTS = Path(site_kills.__file__).parents[1]


SEED = int(os.environ.get("TECHDIGEST_KILL_SEED", random.SystemRandom().randrange(10**6)))
STRIDE = int(os.environ.get("TECHDIGEST_KILL_STRIDE", "6"))
"""Of so many steps one is tried in a run; its seed says which."""


def start(what: str, root: Path, way: str, number: int) -> subprocess.Popen[str]:
    print(f"TECHDIGEST_KILL_SEED={SEED}")
    command = [sys.executable, "-m", "support.site_kills", what, str(root), way, str(SEED), str(number)]
    env = os.environ | {"PYTHONPATH": str(TESTS)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


@pytest.mark.parametrize("way", ["exchange", "in_place"])
def test_a_build_killed_at_any_step_leaves_one_whole_build_and_the_next_one_is_right(
    tmp_path: Path, way: str
) -> None:
    with start("steps", tmp_path, way, STRIDE) as process:
        output, errors = process.communicate(timeout=100)
    assert process.returncode == 0, errors
    assert int(output) * STRIDE > 60, "there were hardly any steps to be killed at"


@pytest.mark.parametrize("way", ["exchange", "in_place"])
def test_builds_killed_from_outside_at_random_moments_leave_one_whole_build(tmp_path: Path, way: str) -> None:
    moments = random.Random(SEED)
    in_place = way == "in_place"
    number = 1
    for each in (0, 1):
        build(tmp_path, site_kills.numbered_tree(SEED, each), in_place=in_place)
    for _ in range(8):
        with start("endless", tmp_path, way, number + 1) as process:
            assert process.stdout
            begun = [process.stdout.readline()]
            time.sleep(moments.uniform(0, 0.06))
            process.kill()
            begun += process.stdout.read().split()
        number = site_kills.check(tmp_path, SEED, int(begun[-1]) - 1, in_place=in_place)
    last = site_kills.numbered_tree(SEED, number + 1)
    build(tmp_path, last, in_place=in_place)
    assert tree(tmp_path / "site") == last
    assert not list(tmp_path.rglob(".techdigest-staging-*"))
