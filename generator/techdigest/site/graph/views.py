"""What the template of the graph gets: nodes with their places, lines between, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from techdigest.notes.model import Lang

NodeKind = Literal["note", "paper"]
EdgeKind = Literal["mention", "cite"]


@dataclass(frozen=True, slots=True)
class Label:
    """The short text beside a node.

    `x` and `y` are where it starts (or, by `anchor`, has its middle or end), and `drop` is how far its base
    line is below, by the height of the text. `level` is the index of the first of `Graph.text_sizes` at which
    it meets no other text or node; None where it only shows on demand.
    """

    text: str
    x: int
    y: int
    drop: float
    anchor: Literal["start", "middle", "end"]
    level: int | None


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A note or a paper: what it is called, where it leads, and where it is drawn.

    `details` is a second line: authors and year of a paper. `degree` is how many lines meet here.
    """

    kind: NodeKind
    title: str
    url: str
    lang: Lang | None
    details: str
    degree: int
    domains: tuple[str, ...]
    x: int
    y: int
    radius: int
    label: Label


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """A line: a note mentions a paper, or a paper cites another. Ends are indices of nodes; `path` is SVG."""

    kind: EdgeKind
    source: int
    target: int
    path: str


@dataclass(frozen=True, slots=True)
class GraphLink:
    """A title and where it leads; `lang` is the language of a note."""

    title: str
    url: str
    lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class GraphRow:
    """A paper, the notes that mention it and the papers it cites; `node` is its index if it is drawn."""

    paper: GraphLink
    details: str
    notes: tuple[GraphLink, ...]
    cites: tuple[GraphLink, ...]
    domains: tuple[str, ...]
    node: int | None


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture of notes and papers, and the table beside it.

    Attributes:
        width: Of the picture, in its own units, as all coordinates.
        height: Likewise.
        nodes: In the order in which the Tab key goes through them: each note, then papers not met before.
        edges: Lines between them.
        rows: All papers that a note mentions or that are joined by a citation, by title.
        domains: Domains of what is drawn: id and name.
        text_sizes: Sizes of labels for which room was looked for, largest first.
        notes: The number of notes that mention a paper.
        notes_drawn: How many of these are in the picture.
        papers_drawn: How many of `rows` are in the picture.
    """

    width: int
    height: int
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    rows: tuple[GraphRow, ...]
    domains: tuple[tuple[str, str], ...]
    text_sizes: tuple[float, ...]
    notes: int
    notes_drawn: int
    papers_drawn: int
