"""Builds into a site folder that are killed: `python -m support.site_kills WHAT FOLDER WAY SEED NUMBER`.

The trees of a seed are numbered; build n puts tree n.
"""

import os
import random
import signal
import sys
from pathlib import Path

from support.site_folders import build, tree
from techdigest.incremental.outputs import Outputs

STEPS = {"open", "os.link", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir"}


def numbered_tree(seed: int, number: int) -> dict[str, bytes]:
    """Tree `number`: most files are those of its neighbours; some names are files here and folders there."""
    choice = random.Random(f"{seed} {number // 2}")
    own = random.Random(f"{seed} {number}")
    posts = [f"posts/{i}/index.html" for i in range(6) if own.random() < 0.8]
    files = {post: b"%d" % choice.randrange(9) * 5000 for post in posts}
    for name in ("home", "search/a", "search/b", "feed.xml"):
        files[name] = b"%s %d" % (name.encode(), number)
    if number % 2:
        files["both/x"] = files["turn"] = b"%d" % number
    else:
        files["both"] = files["turn/y/z"] = b"%d" % number
    return files


def endless(root: Path, seed: int, *, in_place: bool, first: int) -> None:
    """Build one tree after the other, telling which, until killed."""
    number = first
    while True:
        print(number, flush=True)
        build(root, numbered_tree(seed, number), in_place=in_place)
        number += 1


def steps(root: Path, seed: int, *, in_place: bool, stride: int) -> None:
    """Kill builds at a later and later step in the file system, each by `stride`, until one survives."""
    build(root, numbered_tree(seed, 0), in_place=in_place)
    build(root, numbered_tree(seed, 1), in_place=in_place)
    number, step = 1, seed % stride
    while True:
        step += stride
        child = os.fork()
        if not child:
            _kill_at(step)
            build(root, numbered_tree(seed, number + 1), in_place=in_place)
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        number = check(root, seed, number, in_place=in_place)
        if not killed:
            print(step // stride)
            return


def check(root: Path, seed: int, number: int, *, in_place: bool) -> int:
    """Look at the site of a build killed between tree `number` and the next; returns which of both it has.

    Raises:
        AssertionError: it is not.
    """
    old, new = numbered_tree(seed, number), numbered_tree(seed, number + 1)
    found = tree(root / "site")
    if in_place:
        torn = [name for name, data in found.items() if data and data not in (old.get(name), new.get(name))]
        assert not torn, f"files of neither tree {number} nor the next, seed {seed}: {torn}"
    else:
        assert found in (old, new), f"neither tree {number} nor the next, seed {seed}: {sorted(found)}"
    Outputs.open(root / "site", root / "records", in_place=in_place).abandon()
    found = tree(root / "site")
    assert found in (old, new), f"not mended: neither {number} nor the next, seed {seed}: {sorted(found)}"
    left = list(root.rglob(".techdigest-staging-*"))
    assert not left, f"left behind: {left}"
    return number + (found == new)


def _kill_at(step: int) -> None:
    seen = 0

    def count(event: str, _: object) -> None:
        nonlocal seen
        if event in STEPS:
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


if __name__ == "__main__":
    what, folder, way, seed_, *more = sys.argv[1:]
    if what == "endless":
        endless(Path(folder), int(seed_), in_place=way == "in_place", first=int(more[0]))
    else:
        steps(Path(folder), int(seed_), in_place=way == "in_place", stride=int(more[0]))
