"""Which notes and papers are joined, and the best connected of them, which are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from techdigest.notes.model import Note
from techdigest.papers.literature import Literature

MOST_PAPERS = 150
MOST_NOTES = 100
MOST_EDGES = 600

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Network:
    """Notes and papers by key, and what joins them; all sorted.

    `mentions` are pairs of a note (by the key of all its translations) and a paper, `cites` pairs of papers.
    """

    notes: tuple[str, ...]
    papers: tuple[str, ...]
    mentions: tuple[Pair, ...]
    cites: tuple[Pair, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is joined to anything."""
        return not (self.mentions or self.cites)


def network(notes: Iterable[Note], literature: Literature) -> Network:
    """All notes and papers that are joined to another; a translation's mentions are those of its note."""
    mentions = {(note.key, paper.key) for note in notes for paper in literature.papers_of(note.path)}
    cites = {
        (paper.key, cited.key)
        for paper in literature.registry.papers
        for cited in literature.cites(paper)
        if cited.key != paper.key
    }
    return _of(mentions, cites)


def best_connected(
    whole: Network, papers: int = MOST_PAPERS, notes: int = MOST_NOTES, edges: int = MOST_EDGES
) -> Network:
    """The part of a network that is drawn: papers with the most lines, and the notes with the most of these.

    Of too many lines those stay whose ends have the fewest, so that few nodes are left out for it.
    """
    degrees: Counter[str] = Counter()
    for _, paper in whole.mentions:
        degrees[paper] += 1
    for source, target in whole.cites:
        degrees.update((source, target))
    kept = set(sorted(whole.papers, key=lambda key: (-degrees[key], key))[:papers])
    met = Counter(note for note, paper in whole.mentions if paper in kept)
    chosen = set(sorted(met, key=lambda key: (-met[key], key))[:notes])
    mentions = [pair for pair in whole.mentions if pair[0] in chosen and pair[1] in kept]
    cites = [pair for pair in whole.cites if kept.issuperset(pair)]
    lines = [("m", met[note] + degrees[paper], (note, paper)) for note, paper in mentions]
    lines += [("c", degrees[source] + degrees[target], (source, target)) for source, target in cites]
    lines = sorted(lines, key=itemgetter(1, 0, 2))[:edges]
    return _of(
        {pair for kind, _, pair in lines if kind == "m"}, {pair for kind, _, pair in lines if kind == "c"}
    )


def _of(mentions: set[Pair], cites: set[Pair]) -> Network:
    papers = {paper for _, paper in mentions} | {paper for pair in cites for paper in pair}
    return Network(
        tuple(sorted({note for note, _ in mentions})),
        tuple(sorted(papers)),
        tuple(sorted(mentions)),
        tuple(sorted(cites)),
    )
