"""The graph of notes and papers: bounded, the same everywhere, and the table says what the picture says."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from support.graph_site import paper_url
from support.literature import made_up
from support.site_library import catalogue, note
from techdigest.papers.literature import Literature
from techdigest.papers.model import Mention, Paper
from techdigest.papers.registry import Registry
from techdigest.site.graph.drawing import graph, graph_views
from techdigest.site.graph.labels import place_labels, shortened
from techdigest.site.graph.layout import lay_out
from techdigest.site.graph.network import MOST_EDGES, MOST_NOTES, MOST_PAPERS, best_connected, network
from techdigest.site.graph.views import Graph, Label

PRINT = """
from support.literature import made_up
from support.graph_site import paper_url
from techdigest.site.graph.drawing import graph
for lang in ("zh-Hans", "en"):
    print(graph(made_up(60, 80), lang, paper_url))
"""


def drawn(notes: int, papers: int) -> Graph:
    found = graph(made_up(notes, papers), "en", paper_url)
    assert found is not None
    return found


def test_two_processes_with_other_hash_seeds_draw_the_same_graph(root: Path) -> None:
    path = os.pathsep.join([str(root / "tests"), str(root)])
    first, second = (
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env=os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "4242")
    )
    assert "GraphNode" in first
    assert first == second


def test_all_languages_have_each_node_at_the_same_place() -> None:
    views = graph_views(made_up(25, 40), paper_url)
    places = [
        sorted((node.x, node.y, node.radius) for node in view.graph.nodes)
        for view in views.values()
        if view.graph
    ]
    assert len(places) == 3
    assert places[0] == places[1] == places[2]


def test_the_table_says_the_same_as_the_picture() -> None:
    found = drawn(25, 40)
    urls = [node.url for node in found.nodes]
    assert len(set(urls)) == len(urls)
    in_table = {("mention", link.url, row.paper.url) for row in found.rows for link in row.notes}
    in_table |= {("cite", row.paper.url, link.url) for row in found.rows for link in row.cites}
    in_picture = {(edge.kind, urls[edge.source], urls[edge.target]) for edge in found.edges}
    assert in_table == in_picture
    for row in found.rows:
        assert row.node is not None
        assert found.nodes[row.node].url == row.paper.url
        assert found.nodes[row.node].domains == row.domains


def test_translations_of_a_note_are_one_node_in_the_language_of_the_page() -> None:
    paper = Paper("a", "a", "misc", "A Paper")
    notes = [note("one"), note("one", "en"), note("two", "en")]
    mentions = {one.path: [Mention(one.path, 1, 1, "link", "a", key="a")] for one in notes}
    both = replace(catalogue(*notes), literature=Literature(Registry([paper]), mentions))
    for lang, own in (("zh-Hans", "zh-Hans"), ("en", "en")):
        found = graph(both, lang, paper_url)  # type: ignore[arg-type]  # mypy forgets that these are literals
        assert found is not None
        assert sorted((node.kind, node.lang) for node in found.nodes if node.lang) == sorted(
            [("note", own), ("note", "en")]
        )


def test_without_anything_joined_there_is_no_page() -> None:
    lone = Literature(Registry([Paper("a", "a", "misc", "A", cites=("a", "nobody"))]))
    assert graph_views(replace(catalogue(note("one")), literature=lone), paper_url) == {}
    assert graph_views(catalogue(note("one")), paper_url) == {}


def test_a_large_graph_is_drawn_in_part_and_told_whole() -> None:
    large = made_up(800, 500)
    whole = network(large.notes, large.literature)
    found = graph(large, "en", paper_url)
    assert found is not None
    assert len(found.rows) == len(whole.papers) > MOST_PAPERS
    assert found.notes == len(whole.notes) > MOST_NOTES
    assert found.papers_drawn <= MOST_PAPERS
    assert found.notes_drawn <= MOST_NOTES
    assert len(found.edges) <= MOST_EDGES
    assert len(found.nodes) == found.papers_drawn + found.notes_drawn > 150
    ends = {end for edge in found.edges for end in (edge.source, edge.target)}
    assert ends == set(range(len(found.nodes)))


def test_the_best_connected_are_drawn() -> None:
    large = made_up(800, 500)
    whole = network(large.notes, large.literature)
    part = best_connected(whole, papers=10, notes=10)
    lines = [paper for _, paper in whole.mentions] + [paper for pair in whole.cites for paper in pair]
    least = min(lines.count(paper) for paper in part.papers)
    others = set(whole.papers) - set(part.papers)
    assert max(lines.count(paper) for paper in others) <= least + 1


@pytest.mark.parametrize(("notes", "papers"), [(1, 1), (3, 2), (25, 40), (300, 200)])
def test_nodes_do_not_overlap_and_stay_in_the_picture(notes: int, papers: int) -> None:
    found = drawn(notes, papers)
    for node in found.nodes:
        assert node.radius <= node.x <= found.width - node.radius
        assert node.radius <= node.y <= found.height - node.radius
    for one, other in combinations(found.nodes, 2):
        assert ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5 > one.radius + other.radius


def test_components_stand_apart() -> None:
    layout = lay_out((8,) * 9, ((0, 1), (1, 2), (3, 4), (4, 5), (6, 7), (7, 8)))
    boxes = []
    for nodes in ((0, 1, 2), (3, 4, 5), (6, 7, 8)):
        xs, ys = zip(*(layout.points[node] for node in nodes), strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    for one, other in combinations(boxes, 2):
        assert apart(one, other)


def test_labels_at_one_size_meet_neither_each_other_nor_nodes() -> None:
    points = [(x, y) for x in range(100, 300, 40) for y in range(50, 200, 30)]
    sizes = (12.0, 6.0, 2.0)
    placed = place_labels(["一二三四"] * len(points), points, [8] * len(points), sizes, (400, 250))
    assert {label.level for label in placed} >= {0, 1}
    nodes = [(x - 8, y - 8, x + 8, y + 8) for x, y in points]
    for level, size in enumerate(sizes):
        shown = [label for label in placed if label.level is not None and label.level <= level]
        boxes = [box_of(label, 4 * size, size) for label in shown]
        for one, other in combinations(boxes, 2):
            assert apart(one, other)
        for box in boxes:
            assert all(apart(box, node) for node in nodes)


def box_of(label: Label, width: float, size: float) -> tuple[float, float, float, float]:
    left = label.x - width * {"start": 0, "middle": 0.5, "end": 1}[label.anchor]
    base = label.y + label.drop * size
    return left, base - 0.8 * size, left + width, base + 0.2 * size


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_label_without_room_shows_on_demand_only() -> None:
    (label,) = place_labels(["一" * 40], [(5, 5)], [5], (12.0,), (20, 20))
    assert label.level is None


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("短标题", "短标题"),
        ("一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四…"),
        ("Large-scale cluster management at Google with Borg", "Large-scale cluster…"),
        ("Cuckoo, and so on: a filter", "Cuckoo, and so on: a…"),
    ],
)
def test_long_titles_are_cut_where_a_word_ends(title: str, short: str) -> None:
    assert shortened(title) == short
