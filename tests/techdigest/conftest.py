"""Small sites for tests of the plugin."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.small_site import SmallSite


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    """An empty site."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    (tmp_path / "docs").mkdir()
    return SmallSite(tmp_path)
