"""What axe finds on a page: https://github.com/dequelabs/axe-core."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import axe_core_python
from playwright.sync_api import Page

_SCRIPT = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")


def faults(page: Page, *within: str) -> list[tuple[str, str, str]]:
    """Return the rule, the impact and the first element of each violation.

    Args:
        page: The page, as it looks now.
        within: Selectors of what is looked at; the whole page without them.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    context = json.dumps([[selector] for selector in within]) if within else "document"
    # Of what passes, one element is kept: to describe them all takes longer than to look at them.
    found = page.evaluate(f"axe.run({context}, {{resultTypes: ['violations'], preload: false}})")
    assert found["passes"], "axe has run"
    return [(fault["id"], fault["impact"], fault["nodes"][0]["html"]) for fault in found["violations"]]


def serious(page: Page, *within: str) -> Sequence[tuple[str, str, str]]:
    """Return the serious and critical ones."""
    return [fault for fault in faults(page, *within) if fault[1] in ("serious", "critical")]
