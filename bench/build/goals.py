"""The goals that the build has set itself, each beside the figure reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.build.medians import Medians
from bench.build.rows import ROWS

SIZE, LARGE = 1000, 5000
WARM = ("unchanged", "edit", "retitle", "served")
RIVALS = ("zensical", "hugo")


@dataclass(frozen=True)
class Goal:
    """What is to be reached, the figure, and whether it is; None where it was not measured."""

    text: str
    figure: str
    reached: bool | None


def goals(medians: Medians) -> list[Goal]:
    """Judge the medians of a run."""
    return [
        _ratio(medians, "unchanged", "cpu", "nothing changed: at most 1/12 of stock's CPU", 1 / 12),
        _ratio(medians, "edit", "cpu", "one post edited: at most 1/8 of stock's CPU", 1 / 8),
        _ratio(medians, "cold", "wall", "cold: at most 0.6 of stock's wall", 0.6),
        _served_ahead(medians),
        _served_growth(medians),
        _memory(medians),
        *_ahead(medians),
    ]


def _ratio(medians: Medians, row: str, metric: str, text: str, limit: float) -> Goal:
    ours, stock = (medians.get(SIZE, peer, row, metric) for peer in ("ours", "stock"))
    text = f"{SIZE:,} posts, {text}"
    if not ours or not stock:
        return Goal(text, "not measured", None)
    return Goal(text, f"{ours:.2f} s of {stock:.2f} s: 1/{stock / ours:.1f}", ours <= stock * limit)


def _served_ahead(medians: Medians) -> Goal:
    text = f"{SIZE:,} posts, edit to served: ahead of Hugo"
    ours, hugo = (medians.get(SIZE, peer, "served", "wall") for peer in ("ours", "hugo"))
    if not ours or not hugo:
        return Goal(text, "not measured", None)
    return Goal(text, f"{ours:.3f} s, Hugo {hugo:.3f} s", ours < hugo)


def _served_growth(medians: Medians) -> Goal:
    text = f"edit to served at {LARGE:,} posts: at most twice that at {SIZE:,}"
    small, large = (medians.get(size, "ours", "served", "wall") for size in (SIZE, LARGE))
    if not small or not large:
        return Goal(text, "not measured", None)
    return Goal(text, f"{large:.3f} s to {small:.3f} s: {large / small:.1f}x", large <= 2 * small)


def _memory(medians: Medians) -> Goal:
    text = f"{LARGE:,} posts: peak memory of all processes at most 500 MB"
    peaks = [medians.get(LARGE, "ours", row, "peak_mb") for row in ROWS]
    known = [peak for peak in peaks if peak]
    if not known:
        return Goal(text, "not measured", None)
    return Goal(text, f"{max(known):,.0f} MB", max(known) <= 500)


def _ahead(medians: Medians) -> Iterator[Goal]:
    for size in medians.sizes:
        for row in WARM:
            for metric in ("wall",) if row == "served" else ("cpu", "wall"):
                ours = medians.get(size, "ours", row, metric)
                rivals = {peer: medians.get(size, peer, row, metric) for peer in RIVALS}
                text = f"{size:,} posts, {ROWS[row]}, {metric}: ahead of Zensical and Hugo"
                known = [rival for rival in rivals.values() if rival]
                if not ours or not known:
                    yield Goal(text, "not measured", None)
                else:
                    told = ", ".join(f"{peer} {rival:.2f}" for peer, rival in rivals.items() if rival)
                    yield Goal(text, f"{ours:.2f} s; {told}", ours < min(known))
