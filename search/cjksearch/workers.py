"""Processes that read and analyse, where there is enough to do for them to pay."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

#: Below so many pages of HTML the processes would take longer to start than they save.
PAGES = 2000
#: The same of units, which are analysed many times as fast as a page is read.
UNITS = 40_000


@contextmanager
def workers(jobs: int | None, *, pages: int = 0, units: int = 0) -> Iterator[Executor | None]:
    """Provide an executor for the block, or None where one process is to do all.

    Args:
        jobs: How many processes; if not given, one or, where there is much to do, one a core.
        pages: How many pages of HTML are to be read.
        units: How many units are to be analysed.
    """
    count = jobs
    if count is None:
        count = (os.cpu_count() or 1) if pages >= PAGES or units >= UNITS else 1
    if count < 2:
        yield None
        return
    # Loaded only where there are to be processes.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # Started afresh, so that no thread of this process is copied half-way.
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as executor:
        yield executor
