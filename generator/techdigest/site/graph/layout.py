"""Where the nodes of a graph are drawn: the same places whatever the machine, its processes and their seeds.

Each connected component is laid out by itself: networkx' forces from a fixed start unfold it, stress
majorisation (E. R. Gansner, Y. Koren and S. North, "Graph Drawing by Stress Majorization", 2005) then gives
each pair the distance it has in the graph, nodes that overlap are pushed apart, and components are packed in
rows. Places are whole units, so that the last digits of floating point do not show.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Coordinates, of the shape (nodes, 2)."""

STEP = 74.0  # units between two nodes that are joined
GAP = 16.0  # units, at least, between the edges of two nodes
ROOM = 30.0  # units around a component
ASPECT = 1.5  # width of the picture by its height
ROUNDS = 120
WIDER = np.array([1.25, 1.0])  # labels stand beside nodes, so these need more room there


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture's size, and the middle of each node in it."""

    width: int
    height: int
    points: tuple[tuple[int, int], ...]


@lru_cache(
    maxsize=2
)  # the languages of a site share one layout, and so does the next build of `mkdocs serve`
def lay_out(radii: tuple[int, ...], edges: tuple[tuple[int, int], ...]) -> Layout:
    """Place nodes of the given radii, joined by `edges` (pairs of indices)."""
    import networkx as nx  # noqa: PLC0415 - a quarter of a second that only sites with papers should pay

    graph = nx.Graph()
    graph.add_nodes_from(range(len(radii)))
    graph.add_edges_from(sorted(tuple(sorted(edge)) for edge in edges))
    members = sorted(
        (sorted(component) for component in nx.connected_components(graph)),
        key=lambda component: (-len(component), component),
    )
    boxes = []
    for component in members:
        sizes = np.array([radii[node] for node in component], dtype=np.float64)
        points = _component(nx, graph.subgraph(component), component, sizes)
        low, high = (points - sizes[:, None]).min(axis=0), (points + sizes[:, None]).max(axis=0)
        boxes.append((component, points - low, high - low))
    return _packed(boxes, len(radii))


def _component(nx: Any, graph: Any, nodes: list[int], sizes: Points) -> Points:
    """Places of one component's nodes, longer than high."""
    if len(nodes) == 1:
        return np.zeros((1, 2))
    copy = nx.Graph()  # of its own, since the order of a view's nodes is that of a set
    copy.add_nodes_from(nodes)
    copy.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges))
    found = nx.spring_layout(copy, seed=7, iterations=60)
    start = np.array([found[node] for node in nodes]) * STEP * math.sqrt(len(nodes))
    hops = dict(nx.all_pairs_shortest_path_length(copy))
    distances = np.array([[hops[a][b] for b in nodes] for a in nodes], dtype=np.float64) * STEP
    return _apart(_lying(_majorised(start, distances)) * WIDER, sizes)


def _majorised(points: Points, distances: Points) -> Points:
    """Move points until their distances are about those wanted; a pair weighs 1 by its distance squared."""
    weights = np.divide(1.0, distances**2, out=np.zeros_like(distances), where=distances > 0)
    total = weights.sum(axis=1)[:, None]
    for _ in range(ROUNDS):
        apart = points[:, None, :] - points[None, :, :]
        length = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-6)
        wanted = points[None, :, :] + apart * (distances / length)[:, :, None]
        points = (weights[:, :, None] * wanted).sum(axis=1) / total
    return points


def _lying(points: Points) -> Points:
    """Turn points so that they extend most from left to right."""
    centred = points - points.mean(axis=0)
    (xx, xy), (_, yy) = centred.T @ centred
    angle = 0.5 * math.atan2(2 * xy, xx - yy)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return np.asarray(centred @ turn)


def _apart(points: Points, sizes: Points) -> Points:
    """Push nodes apart that overlap, each pair by half of what is missing."""
    least = sizes[:, None] + sizes[None, :] + GAP
    np.fill_diagonal(least, 0.0)
    for _ in range(200):
        apart = points[:, None, :] - points[None, :, :]
        length = np.sqrt((apart**2).sum(axis=2))
        missing = np.maximum(least - length, 0.0)
        if missing.max() < 0.5:
            break
        points = points + (apart * (0.3 * missing / np.maximum(length, 1e-6))[:, :, None]).sum(axis=1)
    return points


def _packed(boxes: list[tuple[list[int], Points, Points]], count: int) -> Layout:
    """Put components in rows, the largest first, in a picture about as wide as `ASPECT` says."""
    area = sum(float((size[0] + ROOM) * (size[1] + ROOM)) for _, _, size in boxes)
    widest = max((float(size[0]) for _, _, size in boxes), default=0.0)
    limit = max(math.sqrt(area * ASPECT), widest)
    rows: list[list[tuple[list[int], Points, Points]]] = []
    filled = math.inf
    for box in boxes:
        width = float(box[2][0])
        if filled + width > limit:
            rows.append([])
            filled = 0.0
        rows[-1].append(box)
        filled += width + ROOM
    widths = [sum(float(size[0]) + ROOM for _, _, size in row) - ROOM for row in rows]
    total = max(widths, default=0.0)
    places = [(0, 0)] * count
    top = ROOM
    for row, width in zip(rows, widths, strict=True):
        high = max(float(size[1]) for _, _, size in row)
        left = ROOM + (total - width) / 2
        for component, points, size in row:
            for node, (x, y) in zip(component, points, strict=True):
                places[node] = (round(left + x), round(top + (high - float(size[1])) / 2 + y))
            left += float(size[0]) + ROOM
        top += high + ROOM
    return Layout(round(total + 2 * ROOM), round(top), tuple(places))
