"""How much of a text stands in another, by the runs of letters that they share."""

from __future__ import annotations

from difflib import SequenceMatcher

GRAM = 6  # letters that must stand together to count as kept
_RUN = 3  # letters that must stand together, where the order is looked at, too


def uncovered(wanted: str, grams: set[str], page: str) -> int:
    """Return how many letters are in no run of `GRAM` letters that the page has, too."""
    if len(wanted) < GRAM:
        return 0 if wanted in page[: 1 << 20] else len(wanted)
    covered = bytearray(len(wanted))
    for at in range(len(wanted) - GRAM + 1):
        if wanted[at : at + GRAM] in grams:
            covered[at : at + GRAM] = b"\1" * GRAM
    return covered.count(0)


def covered(wanted: str, there: str) -> float:
    """Return the share of a text's letters that stand in another."""
    grams = {there[at : at + GRAM] for at in range(len(there))}
    return 1 - uncovered(wanted, grams, there) / len(wanted) if wanted else 1.0


def unaligned(wanted: str, there: str) -> int:
    """Return how many letters are in no run of `_RUN` letters that stand in this order on the page."""
    blocks = SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks()
    return len(wanted) - sum(block.size for block in blocks if block.size >= _RUN)
