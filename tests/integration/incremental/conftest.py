"""What the comparisons share: an edited site, and builds of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

import support.oracle.edits_of_files
import support.oracle.edits_of_setting
import support.oracle.edits_of_text  # noqa: F401 - these three fill the table of edits
from support.oracle.edited import EditedSite
from support.oracle.processes import NewProcesses
from support.oracle.quick import quick_builds
from support.oracle.site import write_site


@pytest.fixture(scope="module")
def processes() -> Iterator[NewProcesses]:
    """Builds in processes of their own; those in this one are quick."""
    with quick_builds(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # MkDocs' own theme shows the second of the build
        yield NewProcesses()
    # Hundreds of builds leave much behind. What of it stays is not looked through again: tests that measure
    # how work grows would pay for it.
    gc.collect()
    gc.freeze()


@pytest.fixture
def site(tmp_path: Path) -> EditedSite:
    """A small site in `in/`."""
    write_site(tmp_path / "in")
    return EditedSite(tmp_path / "in")
