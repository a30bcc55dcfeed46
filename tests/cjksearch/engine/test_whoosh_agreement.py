"""The same top ten from the browser's engine and from Whoosh, on the shared vectors.

Where a query's words stand in one field of units of equal length, any BM25 ranks alike, and Whoosh's own
does. Elsewhere our function differs from Whoosh's by design: fields are weighed before saturation, coverage
and the rest of the page count. There it is computed as RANKING.md says from Whoosh's postings and statistics.

An index keeps saturations in fifteenths and weights in sixteenths. What Whoosh gives, rounded alike, must
come to the engine's very scores. Without rounding, a score must lie between the least and the most that
rounding by half a step can make of it, and units may change places only where these ranges overlap.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from whoosh.query import Or, Term
from whoosh.scoring import BM25F

from cjksearch.analysis import normalise, stem, tokenise
from cjksearch.analysis.wordings import Kind
from cjksearch.index import impact, others, terms, weight
from cjksearch.index.unit import Unit
from cjksearch.static import write
from support import reference_search
from support.reference_search import ReferenceIndex, slots_of
from support.whoosh_postings import open_index
from support.whoosh_search import KEPT, LEAST, MOST, WhooshIndex, Wording

Client = Callable[..., Any]

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "ranking.json").read_text("utf-8"))
MIXED, PLAIN = (
    ([Unit.from_json(unit) for unit in own["units"]], own["queries"])
    for own in (VECTORS["mixed"], VECTORS["plain"])
)
#: The engine gives its scores to three places.
SHOWN = 0.00051


def answers(client: Client, folder: Path, units: list[Unit], queries: list[str]) -> dict[str, list[Any]]:
    """Return the engine's ten hits for each query, whose words are all finished."""
    write(units, folder)
    options = {"limit": 10, "prefix": False, "excerpts": False}
    asked = [{"query": query, "options": options} for query in queries]
    said = client("search", folder=str(folder), queries=asked)["answers"]
    return {query: answer["hits"] for query, answer in zip(queries, said, strict=True)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mixed")


@pytest.fixture(scope="module")
def mixed(client: Client, folder: Path) -> dict[str, list[Any]]:
    return answers(client, folder, *MIXED)


@pytest.fixture(scope="module")
def whoosh() -> WhooshIndex:
    return WhooshIndex(MIXED[0])


@pytest.fixture(scope="module")
def reference(mixed: dict[str, list[Any]], folder: Path) -> ReferenceIndex:
    """The same files, in Python; `mixed` has written them."""
    return ReferenceIndex(folder)


@pytest.fixture(scope="module")
def wordings(mixed: dict[str, list[Any]], reference: ReferenceIndex) -> dict[str, list[Wording]]:
    """What else parts of each query may be called: which words these are is no matter of ranking."""
    texts = {query: normalise(query) for query in mixed}
    return {
        query: [
            Wording(tuple(slot.term for slot in slots), other.other, Kind(other.kind))
            for slots, other in reference.others(text, slots_of(text))
        ]
        for query, text in texts.items()
    }


def test_where_words_stand_in_one_field_whooshs_own_bm25f_gives_the_same_ten(
    client: Client, tmp_path: Path
) -> None:
    units, queries = PLAIN
    hits = answers(client, tmp_path, units, queries)
    model = BM25F(B=impact.BODY.b, K1=impact._K1)
    compared = 0
    with open_index(units).searcher(weighting=model) as searcher:
        for query in queries:
            words = [token.text for token in tokenise(normalise(query))]
            found = searcher.search(Or([Term("body", stem(word)) for word in words]), limit=10)
            ten = [units[hit.docnum].id for hit in found]
            assert [hit["id"] for hit in hits[query]] == ten, query
            compared += len(ten) == 10
    assert compared == len(queries)


def test_the_vectors_ask_only_for_what_needs_no_guess(whoosh: WhooshIndex, reference: ReferenceIndex) -> None:
    for query in MIXED[1]:
        for term, ways in whoosh.slots(query).items():
            parts = [part for way in ways[1:] for part, _ in way]
            assert whoosh.knows(term) or not term.isascii() or all(map(whoosh.knows, parts)), term
            assert whoosh.knows(term) or not term.isascii() or parts or not reference._corrections(term), term
    assert len(MIXED[0]) >= 60
    assert len(MIXED[1]) >= 25


def differing(
    mixed: dict[str, list[Any]], whoosh: WhooshIndex, wordings: dict[str, list[Wording]]
) -> list[str]:
    """Return the queries of which scores or the ten best are not Whoosh's, rounded alike."""
    number = {unit.id: n for n, unit in enumerate(whoosh.units)}
    found = []
    for query, hits in mixed.items():
        scores = whoosh.score(query, wordings[query], KEPT)
        ours = [number[hit["id"]] for hit in hits]
        # Sums in another order differ in the last digits, so equal scores are told by their rounded value.
        rounded = [-round(score, 9) for score in scores]
        best = sorted(range(len(scores)), key=rounded.__getitem__)
        same = [hit["score"] for hit in hits] == pytest.approx([scores[n] for n in ours], abs=SHOWN)
        if not same or ours != best[: len(hits)]:
            found.append(query)
    return found


def test_from_whooshs_postings_rounded_alike_come_the_same_scores_and_the_same_ten(
    mixed: dict[str, list[Any]], whoosh: WhooshIndex, wordings: dict[str, list[Wording]]
) -> None:
    assert differing(mixed, whoosh, wordings) == []
    assert all(mixed.values())


def test_without_rounding_units_change_places_only_where_rounding_can_explain_it(
    mixed: dict[str, list[Any]], whoosh: WhooshIndex, wordings: dict[str, list[Wording]]
) -> None:
    number = {unit.id: n for n, unit in enumerate(whoosh.units)}
    for query, hits in mixed.items():
        least = whoosh.score(query, wordings[query], LEAST)
        most = whoosh.score(query, wordings[query], MOST)
        shown = [number[hit["id"]] for hit in hits]
        for hit, unit in zip(hits, shown, strict=True):
            assert least[unit] - SHOWN <= hit["score"] <= most[unit] + SHOWN, query
        below = [unit for unit in range(len(least)) if unit not in shown] if len(shown) == 10 else []
        for above, unit in [*pairwise(shown), *((shown[-1], unit) for unit in below)]:
            assert most[above] >= least[unit], query


@pytest.mark.parametrize(("module", "constant", "value"), [
    (reference_search, "PARTS", 0.65),
    (reference_search, "CHARACTERS", 0.45),
    (reference_search, "FORM", 0.35),
    (reference_search, "OTHER_WORDINGS", (0.85, 0.65, 0.5)),
    (reference_search, "OTHER_WORDINGS", (0.9, 0.6, 0.5)),
    (reference_search, "OTHER_WORDINGS", (0.9, 0.65, 0.45)),
    (reference_search, "ONLY_WORDING", 0.85),
    (reference_search, "SOUNDS_ALIKE", 0.75),
    (reference_search, "MORE_FREQUENT", 50),
    (reference_search, "DOUBTFUL", 0.3),
    (reference_search, "PAGE_SHARE", 0.18),
    (reference_search, "BEGINNING", 0.03),
    (reference_search, "SHARPNESS", 1.4),
    (weight, "_FUNCTION_WORD", 0.2),
    (weight, "_TOUCHES_FUNCTION_WORD", 0.5),
    (weight, "_ACROSS_WORDS", 0.5),
    (weight, "_COHESION", 0.4),
    (impact, "_K1", 1.1),
    (terms, "PART_WEIGHT", 0.6),
    (others, "MOST", 8),
])  # fmt: skip
def test_another_value_of_any_constant_would_be_noticed(
    mixed: dict[str, list[Any]],
    wordings: dict[str, list[Wording]],
    whoosh: WhooshIndex,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    constant: str,
    value: object,
) -> None:
    assert differing(mixed, whoosh, wordings) == []
    monkeypatch.setattr(module, constant, value)
    other = WhooshIndex(MIXED[0]) if module in (impact, terms) else whoosh
    assert differing(mixed, other, wordings) != []
