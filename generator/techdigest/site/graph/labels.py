"""Where labels stand beside their nodes: those of larger nodes first, each where it covers nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from techdigest.site.graph.views import Label

Boxes = NDArray[np.float64]
"""Rectangles of the shape (n, 4): left, top, right, bottom."""

SPACE = 4  # units between a node and its label
LONGEST = 15  # widths of a Han character

Anchor = Literal["start", "middle", "end"]


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text up to so many widths of a Han character, cut where a word ends if one does near there."""
    if _width(text) <= longest:
        return text
    kept = ""
    for character in text:
        if _width(kept + character) > longest - 1:
            break
        kept += character
    cut = kept.rpartition(" ")[0]
    return (cut if _width(cut) > longest / 2 else kept).rstrip(" ,:;—–-，、：；") + "…"


def place_labels(
    texts: Sequence[str],
    points: Sequence[tuple[int, int]],
    radii: Sequence[int],
    sizes: Sequence[float],
    bounds: tuple[int, int],
) -> tuple[Label, ...]:
    """Place a label beside each node.

    Args:
        texts: The labels.
        points: The middles of their nodes.
        radii: The radii of these.
        sizes: Sizes of the text, largest first. A label that has room at one keeps its place at smaller ones.
        bounds: Width and height of the picture, which no label leaves.
    """
    nodes = np.array(
        [(x - r, y - r, x + r, y + r) for (x, y), r in zip(points, radii, strict=True)], dtype=float
    )
    order = sorted(range(len(texts)), key=lambda index: (-radii[index], index))
    found: dict[int, tuple[Anchor, int, int | None]] = {}  # and the candidate, and the level
    widths = [_width(text) for text in texts]

    def candidates(index: int, size: float) -> list[tuple[Anchor, tuple[float, float, float, float]]]:
        (x, y), away, width = points[index], radii[index] + SPACE, widths[index] * size
        half = size * 0.6
        return [
            ("start", (x + away, y - half, x + away + width, y + half)),
            ("end", (x - away - width, y - half, x - away, y + half)),
            ("middle", (x - width / 2, y + away, x + width / 2, y + away + 2 * half)),
            ("middle", (x - width / 2, y - away - 2 * half, x + width / 2, y - away)),
        ]

    for level, size in enumerate(sizes):
        taken = [candidates(index, size)[which][1] for index, (_, which, _) in found.items()]
        boxes = np.array(taken, dtype=float).reshape(-1, 4)
        for index in order:
            if index in found:
                continue
            for which, (anchor, box) in enumerate(candidates(index, size)):
                inside = box[0] >= 0 and box[1] >= 0 and box[2] <= bounds[0] and box[3] <= bounds[1]
                if inside and not _meets(box, nodes) and not _meets(box, boxes):
                    found[index] = (anchor, which, level)
                    boxes = np.vstack([boxes, box])
                    break
    labels = []
    unplaced: tuple[Anchor, int, int | None] = ("start", 0, None)
    for index, text in enumerate(texts):
        anchor, which, first = found.get(index, unplaced)
        (x, y), away = points[index], radii[index] + SPACE
        left = {"start": x + away, "end": x - away, "middle": x}[anchor]
        top = (y, y, y + away, y - away)[which]
        labels.append(Label(text, left, top, (0.35, 0.35, 0.9, -0.25)[which], anchor, first))
    return tuple(labels)


def _meets(box: tuple[float, float, float, float], others: Boxes) -> bool:
    left, top, right, bottom = box
    apart = (
        (others[:, 2] <= left) | (others[:, 0] >= right) | (others[:, 3] <= top) | (others[:, 1] >= bottom)
    )
    return not bool(apart.all())


def _width(text: str) -> float:
    """The width of a text in widths of a Han character, about: fonts differ."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.56 for character in text)
