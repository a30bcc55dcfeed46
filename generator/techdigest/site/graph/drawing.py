"""The graph of notes and papers: a picture, drawn when the site is built, and the same as a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from techdigest.notes.model import Lang, Note
from techdigest.papers.model import Paper
from techdigest.site.catalogue import Catalogue
from techdigest.site.frames import frame
from techdigest.site.graph.labels import place_labels, shortened
from techdigest.site.graph.layout import lay_out
from techdigest.site.graph.lines import line
from techdigest.site.graph.network import Network, best_connected, network
from techdigest.site.graph.views import EdgeKind, Graph, GraphEdge, GraphLink, GraphNode, GraphRow, NodeKind
from techdigest.site.titles import TITLES
from techdigest.site.views import View

LARGEST = 1.5  # pixels a unit at most, so that a small graph is not blown up
SCREENS = (
    (358, 1),
    (720, 1),
    (1180, 1),
    (1180, 2),
    (1180, 4),
)  # width in pixels, and how far one has zoomed in
TEXT = 11.5  # pixels

LEADS: dict[Lang, str] = {
    "zh-Hans": "哪些笔记谈到同一篇论文，哪些论文互相引用。点越大，连线越多。",
    "zh-Hant": "哪些筆記談到同一篇論文，哪些論文互相引用。點越大，連線越多。",
    "en": "Which notes discuss the same paper, and which papers cite each other. The larger, the more lines.",
}

Key = tuple[NodeKind, str]
PaperUrl = Callable[[Catalogue, Paper, Lang], str]
"""The address of a paper's page in a language."""


def graph_views(catalogue: Catalogue, url: PaperUrl) -> dict[str, View]:
    """The page of the graph in every language, by source name; none where nothing is joined."""
    addresses = catalogue.addresses
    views: dict[str, View] = {}
    for lang in addresses.languages if catalogue.literature else ():
        if (found := graph(catalogue, lang, url)) is not None:
            view = frame(catalogue, "graph", lang, TITLES["graph"][lang], LEADS[lang])
            views[addresses.paper_graph(lang)] = replace(view, graph=found)
    return views


def graph(catalogue: Catalogue, lang: Lang, url: PaperUrl) -> Graph | None:
    """The graph in a language: each note in that language where it exists; None where nothing is joined."""
    whole = network(catalogue.notes, catalogue.literature)
    if whole.is_empty:
        return None
    return _Drawing(
        catalogue, lang, lambda paper: url(catalogue, paper, lang), whole, best_connected(whole)
    ).graph()


