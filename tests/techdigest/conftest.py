"""Small sites for tests of the plugin."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from support.small_site import SmallSite

# Tables are loaded on first use, and machines are shared: how long one example takes says nothing.
settings.register_profile("techdigest", deadline=None)
settings.load_profile("techdigest")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    """An empty site."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    (tmp_path / "docs").mkdir()
    return SmallSite(tmp_path)
