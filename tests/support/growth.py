"""How the time that work takes grows with the size of its input."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_TRIES = 5
_FLOOR = 0.01  # seconds; below it, the clock and the caches are measured


def is_linear(work: Callable[[int], object], small: int, large: int) -> bool:
    """Tell whether the processor time of `work(size)` grows like the size, n log n included.

    Quadratic work is told apart where `large` is several times `small`: the limit lies half-way, at the power
    1.5. A machine that is busy at the wrong moment makes linear work look worse, and hardly ever quadratic
    work better, so the best of up to five measurements counts.
    """
    work(min(small, 1000))  # loads what is loaded once
    limit = (large / small) ** 1.5
    return any(_seconds(work, large) < limit * max(_seconds(work, small), _FLOOR) for _ in range(_TRIES))


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.disable()  # a collection takes as long as other tests have left objects, and so would one before this
    try:
        start = time.process_time()
        work(size)
        return time.process_time() - start
    finally:
        gc.enable()