@dataclass(frozen=True)
class _Drawing:
    """What the parts of a graph are made from: `whole` is in the table, `drawn` in the picture."""

    catalogue: Catalogue
    lang: Lang
    url: Callable[[Paper], str]
    whole: Network
    drawn: Network

    def graph(self) -> Graph:
        notes = {note.key: note for note in self.catalogue.listed(self.lang)}
        domains = self._domains(notes)
        keys = _reading_order(self.drawn, list(notes))
        number = {key: index for index, key in enumerate(keys)}
        width, height, nodes = self._nodes(keys, notes, domains)
        edges = [
            GraphEdge(kind, number[a], number[b], line(kind, nodes[number[a]], nodes[number[b]]))
            for kind, a, b in _lines(self.drawn)
        ]
        used = {domain for key in keys for domain in domains[key]}
        names = self.catalogue.domain_names
        return Graph(
            width,
            height,
            nodes,
            tuple(edges),
            self._rows(notes, domains, number),
            tuple(
                (domain, self.catalogue.domain_name(domain, self.lang)) for domain in names if domain in used
            ),
            _text_sizes(width),
            len(self.whole.notes),
            len(self.drawn.notes),
            len(self.drawn.papers),
        )

    def _nodes(
        self, keys: list[Key], notes: Mapping[str, Note], domains: Mapping[Key, tuple[str, ...]]
    ) -> tuple[int, int, tuple[GraphNode, ...]]:
        """The picture's size, and its nodes; which places they have does not depend on the language."""
        degrees = dict.fromkeys(keys, 0)
        for _, a, b in _lines(self.drawn):
            degrees[a] += 1
            degrees[b] += 1
        fixed = sorted(keys)
        place = {key: index for index, key in enumerate(fixed)}
        radii = tuple(_radius(degrees[key]) for key in fixed)
        edges = tuple((place[a], place[b]) for _, a, b in _lines(self.drawn))
        layout = self.catalogue.remember("layout", (radii, edges), partial(lay_out, radii, edges))
        points = [layout.points[place[key]] for key in keys]
        labels = place_labels(
            [self._label(key, notes) for key in keys],
            points,
            [_radius(degrees[key]) for key in keys],
            _text_sizes(layout.width),
            (layout.width, layout.height),
        )
        nodes = []
        for key, (x, y), label in zip(keys, points, labels, strict=True):
            title, url, lang, details = self._said(key, notes)
            radius, degree = _radius(degrees[key]), degrees[key]
            nodes.append(
                GraphNode(key[0], title, url, lang, details, degree, domains[key], x, y, radius, label)
            )
        return layout.width, layout.height, tuple(nodes)

    def _rows(
        self, notes: Mapping[str, Note], domains: Mapping[Key, tuple[str, ...]], number: Mapping[Key, int]
    ) -> tuple[GraphRow, ...]:
        mentioning: dict[str, set[str]] = {}
        for key, mentioned in self.whole.mentions:
            mentioning.setdefault(mentioned, set()).add(key)
        rank = {key: position for position, key in enumerate(notes)}
        rows = []
        for name in self.whole.papers:
            paper = self.catalogue.literature.registry.by_key[name]
            cites = [cited for cited in self.catalogue.literature.cites(paper) if cited.key != name]
            by = [notes[key] for key in sorted(mentioning.get(name, ()), key=rank.__getitem__)]
            rows.append(
                GraphRow(
                    GraphLink(paper.title, self.url(paper)),
                    _details(paper),
                    tuple(GraphLink(note.title, self.catalogue.url_of(note), note.lang) for note in by),
                    tuple(GraphLink(cited.title, self.url(cited)) for cited in cites),
                    domains["paper", name],
                    number.get(("paper", name)),
                )
            )
        return tuple(sorted(rows, key=lambda row: (row.paper.title.casefold(), row.paper.url)))

    def _domains(self, notes: Mapping[str, Note]) -> dict[Key, tuple[str, ...]]:
        """The domains of each note, and of each paper those of the notes that mention it."""
        found: dict[Key, dict[str, None]] = {
            ("note", key): dict.fromkeys(notes[key].domains) for key in self.whole.notes
        }
        for key in self.whole.papers:
            found["paper", key] = {}
        for note, paper in self.whole.mentions:
            found["paper", paper] |= found["note", note]
        return {key: tuple(domains) for key, domains in found.items()}

    def _said(self, key: Key, notes: Mapping[str, Note]) -> tuple[str, str, Lang | None, str]:
        kind, name = key
        if kind == "note":
            note = notes[name]
            return note.title, self.catalogue.url_of(note), note.lang, ""
        paper = self.catalogue.literature.registry.by_key[name]
        return paper.title, self.url(paper), None, _details(paper)

    def _label(self, key: Key, notes: Mapping[str, Note]) -> str:
        kind, name = key
        if kind == "note":
            return shortened(notes[name].title)
        paper = self.catalogue.literature.registry.by_key[name]
        if not paper.authors:
            return shortened(paper.title)
        return " ".join(filter(None, [shortened(paper.authors[0].family, 12), str(paper.year or "")]))


def _details(paper: Paper) -> str:
    """The first author and the year: "Verma et al., 2015"."""
    names = [author.family for author in paper.authors[:2]]
    if paper.has_more or len(paper.authors) > 2:
        names[1:] = ["et al."]
    joined = " ".join(names) if names[1:] == ["et al."] else " & ".join(names)
    return ", ".join(filter(None, [joined, str(paper.year or "")]))


def _lines(network: Network) -> list[tuple[EdgeKind, Key, Key]]:
    lines: list[tuple[EdgeKind, Key, Key]] = [
        ("mention", ("note", note), ("paper", paper)) for note, paper in network.mentions
    ]
    return lines + [("cite", ("paper", a), ("paper", b)) for a, b in network.cites]


def _reading_order(network: Network, notes: list[str]) -> list[Key]:
    """Each note, as listings order them, followed by its papers; then papers that only papers cite."""
    papers: dict[str, list[Key]] = {}
    for note, paper in network.mentions:
        papers.setdefault(note, []).append(("paper", paper))
    order: dict[Key, None] = {}
    for note in notes:
        if note in papers:
            order |= dict.fromkeys([("note", note), *papers[note]])
    return list(order | dict.fromkeys(("paper", paper) for paper in network.papers))


def _radius(degree: int) -> int:
    return min(round(5 + 2.2 * math.sqrt(degree)), 20)


def _text_sizes(width: int) -> tuple[float, ...]:
    """Heights of text, in the picture's units, that readers see at `TEXT` pixels; largest first."""
    return tuple(round(TEXT * width / (min(screen, width * LARGEST) * zoom), 1) for screen, zoom in SCREENS)
