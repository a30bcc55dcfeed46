"""Processes that read and analyse, where there is enough to do for them to pay."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

#: Below so many pages or units the processes would take longer to start than they save.
WORTH_IT = 2000


@contextmanager
def workers(things: int, jobs: int | None = None) -> Iterator[Executor | None]:
    """Provide an executor for the block, or None where one process is to do all.

    Args:
        things: How many pages or units there are.
        jobs: How many processes; as many as there are cores, if the things are many, if not given.
    """
    count = jobs if jobs is not None else (os.cpu_count() or 1) if things >= WORTH_IT else 1
    if count < 2:
        yield None
        return
    # Started afresh, so that no thread of this process is copied half-way.
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as executor:
        yield executor
