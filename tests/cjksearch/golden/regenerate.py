"""Writes the golden index of the current format: ``python tests/cjksearch/golden/regenerate.py``.

Run it when the writer's bytes were meant to change. If their form changed, raise FORMAT_VERSION first: the
index of the earlier version then stays, and the client must refuse it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from cjksearch.index.unit import Unit
from cjksearch.static import write
from cjksearch.static.codec import FORMAT_VERSION

GOLDEN = Path(__file__).parent
LABELS = {"domain": {"cloud": {"en": "Cloud", "zh-Hans": "云计算"}, "rl": {"en": "Reinforcement learning"}}}


def write_golden(out: Path) -> None:
    """Write the index of units.jsonl into `out`."""
    lines = (GOLDEN / "units.jsonl").read_text("utf-8").splitlines()
    write([Unit.from_json(json.loads(line)) for line in lines], out, labels=LABELS)


if __name__ == "__main__":
    current = GOLDEN / f"format-{FORMAT_VERSION}"
    shutil.rmtree(current, ignore_errors=True)
    write_golden(current)
