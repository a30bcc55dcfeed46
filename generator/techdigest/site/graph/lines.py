"""The lines of a graph as SVG paths, from rim to rim: straight for mentions, bent for citations."""

from __future__ import annotations

import math

from techdigest.site.graph.views import EdgeKind, GraphNode

BEND = 0.12  # of a line's length
ARROW = 3.0  # units between the rim of a node and the head of an arrow


def line(kind: EdgeKind, source: GraphNode, target: GraphNode) -> str:
    """The path from one node to another."""
    across, down = target.x - source.x, target.y - source.y
    length = math.hypot(across, down) or 1.0
    if kind == "mention":
        start, end = source.radius / length, 1 - target.radius / length
        return (
            f"M{source.x + across * start:.0f} {source.y + down * start:.0f}"
            f"L{source.x + across * end:.0f} {source.y + down * end:.0f}"
        )
    middle = (source.x + across / 2 - down * BEND, source.y + down / 2 + across * BEND)
    start_x, start_y = _rim(source, middle, 0.0)
    end_x, end_y = _rim(target, middle, ARROW)
    return f"M{start_x:.0f} {start_y:.0f}Q{middle[0]:.0f} {middle[1]:.0f} {end_x:.0f} {end_y:.0f}"


def _rim(node: GraphNode, towards: tuple[float, float], away: float) -> tuple[float, float]:
    across, down = towards[0] - node.x, towards[1] - node.y
    share = (node.radius + away) / (math.hypot(across, down) or 1.0)
    return node.x + across * share, node.y + down * share
