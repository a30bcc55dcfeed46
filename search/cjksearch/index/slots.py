"""Numbers of units: each page begins a slot of its own, so that a number tells the page it is of."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjksearch.index.documents import Card

#: Numbers to a slot. The more, the more numbers go unused; the fewer, the more slots the directory tells of.
SLOT = 8


class Numbering(NamedTuple):
    """The numbers of units that were given in order.

    Attributes:
        numbers: The number of each unit, ascending.
        continues: Of each slot, whether it continues the page of the slot before.
    """

    numbers: NDArray[np.uint32]
    continues: NDArray[np.bool_]


def numbered(units: Iterable[Card]) -> Numbering:
    """Number the units: each page, an address without its fragment, takes as many slots as it needs."""
    lengths = [len(list(page)) for _, page in groupby(units, lambda unit: unit.url.partition("#")[0])]
    sizes = np.array(lengths, np.int64)
    slots = -(-sizes // SLOT)
    first_slots = np.cumsum(slots) - slots
    before = np.cumsum(sizes) - sizes
    numbers = np.arange(sizes.sum()) + np.repeat(first_slots * SLOT - before, sizes)
    continues = np.ones(slots.sum(), np.bool_)
    continues[first_slots] = False
    return Numbering(numbers.astype(np.uint32), continues)
