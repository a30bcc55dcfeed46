"""The arrays of the index hold what plain Python says of each unit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjksearch.index import build, merge, postings
from cjksearch.index.build import Index, build_index
from cjksearch.index.unit import Unit
from support.plain_index import postings_and_words

WORDS = st.text("abC12._-+# 集群聯繫的ガ\u3099가𠮷㐀ꙀꓐﬁA\u0301𐐀𞤀Ა\n", max_size=30)
TEXT = st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
UNITS = st.lists(
    st.builds(
        lambda url, title, heading, text, tags: Unit(
            "", f"{url}#{heading}", title, heading, text, tags=tuple(tags)
        ),
        *[TEXT] * 4,
        st.lists(TEXT, max_size=2),
    ),
    max_size=7,
)


@pytest.fixture(scope="module", params=["whole", "in pieces", "on disk"])
def limits(request: pytest.FixtureRequest) -> Any:
    """Set the bounds of memory so low that few units reach them."""
    with pytest.MonkeyPatch.context() as patched:
        if request.param != "whole":
            patched.setattr(build, "CHUNK_TEXT", 40)
            patched.setattr(postings, "BATCH", 10)
        if request.param == "on disk":
            patched.setattr(merge, "HELD", 100)
        yield


def all_postings(index: Index) -> dict[str, list[tuple[int, int]]]:
    found = {}
    for terms, offsets, units, impacts in index.batches():
        both = list(zip(units.tolist(), impacts.tolist(), strict=True))
        found.update({term: both[offsets[i] : offsets[i + 1]] for i, term in enumerate(terms)})
    return found


@given(UNITS)
@pytest.mark.usefixtures("limits")
def test_postings_words_and_frequencies_are_those_of_the_units_one_by_one(found: list[Unit]) -> None:
    units = [Unit(str(i), u.url, u.title, u.heading, u.text, tags=u.tags) for i, u in enumerate(found)]
    index = build_index(units)
    postings, words = postings_and_words(units)
    assert index.words == words
    assert list(index.df.items()) == [
        (term, len(postings[term])) for term in sorted(postings, key=lambda term: term.encode("utf-16-be"))
    ]
    some = index.postings_of([*list(postings)[::2], "nothing"])
    for i, term in enumerate(some.terms):
        own = slice(some.offsets[i], some.offsets[i + 1])
        assert list(zip(some.units[own].tolist(), some.impacts[own].tolist(), strict=True)) == postings[term]
    assert set(some.terms) == set(list(postings)[::2])
    assert all_postings(index) == postings


def test_batches_hold_consecutive_terms_and_the_numbers_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "BATCH", 30)
    index = build_index(Unit(str(i), f"{i}/", f"title {i}", "", "集群 words") for i in range(40))
    batches = list(index.batches(np.arange(40, dtype=np.uint32) * 16))
    assert [term for batch in batches for term in batch.terms] == list(index.df)
    assert len(batches) > 3
    for terms, offsets, units, impacts in batches:
        assert len(terms) + 1 == len(offsets)
        assert offsets[-1] == len(units) == len(impacts)
        assert len(terms) == 1 or len(units) <= 30
        assert all(unit % 16 == 0 for unit in units.tolist())


def test_an_executor_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CHUNK_TEXT", 100)
    units = [Unit(str(i), f"{i}/", f"title {i}", "", f"集群 words-{i}" * 9) for i in range(40)]
    with ThreadPoolExecutor(3) as executor:
        assert all_postings(build_index(units, executor)) == all_postings(build_index(units))


def test_an_unknown_term_has_no_postings() -> None:
    batch = build_index([Unit("a", "a/", "title")]).postings_of(["nothing"])
    assert len(batch.terms) == len(batch.units) == len(batch.impacts) == 0
    assert build_index([]).postings_of(["nothing"]).terms == []
