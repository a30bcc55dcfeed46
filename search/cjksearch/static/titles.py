"""Title blocks: what a hit shows before its excerpt."""

from __future__ import annotations

from collections.abc import Sequence

from cjksearch.index.documents import Card
from cjksearch.index.slots import SLOT
from cjksearch.static.codec import to_json

#: Slots to a title block: few, because ten hits lie in up to ten blocks.
SLOTS_PER_BLOCK = 4
#: The numbers of units to a title block.
UNITS_PER_BLOCK = SLOT * SLOTS_PER_BLOCK

_Record = list[object]


def title_block(
    units: Sequence[Card], numbers: Sequence[int], places: Sequence[int], begin: int, end: int
) -> bytes:
    """Return a title block, not yet compressed; FORMAT.md describes it.

    Args:
        units: All units.
        numbers: The number of each.
        places: The number of the text block of each.
        begin: The place of the block's first unit.
        end: The place behind its last one.
    """
    number = numbers[begin] // UNITS_PER_BLOCK
    classes: dict[object, int] = {}
    described: list[object] = []
    slots: list[list[object]] = []
    title: str | None = None
    for i in range(begin, end):
        unit = units[i]
        page, mark, fragment = unit.url.partition("#")
        if numbers[i] // SLOT - number * SLOTS_PER_BLOCK == len(slots):
            slots.append([page])
        kind = unit.lang, unit.kind, tuple((name, tuple(own)) for name, own in sorted(unit.facets.items()))
        place = classes.setdefault(kind, len(classes))
        if place == len(described):
            described.append([unit.lang, unit.kind, {name: list(values) for name, values in kind[2]}])
        same_title = 0 if unit.title == title else unit.title
        title = unit.title
        # A text's place in its block follows from the records before it; only the block's number is kept.
        record: _Record = [mark + fragment, same_title, unit.heading, place, unit.date, list(unit.tags) or 0,
                           places[i] - places[begin], 0 if unit.id == unit.url else unit.id]  # fmt: skip
        while not record[-1] and len(record) > 2:
            record.pop()
        slots[-1].append(record)
    skipped = 0  # texts of the same block that belong to units before this one
    while begin - skipped - 1 >= 0 and places[begin - skipped - 1] == places[begin]:
        skipped += 1
    return to_json({"c": described, "x": [places[begin], skipped], "r": slots})
